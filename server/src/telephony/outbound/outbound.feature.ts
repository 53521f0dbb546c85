import {
  canonicalNumber,
  dialledNumber,
  isDialable,
  type NumberPlan,
  readNumber,
} from '@sansheng/shared/domain/phone-number';
import type { Role } from '@sansheng/shared/domain/roles';
import type { Logger } from 'pino';
import { UserError } from '../../platform/http/user-error.ts';
import { type EndCall, newCallId } from '../calls/index.ts';
import { NUMBER_RING_MS } from '../legs/index.ts';
import type { QueueSettings } from '../queues/index.ts';
import { mayDial } from './may-dial.ts';
import type { OutboundStore, PlacedCall } from './outbound.store.ts';

export interface OutboundParts {
  store: OutboundStore;
  queues: QueueSettings;
  endCall: EndCall;
  lookUp: (callId: string, number: string) => Promise<unknown>;
  /** The number that a seat is rung at; null: its browser. */
  ringsAt: (agentId: string) => Promise<string | null>;
  plan: NumberPlan;
  node: string;
  ringCycleMs: number;
  /** How long the other side may take to answer, from the moment the seat is on the line. */
  dialLimitMs: number;
  log: Logger;
}

/**
 * The seat's own phone answers by itself; one that has not done so by then is not there. A telephone is picked up by a
 * person.
 */
const SEAT_MS = 8000;
const limitCodes = { minute: 'calleeLimitMinute', hour: 'calleeLimitHour', day: 'calleeLimitDay' } as const;

/** Calls that seats place: the seat's own phone is rung first, then the other side is dialled. */
export function createOutbound(parts: OutboundParts) {
  const { store, queues, log } = parts;

  async function place(agentId: string, call: Omit<PlacedCall, 'node' | 'ringCycleMs'>): Promise<string> {
    const { perMinute, perHour, perDay } = await store.settings();
    const callId = newCallId(Date.now());
    const whole = { ...call, node: parts.node, ringCycleMs: parts.ringCycleMs };
    const limits = { minute: perMinute, hour: perHour, day: perDay };
    const seatMs = (await parts.ringsAt(agentId)) === null ? SEAT_MS : NUMBER_RING_MS;
    const placed = await store.placeCall(callId, agentId, whole, seatMs, limits);
    if (placed.result === 'calleeLimit') throw new UserError(limitCodes[placed.per], { field: 'number' });
    if (placed.result !== 'placed') throw new UserError(placed.result);
    log.info({ callId, agentId, direction: call.direction }, 'placed');
    return callId;
  }

  /** Caller number shown to the customer: the queue's own, the center's, or the queue's hotline. */
  async function numberShown(queueId: string): Promise<string> {
    const own = queues.queue(queueId)?.callerNumber;
    if (own) return own;
    const { callerNumber } = await store.settings();
    const hotlines = queues.hotlines();
    return callerNumber || ((hotlines.find((one) => one.queueId === queueId) ?? hotlines[0])?.number ?? '');
  }

  /** Throws UserError: what is wrong with the number, or that these roles may not dial it. */
  async function checkNumber(roles: readonly Role[], written: string) {
    const number = readNumber(written, parts.plan);
    const callee = canonicalNumber(number);
    if (number.kind === 'withheld' || number.kind === 'malformed' || !isDialable(callee)) {
      throw new UserError('numberInvalid', { field: 'number' });
    }
    if (!mayDial(number, await store.rulesOf(roles))) throw new UserError('numberNotAllowed', { field: 'number' });
    if (await store.isOnDoNotCall(callee)) throw new UserError('onDoNotCall', { field: 'number' });
    return { number, callee, dialled: dialledNumber(number) };
  }

  return {
    checkNumber,
    numberShown,
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
      const { number, callee, dialled } = await checkNumber(roles, asked.number);
      const callId = await place(agentId, {
        direction: 'outbound',
        hotline: await numberShown(queueId),
        number: dialled,
        callee,
        e164: number.e164 ?? '',
        calleeId: '',
        queueId,
      });
      // While the seat's phone is being rung.
      await parts.lookUp(callId, callee);
      return callId;
    },

    async dialColleague(agentId: string, employeeNo: string): Promise<string> {
      const name = employeeNo === agentId ? null : await store.nameOf(employeeNo);
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
      const joined = await store.joinSeat(callId, parts.dialLimitMs);
      if (joined.result === 'dial') return joined.channelId;
      if (joined.result === 'colleagueBusy') {
        await parts.endCall(callId, { endedBy: 'center', outcome: 'notReached', why: 'busy', cause: 17 });
      }
      return null;
    },
  };
}
export type Outbound = ReturnType<typeof createOutbound>;
