import type { ErrorCode } from '@sansheng/shared/contracts/errors';
import {
  ConsultOrAdd,
  DropLeg,
  type LegTarget,
  SwapConsultation,
  TransferCall,
  type TransferTargets,
} from '@sansheng/shared/contracts/telephony/transfer';
import { OnCall } from '@sansheng/shared/contracts/on-call';
import { type Role, seatRoles } from '@sansheng/shared/domain/roles';
import { z } from 'zod';
import { UserError } from '../../platform/http/user-error.ts';
import type { CommandTable } from '../../platform/socket/commands.ts';
import type { AgentsStore, LiveAgent } from '../agents/index.ts';
import { type CallMedia, type CallsStore, type LiveCall, seatChannelIdOf } from '../calls/index.ts';
import { type LegAdded, type Legs, NUMBER_RING_MS } from '../legs/index.ts';
import type { LiveState } from '../live-state/index.ts';
import type { QueueSettings } from '../queues/index.ts';
import { sayToNext } from '../wrap-up/index.ts';
import { joinCall, swapCall, transferCall } from './transfer.store.ts';

export interface TransferParts {
  state: LiveState;
  commands: CommandTable;
  calls: CallsStore;
  agents: AgentsStore;
  queues: QueueSettings;
  legs: Legs;
  media: CallMedia;
  isOpen: (queueId: string) => boolean;
  /** The number as it is dialled. Throws UserError when these roles may not dial it. */
  checkNumber: (roles: readonly Role[], number: string) => Promise<string>;
}

/** States in which a seat may be rung in person. */
const askable: readonly LiveAgent['state'][] = ['ready', 'notReady'];

/** What the seat that has a call may ask for: transfer, consultation, conference. */
export function addTransferCommands(parts: TransferParts): void {
  const { state, commands, calls, agents, queues, legs, media } = parts;
  const access = seatRoles;

  function refuse(refused: LegAdded | { result: string; why?: string }): never {
    const { result } = refused;
    if (result === 'gone') throw new UserError('callGone');
    if (result === 'full' || result === 'noQueue') {
      throw new UserError(result === 'full' ? 'queueFull' : 'notFound', { field: 'to' });
    }
    if (result === 'seatBusy') {
      const why = 'why' in refused ? refused.why : '';
      const isThere = ['offered', 'talking', 'wrapUp'].includes(why ?? '');
      throw new UserError(isThere ? 'colleagueBusy' : 'colleagueAway', { field: 'to' });
    }
    throw new UserError(result as ErrorCode & ('notYourCall' | 'wrongState'));
  }

  async function targetOf(to: LegTarget, roles: readonly Role[]): Promise<{ kind: 'seat' | 'number'; who: string }> {
    if (to.kind === 'seat') return { kind: 'seat', who: to.employeeNo };
    return { kind: 'number', who: await parts.checkNumber(roles, to.number) };
  }

  /** Before the transfer: whoever is rung sees it with the ring. */
  async function sayFor(callId: string, owner: string, said: string): Promise<void> {
    const call = await calls.readCall(callId);
    if (call?.agentId === owner || call?.calleeId === owner) await sayToNext(state, owner, callId, said);
  }

  async function transfer(
    callId: string,
    owner: string,
    how: 'blind' | 'handedBack',
    target: { to: 'seat' | 'queue' | 'number'; who: string },
  ): Promise<void> {
    const ringMs = target.to === 'number' ? NUMBER_RING_MS : 0;
    const moved = await transferCall(state, callId, owner, how, { ...target, ringMs });
    if (moved.result === 'again') return;
    if (moved.result !== 'transferred') refuse(moved);
    await media.place(callId, [moved.channelId], 'music');
    await media.hangUp(seatChannelIdOf(callId, moved.gone), 'normal');
    await legs.clear(callId, moved.ended);
    if (target.to === 'number') await legs.dial(callId, moved.offerGen, target.who);
  }

  commands.add({
    name: 'transfer.targets',
    access,
    body: z.object({}),
    isAutomatic: true,
    handle: async ({ session }): Promise<TransferTargets> => {
      const seats = (await Promise.all((await agents.seatIds()).map((agentId) => agents.readAgent(agentId)))).filter(
        (seat) => seat !== null && seat.agentId !== session.employeeNo,
      ) as LiveAgent[];
      const all = queues.activeQueues();
      const waiting = await Promise.all(all.map(({ queueId }) => state.redis.zcard(state.keys.waiting(queueId))));
      return {
        seats: seats
          .map((seat) => ({
            employeeNo: seat.agentId,
            name: seat.name,
            teamName: seat.teamName ?? '',
            state: seat.state,
            reason: seat.reason,
            sinceMs: seat.sinceMs,
            canBeRung: askable.includes(seat.state) && seat.hasPhone,
          }))
          .sort(
            (a, b) =>
              Number(b.state === 'ready') - Number(a.state === 'ready') || a.employeeNo.localeCompare(b.employeeNo),
          ),
        queues: all.map(({ queueId, name, nameEn }, i) => ({
          queueId,
          name,
          nameEn,
          waiting: waiting[i] ?? 0,
          ready: seats.filter((seat) => seat.state === 'ready' && seat.queueIds.includes(queueId)).length,
          isOpen: parts.isOpen(queueId),
        })),
      };
    },
  });

  commands.add({
    name: 'transfer.blind',
    access,
    body: TransferCall,
    handle: async ({ body: { callId, to, said }, session }) => {
      await sayFor(callId, session.employeeNo, said);
      if (to.kind === 'queue') {
        if (!parts.isOpen(to.queueId)) throw new UserError('queueClosed', { field: 'to' });
        await transfer(callId, session.employeeNo, 'blind', { to: 'queue', who: to.queueId });
        return;
      }
      const { kind, who } = await targetOf(to, session.roles);
      await transfer(callId, session.employeeNo, 'blind', { to: kind, who });
    },
  });

  commands.add({
    name: 'transfer.handBack',
    access,
    body: OnCall,
    handle: async ({ body: { callId }, session }) => {
      const call = await calls.readCall(callId);
      if (call === null) throw new UserError('callGone');
      const who = call.transferredBy ?? '';
      // The seat that handed it back is now the one that transferred it.
      if (call.agentId !== session.employeeNo && who !== session.employeeNo) throw new UserError('notYourCall');
      if (who === session.employeeNo && call.agentId !== session.employeeNo) return;
      if (who === '') throw new UserError('wrongState');
      await transfer(callId, session.employeeNo, 'handedBack', { to: 'seat', who });
    },
  });

  for (const [name, role] of [
    ['consult.start', 'consult'],
    ['conference.add', 'conference'],
  ] as const) {
    commands.add({
      name,
      access,
      body: ConsultOrAdd,
      handle: async ({ body: { callId, to, said }, session }) => {
        const owner = session.employeeNo;
        await sayFor(callId, owner, said);
        const target = await targetOf(to, session.roles);
        const added = await legs.add(callId, { owner, by: owner, role, ...target });
        if (added.result !== 'added' && added.result !== 'again') refuse(added);
      },
    });
  }

  commands.add({
    name: 'consult.swap',
    access,
    body: SwapConsultation,
    handle: async ({ body, session }) => {
      const { callId } = body;
      const swapped = await swapCall(state, callId, session.employeeNo, body.with);
      if (swapped.result === 'unchanged') return;
      if (swapped.result !== 'swapped') refuse(swapped);
      const consulted = seatChannelIdOf(callId, swapped.offerGen);
      const [away, near] = body.with === 'customer' ? [consulted, swapped.channelId] : [swapped.channelId, consulted];
      // One leaves before the other joins: they must not hear each other.
      await media.place(callId, [away], 'music');
      await media.place(callId, [near], 'call');
    },
  });

  for (const [name, how] of [
    ['consult.complete', 'attended'],
    ['conference.leave', 'left'],
  ] as const) {
    commands.add({
      name,
      access,
      body: OnCall,
      handle: async ({ body: { callId }, session }) => {
        const result = await legs.handOver(callId, how, { owner: session.employeeNo });
        if (result !== 'handedOver' && result !== 'again') refuse({ result });
      },
    });
  }

  /** The call of this seat, as it is now. */
  async function ownCall(callId: string, agentId: string): Promise<LiveCall> {
    const call = await calls.readCall(callId);
    if (call === null) throw new UserError('callGone');
    if (call.agentId !== agentId) throw new UserError('notYourCall');
    return call;
  }
  commands.add({
    name: 'consult.giveUp',
    access,
    body: OnCall,
    handle: async ({ body: { callId }, session }) => {
      const call = await ownCall(callId, session.employeeNo);
      const consulted = call.legs.find(({ role }) => role === 'consult');
      // Already gone, by its own hang-up or an earlier attempt.
      if (consulted === undefined) return;
      await legs.end(callId, consulted.offerGen, 'gaveUp', session.employeeNo);
    },
  });
  commands.add({
    name: 'conference.join',
    access,
    body: OnCall,
    handle: async ({ body: { callId }, session }) => {
      const joined = await joinCall(state, callId, session.employeeNo);
      if (joined.result === 'again') return;
      if (joined.result !== 'joined') refuse(joined);
      await media.place(callId, [joined.channelId, seatChannelIdOf(callId, joined.offerGen)], 'call');
    },
  });
  commands.add({
    name: 'conference.drop',
    access,
    body: DropLeg,
    handle: async ({ body: { callId, offerGen }, session }) => {
      const call = await ownCall(callId, session.employeeNo);
      const leg = call.legs.find((one) => one.offerGen === offerGen);
      if (leg === undefined) return;
      if (leg.role !== 'conference') throw new UserError('wrongState');
      await legs.end(callId, offerGen, 'dropped', session.employeeNo);
    },
  });
}
