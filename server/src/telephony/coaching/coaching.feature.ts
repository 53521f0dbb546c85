import { access } from '@sansheng/shared/domain/access';
import type { CoachingRole } from '@sansheng/shared/contracts/telephony/coaching';
import { Coach } from '@sansheng/shared/contracts/telephony/coaching';
import { OnCall } from '@sansheng/shared/contracts/on-call';
import type { AppContext } from '../../platform/app-context.ts';
import { auditedAct } from '../../platform/audited-act.ts';
import type { AriClient } from '../../platform/ari/index.ts';
import { UserError } from '../../platform/http/user-error.ts';
import type { AgentsStore } from '../agents/index.ts';
import { type CallLeg, type CallMedia, type CallsStore, type LiveCall, seatChannelIdOf } from '../calls/index.ts';
import type { Legs } from '../legs/index.ts';
import type { EventTail, LiveState } from '../live-state/index.ts';
import type { StartRecording } from '../recording/index.ts';
import { checkScope } from '../../people/index.ts';
import type { NodeHooks } from '../wing-parts.ts';
import { createCoachMedia, listenToSnoops } from './coach-media.ari.ts';
import { changeCoaching } from './coaching.store.ts';

export interface CoachingParts {
  context: AppContext;
  state: LiveState;
  calls: CallsStore;
  agents: AgentsStore;
  legs: Legs;
  media: CallMedia;
  ari: AriClient;
  app: string;
  startRecording: StartRecording;
  events: EventTail;
  node: NodeHooks;
}

/** How long the lead's phone may take to answer; the browser does it by itself. */
const RING_MS = 10_000;

/** Why a lead's own phone cannot be rung, as a code. */
const refusalOf: Readonly<Record<string, 'seatOffline' | 'phoneNotRegistered' | 'microphoneMissing'>> = {
  offline: 'seatOffline',
  notRegistered: 'phoneNotRegistered',
  silent: 'phoneNotRegistered',
  noMicrophone: 'microphoneMissing',
};

const isCoach = (leg: CallLeg): boolean => leg.kind === 'lead';
const isApart = ({ role }: CallLeg): boolean => role === 'listen' || role === 'whisper';

/** A lead on a seat's call. */
export function coachingFeature(parts: CoachingParts): void {
  const { context, state, ari, calls, agents, legs, media, events, node } = parts;
  const coachMedia = createCoachMedia(ari, parts.app);
  node.onTake((channels) => listenToSnoops(channels, ari));
  const { commands } = context;

  async function hear(callId: string, leg: CallLeg): Promise<void> {
    const call = await calls.readCall(callId);
    if (call !== null) await coachMedia.coach(callId, leg, call.talkingGen);
  }
  for (const role of ['listen', 'whisper'] as const) {
    legs.setRoleMedia(role, { answered: hear, ended: (callId, leg) => coachMedia.leave(callId, leg.offerGen) });
  }
  legs.setRoleMedia('barge', {
    answered: (callId, { offerGen }) => media.place(callId, [seatChannelIdOf(callId, offerGen)], 'call'),
    ended: (callId, { offerGen }) => coachMedia.leave(callId, offerGen),
  });

  // The seat has the call on another leg, or another seat has it: the lead continues with that one.
  for (const type of ['call.rejoined', 'call.takenOver', 'call.answered'] as const) {
    events.on(type, async ({ callId }) => {
      if (!node.isLeading()) return;
      const call = await calls.readCall(callId);
      const apart = call?.legs.filter((leg) => isCoach(leg) && isApart(leg) && leg.state === 'up') ?? [];
      for (const leg of apart) await hear(callId, leg);
    });
  }
  events.on('call.ended', ({ callId }) => coachMedia.clear(callId));

  /** A call of a seat within the lead's scope. */
  async function findCall(callId: string, session: Parameters<typeof checkScope>[0]): Promise<LiveCall> {
    const call = await calls.readCall(callId);
    if (call === null) throw new UserError('callGone');
    const seat = call.agentId === null ? null : await agents.readAgent(call.agentId);
    if (call.state !== 'talking' || seat === null) throw new UserError('wrongState');
    checkScope(session, seat);
    return call;
  }

  async function changeOver(callId: string, leadId: string, role: CoachingRole): Promise<void> {
    const changed = await changeCoaching(state, callId, leadId, role);
    if (changed.result === 'notYourCall') throw new UserError('callGone');
    const { leg } = changed;
    if (leg.state !== 'up') return;
    if (role === 'barge') {
      await coachMedia.unmute(callId, leg.offerGen);
      await media.place(callId, [seatChannelIdOf(callId, leg.offerGen)], 'call');
    } else await hear(callId, leg);
  }

  commands.add({
    name: 'coaching.start',
    access: access.room,
    body: Coach,
    handle: async ({ body: { callId, role }, session }) => {
      const { employeeNo } = session;
      const call = await findCall(callId, session);
      if (call.agentId === employeeNo) throw new UserError('wrongState');
      const own = call.legs.find((leg) => isCoach(leg) && leg.who === employeeNo);
      const note = {
        employeeNo,
        action: own === undefined ? 'coaching.started' : 'coaching.changed',
        target: callId,
        address: session.address,
        detail: { agentId: call.agentId, role },
      } as const;
      await auditedAct(context, note, async () => {
        if (own !== undefined) return changeOver(callId, employeeNo, role);
        const added = await legs.add(callId, { by: employeeNo, kind: 'lead', who: employeeNo, role, ringMs: RING_MS });
        if (added.result === 'seatBusy') throw new UserError(refusalOf[added.why] ?? 'ownSeatBusy');
        if (added.result === 'gone') throw new UserError('callGone');
        if (added.result !== 'added' && added.result !== 'again') throw new UserError('wrongState');
      });
    },
  });

  commands.add({
    name: 'coaching.takeOver',
    access: access.room,
    body: OnCall,
    handle: async ({ body: { callId }, session }) => {
      const { employeeNo } = session;
      const call = await calls.readCall(callId);
      if (call === null) throw new UserError('callGone');
      const own = call.legs.find((leg) => isCoach(leg) && leg.who === employeeNo);
      if (own === undefined && call.agentId === employeeNo) return;
      if (own?.state !== 'up') throw new UserError('wrongState');
      const detail = { agentId: call.agentId };
      const { address } = session;
      const note = { employeeNo, action: 'coaching.takenOver', target: callId, address, detail } as const;
      await auditedAct(context, note, async () => {
        const handed = await legs.handOver(callId, 'takenOver', { offerGen: own.offerGen });
        if (handed === 'gone') throw new UserError('callGone');
        if (handed !== 'handedOver') throw new UserError('wrongState');
      });
      await coachMedia.unmute(callId, own.offerGen);
      await coachMedia.leave(callId, own.offerGen);
      const name = await coachMedia.channelNameOf(callId, own.offerGen);
      if (name !== null) await parts.startRecording(callId, own.offerGen, name);
    },
  });
}
