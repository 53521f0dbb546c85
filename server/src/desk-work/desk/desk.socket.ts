import { AmendWrapUp, FinishWrapUp, WriteNote } from '@sansheng/shared/contracts/telephony/wrap-up';
import { DeclineOffer, type DeskSnapshot, GoNotReady, SeatAlive } from '@sansheng/shared/contracts/desk-work/desk';
import { MuteCall } from '@sansheng/shared/contracts/telephony/hold';
import { PauseRecording } from '@sansheng/shared/contracts/telephony/recording';
import { OnCall } from '@sansheng/shared/contracts/on-call';
import type { ErrorCode } from '@sansheng/shared/contracts/errors';
import type { EventType } from '@sansheng/shared/contracts/events';
import type { ScreenPop } from '@sansheng/shared/contracts/desk-work/screen-pop';
import { AccountSchema, TeamSchema } from '@sansheng/shared/tables/people/accounts';
import { CallEventSchema, CallSchema } from '@sansheng/shared/tables/records/call-records';
import { seatRoles } from '@sansheng/shared/domain/roles';
import type { SeatWords } from './seat-words.store.ts';
import { type DataSource, In } from 'typeorm';
import { z } from 'zod';
import { UserError } from '../../platform/http/user-error.ts';
import type { CommandTable } from '../../platform/socket/commands.ts';
import {
  type AgentsStore,
  type LiveAgent,
  type CallLeg,
  type CallMedia,
  type CallsStore,
  type EndCall,
  type LiveCall,
  seatChannelIdOf,
  holdCall,
  muteCall,
  type Legs,
  type EventTail,
  type LiveState,
  type QueueSettings,
  type RecordingPause,
  rejoinCall,
  type Routing,
  amendWrapUp,
  finishWrapUp,
  readWritten,
  writeNote,
} from '../../telephony/index.ts';
import type { ScreenPops } from '../screen-pop/index.ts';
import { makeDeskSnapshot } from './desk-snapshot.ts';

export interface DeskParts {
  state: LiveState;
  db: DataSource;
  words: SeatWords;
  commands: CommandTable;
  calls: CallsStore;
  agents: AgentsStore;
  queues: QueueSettings;
  routing: Routing;
  legs: Legs;
  media: CallMedia;
  endCall: EndCall;
  screenPops: ScreenPops;
  recordingPause: RecordingPause;
  isCoachingSeen: () => boolean;
  tail: EventTail;
  silentMs: number;
}

const nothing = z.object({});

/** The seat's desk: what its browser may ask for, and how it learns what happens to the seat. */
export function deskFeature(parts: DeskParts): {
  /** Brings a signed-in seat's name, team, queues and skills up to date. */
  refreshSeat: (employeeNo: string) => Promise<void>;
  show: (agentId: string) => Promise<void>;
} {
  const { state, db, words, commands, calls, agents, queues, media, tail } = parts;
  const access = seatRoles;

  async function openSeat(employeeNo: string, onlyIfThere = false): Promise<void> {
    const account = await db.getRepository(AccountSchema).findOneByOrFail({ employeeNo });
    const team =
      account.teamId === null ? null : await db.getRepository(TeamSchema).findOneBy({ teamId: account.teamId });
    await agents.signInSeat({
      agentId: employeeNo,
      name: account.name,
      teamId: account.teamId ?? '',
      teamName: team?.name ?? '',
      queues: queues.membershipsOf(employeeNo),
      skills: queues.skillsOf(employeeNo),
      silentMs: parts.silentMs,
      onlyIfThere,
    });
  }

  async function callOf(agent: LiveAgent): Promise<LiveCall | null> {
    return agent.callId === null ? null : calls.readCall(agent.callId);
  }
  async function readDesk(agentId: string): Promise<{ desk: DeskSnapshot; call: LiveCall | null } | null> {
    const agent = await agents.readAgent(agentId);
    if (agent === null) return null;
    const call = await callOf(agent);
    const names = new Map([[agentId, agent.name]]);
    const seats =
      call === null
        ? []
        : [call.agentId ?? '', ...call.legs.flatMap(({ kind, who, by }) => (kind === 'number' ? by : [who, by]))];
    for (const other of new Set(seats)) {
      if (other !== '' && !names.has(other)) names.set(other, (await agents.readAgent(other))?.name ?? '');
    }
    const shown = call && { ...call, legs: call.legs.filter((leg) => isShown(leg, agent)) };
    return { desk: makeDeskSnapshot(agent, shown, (other) => names.get(other) ?? '', Date.now()), call };
  }
  /** A lead who listens or whispers is shown if the center's policy says so, and to a seat that asked for help. */
  function isShown({ kind, role, who }: CallLeg, agent: LiveAgent): boolean {
    return (
      kind !== 'lead' || role === 'barge' || who === agent.agentId || agent.help !== null || parts.isCoachingSeen()
    );
  }
  async function show(agentId: string): Promise<void> {
    if (!commands.isHere(agentId)) return;
    const read = await readDesk(agentId);
    if (read !== null) commands.toAgent(agentId).emit('desk.changed', read.desk);
  }
  const changed = new Set<string>();
  let showing: Promise<unknown> | null = null;
  /** One step causes several events of a seat: the events received so far are shown together. */
  function showChanged(agentId: string): Promise<unknown> {
    changed.add(agentId);
    showing ??= Promise.resolve().then(() => {
      const all = [...changed];
      changed.clear();
      showing = null;
      return Promise.all(all.map(show));
    });
    return showing;
  }

  /** The call this seat talks on. Throws notYourCall for any other. */
  async function ownCall(callId: string, agentId: string): Promise<LiveCall> {
    const call = await calls.readCall(callId);
    if (call === null) throw new UserError('callGone');
    const isIn =
      call.agentId === agentId ||
      call.calleeId === agentId ||
      call.rings.some((ring) => ring.agentId === agentId) ||
      call.legs.some((leg) => leg.kind !== 'number' && leg.who === agentId);
    if (!isIn) throw new UserError('notYourCall');
    return call;
  }

  // Whatever happens to a seat ends in one change of its state, or in one of these on its call.
  for (const type of [
    'agent.stateChanged',
    'agent.phoneChanged',
    'call.answered',
    'routing.phonePickedUp',
    'recording.started',
    'outbound.dialled',
  ] as const) {
    tail.on(type, ({ agentId }) => showChanged(agentId));
  }
  /** Everybody in a call sees who else is in it. */
  async function showAll({ callId }: { callId: string }): Promise<void> {
    const call = await calls.readCall(callId);
    if (call === null) return;
    const seats = call.legs.filter(({ kind }) => kind !== 'number').map(({ who }) => who);
    await Promise.all([call.agentId ?? '', call.calleeId ?? '', ...seats].map(showChanged));
  }
  for (const type of [
    'call.held',
    'call.retrieved',
    'call.takenOver',
    'leg.added',
    'leg.answered',
    'leg.roleChanged',
    'leg.held',
    'leg.retrieved',
    'leg.rejoined',
    'leg.ended',
    'recording.paused',
    'recording.resumed',
  ] as const) {
    tail.on(type, showAll);
  }
  parts.screenPops.follow(
    tail,
    (agentId) => commands.isHere(agentId),
    (agentId: string, pop: ScreenPop) => {
      commands.toAgent(agentId).emit('screenPop.opened', pop);
    },
  );

  commands.add({
    name: 'desk.load',
    access,
    body: nothing,
    isAutomatic: true,
    handle: async ({ session }) => {
      await openSeat(session.employeeNo);
      const read = await readDesk(session.employeeNo);
      if (read === null) throw new UserError('unavailable');
      const { desk, call } = read;
      if (call !== null) return { desk, screenPop: await parts.screenPops.open(call) };
      return { desk, screenPop: desk.wrapUp === null ? null : await parts.screenPops.openEnded(desk.wrapUp.callId) };
    },
  });

  commands.add({
    name: 'agent.alive',
    access,
    body: SeatAlive,
    isAutomatic: true,
    handle: async ({ body, session }) => {
      const agentId = session.employeeNo;
      // A mirror tab proves nothing: the phone and the microphone belong to the leader tab.
      if (!body.isLeader) return { serverNowMs: Date.now() };
      const say = () => agents.seatAlive(agentId, { hasMicrophone: body.hasMicrophone, isHeard: true });
      let alive = await say();
      if (alive.result === 'unknown') {
        await openSeat(agentId);
        alive = await say();
      }
      // Asterisk decides what is registered. Where the browser disagrees, Asterisk is asked.
      if (alive.result === 'alive' && alive.isRegistered !== body.isRegistered) {
        const isRegistered = await parts.routing.isPhoneRegistered(agentId);
        if (isRegistered !== alive.isRegistered) await agents.seatAlive(agentId, { isRegistered, isHeard: true });
      }
      return { serverNowMs: Date.now() };
    },
  });

  async function askState(agentId: string, to: 'ready' | 'notReady', reason: string): Promise<void> {
    await agents.stayAfterAll(agentId);
    const { result } = await agents.askState(agentId, to, reason);
    if (result === 'phoneNotRegistered' || result === 'microphoneMissing') throw new UserError(result);
    if (result === 'unknown') throw new UserError('wrongState');
    if (result === 'pending') await show(agentId);
  }
  commands.add({
    name: 'agent.goReady',
    access,
    body: nothing,
    handle: async ({ session }) => {
      const agent = await agents.readAgent(session.employeeNo);
      if (agent === null || agent.state === 'offline') await openSeat(session.employeeNo);
      await askState(session.employeeNo, 'ready', '');
    },
  });
  commands.add({
    name: 'agent.goNotReady',
    access,
    body: GoNotReady,
    handle: async ({ body, session }) => {
      if (!(await words.isReason(body.reason))) throw new UserError('unknownReason', { field: 'reason' });
      await askState(session.employeeNo, 'notReady', body.reason);
    },
  });

  commands.add({
    name: 'offer.decline',
    access,
    body: DeclineOffer,
    handle: async ({ body, session }) => {
      const call = await ownCall(body.callId, session.employeeNo);
      if (call.calleeId === session.employeeNo) {
        // A colleague's call has this seat's phone as its other side.
        if (call.state !== 'dialling') throw new UserError('wrongState');
        await media.hangUp(call.channelId, 'busy');
        return;
      }
      const rings = [...call.rings, ...call.legs.map(({ offerGen, who }) => ({ offerGen, agentId: who }))];
      if (!rings.some((ring) => ring.offerGen === body.offerGen && ring.agentId === session.employeeNo)) {
        throw new UserError('wrongState');
      }
      await parts.routing.declineOffer(body.callId, body.offerGen);
    },
  });

  commands.add({
    name: 'call.hangUp',
    access,
    body: OnCall,
    handle: async ({ body, session }) => {
      const call = await ownCall(body.callId, session.employeeNo);
      if (call.state === 'dialling' && call.talkingGen !== null) {
        // The seat leaves before its customer was reached: treated as if it had hung up its phone.
        await media.hangUp(seatChannelIdOf(body.callId, call.talkingGen));
        return;
      }
      const leg = call.legs.find((one) => one.who === session.employeeNo && one.kind !== 'number');
      if (leg !== undefined) {
        // A participant leaves alone: the others go on.
        await parts.legs.end(body.callId, leg.offerGen, 'left');
        return;
      }
      // During a consultation the seat must decide what happens to the customer: end the call, or hand it over.
      const isConsulting = call.agentId === session.employeeNo && call.legs.some(({ role }) => role === 'consult');
      if (call.state !== 'talking' || isConsulting) throw new UserError('wrongState');
      await parts.endCall(body.callId, { endedBy: 'agent', cause: 16 });
    },
  });

  commands.add({
    name: 'call.rejoin',
    access,
    body: OnCall,
    isAutomatic: true,
    handle: async ({ body, session }) => {
      const rejoined = await rejoinCall(state, body.callId, session.employeeNo);
      if (rejoined.result !== 'ring') refuse(rejoined.result);
    },
  });

  commands.add({
    name: 'recording.pause',
    access,
    body: PauseRecording,
    handle: ({ body, session }) => parts.recordingPause.set(body.callId, session.employeeNo, body.on),
  });

  function refuse(result: 'notYourCall' | 'gone' | 'wrongState'): never {
    throw new UserError((result === 'gone' ? 'callGone' : result) satisfies ErrorCode);
  }
  for (const [name, on] of [
    ['call.hold', true],
    ['call.retrieve', false],
  ] as const) {
    commands.add({
      name,
      access,
      body: OnCall,
      handle: async ({ body, session }) => {
        const held = await holdCall(state, body.callId, session.employeeNo, on);
        if (held.result === 'notYourCall' || held.result === 'gone' || held.result === 'wrongState')
          refuse(held.result);
        if (held.result === 'held') await media.hold(body.callId, held.channelId);
        if (held.result === 'retrieved') await media.retrieve(body.callId, held.channelId);
      },
    });
  }
  commands.add({
    name: 'call.mute',
    access,
    body: MuteCall,
    handle: async ({ body, session }) => {
      const muted = await muteCall(state, body.callId, session.employeeNo, body.on);
      if (muted.result !== 'muted') return refuse(muted.result);
      await media.mute(body.callId, muted.channelId, body.on);
      await show(session.employeeNo);
    },
  });

  /**
   * Whether this seat wrote, or is still to write, the wrap-up of the call: also after the call, and before its record
   * exists.
   */
  async function hasWrapUpOf(callId: string, agentId: string): Promise<boolean> {
    if ((await readWritten(state, callId)).has(agentId)) return true;
    const record = await db.getRepository(CallSchema).findOneBy({ callId });
    if (record === null) return false;
    const type = In(['wrapUp.started', 'wrapUp.finished'] satisfies EventType[]);
    return record.agentId === agentId || db.getRepository(CallEventSchema).existsBy({ callId, agentId, type });
  }
  /** Anybody in the call or in its wrap-up; a listening lead must not leave a trace. */
  async function isAtCall(callId: string, agentId: string): Promise<boolean> {
    const agent = await agents.readAgent(agentId);
    if (agent?.wrapCallId === callId) return true;
    if (agent?.callId !== callId) return false;
    const call = await calls.readCall(callId);
    return call?.legs.every(({ kind, who, role }) => kind !== 'lead' || who !== agentId || role === 'barge') === true;
  }

  commands.add({
    name: 'note.load',
    access,
    body: OnCall,
    isAutomatic: true,
    handle: async ({ body: { callId }, session: { employeeNo } }) => {
      const written = await readWritten(state, callId);
      if (!written.has(employeeNo) && !(await isAtCall(callId, employeeNo))) throw new UserError('notYourCall');
      const others = [...written].filter(
        ([agentId, { last, said }]) => agentId !== employeeNo && `${last.categoryId}${last.note}${said}` !== '',
      );
      const handed = await Promise.all(
        others.map(async ([agentId, { last, said, atMs }]) => ({
          agentId,
          name: (await agents.readAgent(agentId))?.name ?? '',
          categoryId: last.categoryId,
          note: last.note,
          said,
          atMs,
        })),
      );
      return {
        draft: written.get(employeeNo)?.draft ?? { rev: 0, categoryId: '', result: '', note: '' },
        handed: handed.sort((a, b) => a.atMs - b.atMs),
      };
    },
  });
  commands.add({
    name: 'note.write',
    access,
    body: WriteNote,
    isAutomatic: true,
    handle: async ({ body: { callId, ...draft }, session: { employeeNo } }) => {
      const mayWrite = (await isAtCall(callId, employeeNo)) || (await hasWrapUpOf(callId, employeeNo));
      if (!mayWrite) throw new UserError('notYourCall');
      const written = await writeNote(state, employeeNo, callId, draft);
      const isWritten = written.result === 'written';
      if (isWritten) commands.toAgent(employeeNo).emit('note.changed', { callId, draft: written.draft });
      return { isWritten, draft: written.draft };
    },
  });

  commands.add({
    name: 'wrapUp.finish',
    access,
    body: FinishWrapUp,
    handle: async ({ body, session }) => {
      if (!(await words.isCategory(body.categoryId))) throw new UserError('categoryRequired', { field: 'categoryId' });
      const wrapUp = { ...body, agentId: session.employeeNo };
      if ((await finishWrapUp(state, wrapUp)).result === 'finished') return;
      // The time limit was faster: the record is corrected instead, if it is this seat's own.
      if (!(await hasWrapUpOf(body.callId, session.employeeNo))) throw new UserError('notYourCall');
      await amendWrapUp(state, wrapUp);
    },
  });
  commands.add({
    name: 'wrapUp.amend',
    access,
    body: AmendWrapUp,
    handle: async ({ body, session }) => {
      if (!(await words.isCategory(body.categoryId))) throw new UserError('categoryRequired', { field: 'categoryId' });
      if (!(await hasWrapUpOf(body.callId, session.employeeNo))) throw new UserError('notYourCall');
      await amendWrapUp(state, { ...body, agentId: session.employeeNo });
    },
  });
  return { refreshSeat: (employeeNo) => openSeat(employeeNo, true), show };
}
