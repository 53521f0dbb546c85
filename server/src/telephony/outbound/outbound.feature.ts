import type { Role } from '@sansheng/shared/domain/roles';
import { findNameOf } from '../../people/index.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/user-error.ts';
import type { AgentsStore } from '../agents/index.ts';
import { DIAL_LIMIT_MS } from '../callback/index.ts';
import { type EndCall, newCallId } from '../calls/index.ts';
import type { Dialling } from '../dialling/index.ts';
import { NUMBER_RING_MS } from '../legs/index.ts';
import type { LiveState } from '../live-state/index.ts';
import type { QueueSettings } from '../queues/index.ts';
import { createOutboundStore, type PlacedCall } from './outbound.store.ts';

export interface OutboundWing {
  context: AppContext;
  state: LiveState;
  dialling: Dialling;
  identification: { lookUp: (callId: string, number: string) => Promise<unknown> };
  queues: QueueSettings;
  agents: Pick<AgentsStore, 'ringsAt'>;
  endCall: EndCall;
  nodeName: string;
  ringCycleMs: number;
}

/**
 * The seat's own phone answers by itself; one that has not done so by then is not there. A telephone is picked up by a
 * person.
 */
const SEAT_MS = 8000;
const limitCodes = { minute: 'calleeLimitMinute', hour: 'calleeLimitHour', day: 'calleeLimitDay' } as const;

/** Calls that seats place: the seat's own phone is rung first, then the other side is dialled. */
export function createOutbound({ context, dialling, queues, ...parts }: OutboundWing) {
  const { db, log } = context;
  const store = createOutboundStore(parts.state);

  async function place(agentId: string, call: Omit<PlacedCall, 'node' | 'ringCycleMs'>): Promise<string> {
    const { perMinute, perHour, perDay } = await dialling.settings();
    const callId = newCallId(Date.now());
    const whole = { ...call, node: parts.nodeName, ringCycleMs: parts.ringCycleMs };
    const limits = { minute: perMinute, hour: perHour, day: perDay };
    const seatMs = (await parts.agents.ringsAt(agentId)) === null ? SEAT_MS : NUMBER_RING_MS;
    const placed = await store.placeCall(callId, agentId, whole, seatMs, limits);
    if (placed.result === 'calleeLimit') throw new UserError(limitCodes[placed.per], { field: 'number' });
    if (placed.result !== 'placed') throw new UserError(placed.result);
    log.info({ callId, agentId, direction: call.direction }, 'placed');
    return callId;
  }

  return {
    /** Throws UserError: what is wrong with the number, or why it may not be dialled now. Returns the call's id. */
    async dial(
      seat: { agentId: string; roles: readonly Role[] },
      asked: { number: string; queueId?: string | undefined },
    ): Promise<string> {
      const { agentId, roles } = seat;
      const own = queues.membershipsOf(agentId).map(({ queueId }) => queueId);
      if (asked.queueId !== undefined && !own.includes(asked.queueId)) {
        throw new UserError('notYourQueue', { field: 'queueId' });
      }
      const queueId = asked.queueId ?? own[0] ?? '';
      const { number, callee, dialled } = await dialling.checkNumber(roles, asked.number);
      const callId = await place(agentId, {
        direction: 'outbound',
        hotline: await dialling.numberShown(queueId),
        number: dialled,
        callee,
        e164: number.e164 ?? '',
        calleeId: '',
        queueId,
      });
      // While the seat's phone is being rung.
      await parts.identification.lookUp(callId, callee);
      return callId;
    },

    async dialColleague(agentId: string, employeeNo: string): Promise<string> {
      const name = employeeNo === agentId ? null : await findNameOf(db, employeeNo);
      if (name === null) throw new UserError('notFound', { field: 'employeeNo' });
      return place(agentId, {
        direction: 'internal',
        hotline: agentId,
        number: employeeNo,
        callee: employeeNo,
        e164: '',
        calleeId: employeeNo,
        queueId: '',
      });
    },

    /**
     * The seat's phone is on the line. Returns the channel to create for the other side; null when there is nothing to
     * dial.
     */
    async seatJoined(callId: string): Promise<string | null> {
      const joined = await store.joinSeat(callId, DIAL_LIMIT_MS);
      if (joined.result === 'dial') return joined.channelId;
      if (joined.result === 'colleagueBusy') {
        await parts.endCall(callId, { endedBy: 'center', outcome: 'notReached', why: 'busy', cause: 17 });
      }
      return null;
    },
  };
}
export type Outbound = ReturnType<typeof createOutbound>;
