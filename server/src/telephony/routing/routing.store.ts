import type { OfferReason } from '@sansheng/shared/contracts/events';
import type { OfferCause } from '@sansheng/shared/domain/agent-state';
import { DIAL_LIMIT_MS } from '../callback/index.ts';
import { defineTransition, type LiveState } from '../live-state/index.ts';

export type Queued = { result: 'queued' | 'full' | 'noQueue' | 'gone' | 'wrongState' };
export type OfferEnded =
  | { result: 'requeued' | 'stillRinging'; agentId: string; queueId: string }
  | { result: 'stale' };
export type OfferAnswered =
  | {
      result: 'answered';
      agentId: string;
      channelId: string;
      dial: boolean;
      centerAnswered: boolean;
      isHeld?: boolean;
      again: boolean;
      vain: number[];
    }
  /** A colleague whom a seat has called is back. `isHeld`: to hear music. */
  | { result: 'calleeBack'; isHeld: boolean; vain: number[] }
  | { result: 'stale' };

const queue = defineTransition<Queued>(new URL('./lua/queue-call.lua', import.meta.url));
const endOffer = defineTransition<OfferEnded>(new URL('./lua/end-offer.lua', import.meta.url));
const withdrawOffer = defineTransition<{ result: 'requeued' | 'stillRinging' | 'stale' }>(
  new URL('./lua/withdraw-offer.lua', import.meta.url),
);
const answer = defineTransition<OfferAnswered>(new URL('./lua/answer-offer.lua', import.meta.url));
const pickUp = defineTransition<{ result: 'pickedUp' | 'again' | 'stale' }>(
  new URL('./lua/pick-up.lua', import.meta.url),
);
const matchPool = defineTransition<{ result: 'matched' }>(new URL('./lua/match-pool.lua', import.meta.url));
const lookAgain = defineTransition<{ result: 'looked' | 'gone' }>(new URL('./lua/look-again.lua', import.meta.url));
const moveCall = defineTransition<{
  result: 'moved' | 'full' | 'noQueue' | 'movedEnough' | 'served' | 'elsewhere' | 'gone';
}>(new URL('./lua/move-call.lua', import.meta.url));
const setPriority = defineTransition<{ result: 'changed'; before: number } | { result: 'notWaiting' }>(
  new URL('./lua/set-priority.lua', import.meta.url),
);
const pullCall = defineTransition<{ result: 'offered' | 'kept' | 'notWaiting' | 'seatNotReady' }>(
  new URL('./lua/pull-call.lua', import.meta.url),
);
const regroupQueue = defineTransition<{ result: 'regrouped'; count: number }>(
  new URL('./lua/regroup-queue.lua', import.meta.url),
);
const previewCall = defineTransition<
  | {
      result: 'previewed';
      priority: number;
      needs: { skill: string; level: number }[] | object;
      ahead: number;
      isFull: boolean;
      chosen: string[] | object;
      why: OfferReason;
    }
  | { result: 'noQueue' }
>(new URL('./lua/preview-call.lua', import.meta.url));
const explainWait = defineTransition<
  { result: 'explained'; seats: { agentId: string; verdict: string }[] | object } | { result: 'notWaiting' }
>(new URL('./lua/explain-wait.lua', import.meta.url));
const dueDeadlines = defineTransition<{ result: 'due'; members: string[] | object; nextInMs: number }>(
  new URL('./lua/due-deadlines.lua', import.meta.url),
);
const postponeDeadline = defineTransition<{ result: 'postponed' | 'gone' }>(
  new URL('./lua/postpone-deadline.lua', import.meta.url),
);

/** A skill a call needs, at a level from 1 to 10 that falls step by step with waiting; level 0: not needed any more. */
export interface Need {
  skill: string;
  level: number;
  relax?: { afterMs: number; level: number }[];
}
export interface QueueEntry {
  /** 0 to 9; absent: the queue's own. */
  priority?: number;
  /** Absent: the queue's own. */
  needs?: Need[];
  /**
   * The seat that owns the customer's case or served them last: the call is reserved for it for the queue's own-seat
   * wait.
   */
  ownAgent?: string;
}

/** How long a call that was given to a busy seat by hand is reserved for it. */
const PULLED_KEPT_MS = 600_000;
/** Calls moved to their new lines by one script when pools change. */
const REGROUP_COUNT = 500;

export function createRoutingStore(state: LiveState) {
  return {
    queueCall: (callId: string, queueId: string, entry: QueueEntry = {}) =>
      queue(
        state,
        callId,
        queueId,
        entry.priority ?? -1,
        entry.needs === undefined ? '' : JSON.stringify(entry.needs),
        entry.ownAgent ?? '',
      ),
    /** `expired`: it rang to the end. `failed`: it could not be rung, or the seat refused. */
    endOffer: (callId: string, offerGen: number, cause: OfferCause, kind: 'expired' | 'failed') =>
      endOffer(state, callId, offerGen, cause, kind),
    /** Nobody's fault: the seat stays ready and may be offered the call again. */
    withdrawOffer: (callId: string, offerGen: number) => withdrawOffer(state, callId, offerGen),
    async answerOffer(callId: string, offerGen: number): Promise<OfferAnswered> {
      const answered = await answer(state, callId, offerGen, DIAL_LIMIT_MS);
      return answered.result === 'stale'
        ? answered
        : { ...answered, vain: Array.isArray(answered.vain) ? answered.vain : [] };
    },
    /** A seat's telephone was picked up: it has `keyMs` for the key. */
    pickUp: (callId: string, offerGen: number, keyMs: number) => pickUp(state, callId, offerGen, keyMs),
    /** Matches all waiting calls of a pool, after a change that concerns no single call or seat. */
    matchPool: (pool: string) => matchPool(state, pool),
    /** A waiting call may now have seats it could not have before. */
    lookAgain: (callId: string) => lookAgain(state, callId),
    /** To another queue, with its first arrival kept. */
    moveCall: (callId: string, fromQueueId: string, toQueueId: string, why: string) =>
      moveCall(state, callId, fromQueueId, toQueueId, why),
    /** Who would be rung for a call that arrived now. */
    previewCall: (queueId: string, entry: Pick<QueueEntry, 'priority' | 'ownAgent'>) =>
      previewCall(state, queueId, entry.priority ?? -1, entry.ownAgent ?? ''),
    /** Seats that are ready and were passed over for a waiting call, and those that did not answer it. */
    async explainWait(callId: string): Promise<{ agentId: string; verdict: string }[]> {
      const explained = await explainWait(state, callId);
      return explained.result === 'explained' && Array.isArray(explained.seats) ? explained.seats : [];
    },
    /** The head of a queue, in order, each as its hash has it; and how many wait in all. */
    async readWaiting(
      queueId: string,
      count: number,
    ): Promise<{ total: number; calls: { callId: string; hash: Record<string, string> }[] }> {
      const { redis, keys } = state;
      const [callIds, total] = await Promise.all([
        redis.zrange(keys.waiting(queueId), 0, count - 1),
        redis.zcard(keys.waiting(queueId)),
      ]);
      const calls = await Promise.all(
        callIds.map(async (callId) => ({ callId, hash: await redis.hgetall(keys.call(callId)) })),
      );
      // One that left in the meantime no longer exists.
      return { total, calls: calls.filter(({ hash }) => hash.arrivedAt !== undefined) };
    },
    setPriority: (callId: string, priority: number) => setPriority(state, callId, priority),
    /** Gives a waiting call to one seat by hand. */
    pullCall: (callId: string, agentId: string, byAgentId: string) =>
      pullCall(state, callId, agentId, byAgentId, PULLED_KEPT_MS),
    /** Moves a queue's waiting calls to the lines they belong to after pools have changed. */
    async regroupQueue(queueId: string): Promise<void> {
      for (let from = 0; ; from += REGROUP_COUNT) {
        const { count } = await regroupQueue(state, queueId, from, REGROUP_COUNT);
        if (count < REGROUP_COUNT) return;
      }
    },
    async dueDeadlines(most = 100): Promise<{ members: string[]; nextInMs: number }> {
      const due = await dueDeadlines(state, most);
      return { members: Array.isArray(due.members) ? due.members : [], nextInMs: due.nextInMs };
    },
    /** One that is not due, or no longer exists, is left as it is. */
    postponeDeadline: (member: string, waitMs: number) => postponeDeadline(state, member, waitMs),
    dropDeadline: (member: string) => state.redis.zrem(state.keys.deadlines, member),
  };
}
export type RoutingStore = ReturnType<typeof createRoutingStore>;
