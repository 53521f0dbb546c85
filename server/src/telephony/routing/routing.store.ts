import type { OfferReason } from '@sansheng/shared/contracts/events/routing';
import type { OfferCause } from '@sansheng/shared/domain/agent-state';
import { DIAL_LIMIT_MS } from '../callback/index.ts';
import { defineTransition, type LiveState, shape } from '../live-state/index.ts';

const queue = defineTransition({
  script: new URL('./lua/queue-call.lua', import.meta.url),
  args: { callId: 'text', queueId: 'text', priority: 'number', needs: 'text', ownAgent: 'text' },
  replies: { queued: {}, full: {}, noQueue: {}, gone: {}, wrongState: {} },
});
const endOffer = defineTransition({
  script: new URL('./lua/end-offer.lua', import.meta.url),
  args: { callId: 'text', offerGen: 'gen', cause: 'text', kind: 'text' },
  replies: {
    requeued: shape<{ agentId: string; queueId: string }>(),
    stillRinging: shape<{ agentId: string; queueId: string }>(),
    stale: {},
  },
});
const withdrawOffer = defineTransition({
  script: new URL('./lua/withdraw-offer.lua', import.meta.url),
  args: { callId: 'text', offerGen: 'gen' },
  replies: { requeued: {}, stillRinging: {}, stale: {} },
});
const answer = defineTransition({
  script: new URL('./lua/answer-offer.lua', import.meta.url),
  args: { callId: 'text', offerGen: 'gen', dialLimitMs: 'number' },
  replies: {
    answered: shape<{
      agentId: string;
      channelId: string;
      dial: boolean;
      centerAnswered: boolean;
      isHeld?: boolean;
      again: boolean;
      vain: number[];
    }>(),
    /** A colleague whom a seat has called is back. `isHeld`: to hear music. */
    calleeBack: shape<{ isHeld: boolean; vain: number[] }>(),
    stale: {},
  },
});
const pickUp = defineTransition({
  script: new URL('./lua/pick-up.lua', import.meta.url),
  args: { callId: 'text', offerGen: 'number', keyMs: 'number' },
  replies: { pickedUp: {}, again: {}, stale: {} },
});
const matchPool = defineTransition({
  script: new URL('./lua/match-pool.lua', import.meta.url),
  args: { pool: 'text' },
  replies: { matched: {} },
});
const lookAgain = defineTransition({
  script: new URL('./lua/look-again.lua', import.meta.url),
  args: { callId: 'text' },
  replies: { looked: {}, gone: {} },
});
const moveCall = defineTransition({
  script: new URL('./lua/move-call.lua', import.meta.url),
  args: { callId: 'text', fromQueueId: 'text', toQueueId: 'text', why: 'text' },
  replies: { moved: {}, full: {}, noQueue: {}, movedEnough: {}, served: {}, elsewhere: {}, gone: {} },
});
const setPriority = defineTransition({
  script: new URL('./lua/set-priority.lua', import.meta.url),
  args: { callId: 'text', priority: 'number' },
  replies: { changed: shape<{ before: number }>(), notWaiting: {} },
});
const pullCall = defineTransition({
  script: new URL('./lua/pull-call.lua', import.meta.url),
  args: { callId: 'text', agentId: 'text', byAgentId: 'text', keptMs: 'number' },
  replies: { offered: {}, kept: {}, notWaiting: {}, seatNotReady: {} },
});
const regroupQueue = defineTransition({
  script: new URL('./lua/regroup-queue.lua', import.meta.url),
  args: { queueId: 'text', from: 'number', count: 'number' },
  replies: { regrouped: shape<{ count: number }>() },
});
const previewCall = defineTransition({
  script: new URL('./lua/preview-call.lua', import.meta.url),
  args: { queueId: 'text', priority: 'number', ownAgent: 'text' },
  replies: {
    previewed: shape<{
      priority: number;
      needs: { skill: string; level: number }[] | object;
      ahead: number;
      isFull: boolean;
      chosen: string[] | object;
      why: OfferReason;
    }>(),
    noQueue: {},
  },
});
const explainWait = defineTransition({
  script: new URL('./lua/explain-wait.lua', import.meta.url),
  args: { callId: 'text' },
  replies: { explained: shape<{ seats: { agentId: string; verdict: string }[] | object }>(), notWaiting: {} },
});
export type OfferAnswered = Awaited<ReturnType<typeof answer>>;

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
      queue(state, {
        callId,
        queueId,
        priority: entry.priority ?? -1,
        needs: entry.needs === undefined ? '' : JSON.stringify(entry.needs),
        ownAgent: entry.ownAgent ?? '',
      }),
    /** `expired`: it rang to the end. `failed`: it could not be rung, or the seat refused. */
    endOffer: (callId: string, offerGen: number, cause: OfferCause, kind: 'expired' | 'failed') =>
      endOffer(state, { callId, offerGen, cause, kind }),
    /** Nobody's fault: the seat stays ready and may be offered the call again. */
    withdrawOffer: (callId: string, offerGen: number) => withdrawOffer(state, { callId, offerGen }),
    async answerOffer(callId: string, offerGen: number): Promise<OfferAnswered> {
      const answered = await answer(state, { callId, offerGen, dialLimitMs: DIAL_LIMIT_MS });
      return answered.result === 'stale'
        ? answered
        : { ...answered, vain: Array.isArray(answered.vain) ? answered.vain : [] };
    },
    /** A seat's telephone was picked up: it has `keyMs` for the key. */
    pickUp: (callId: string, offerGen: number, keyMs: number) => pickUp(state, { callId, offerGen, keyMs }),
    /** Matches all waiting calls of a pool, after a change that concerns no single call or seat. */
    matchPool: (pool: string) => matchPool(state, { pool }),
    /** A waiting call may now have seats it could not have before. */
    lookAgain: (callId: string) => lookAgain(state, { callId }),
    /** To another queue, with its first arrival kept. */
    moveCall: (callId: string, fromQueueId: string, toQueueId: string, why: string) =>
      moveCall(state, { callId, fromQueueId, toQueueId, why }),
    /** Who would be rung for a call that arrived now. */
    previewCall: (queueId: string, entry: Pick<QueueEntry, 'priority' | 'ownAgent'>) =>
      previewCall(state, { queueId, priority: entry.priority ?? -1, ownAgent: entry.ownAgent ?? '' }),
    /** Seats that are ready and were passed over for a waiting call, and those that did not answer it. */
    async explainWait(callId: string): Promise<{ agentId: string; verdict: string }[]> {
      const explained = await explainWait(state, { callId });
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
    countWaiting: (queueId: string): Promise<number> => state.redis.zcard(state.keys.waiting(queueId)),
    /** Null: the call does not wait. */
    async priorityOf(callId: string): Promise<number | null> {
      const [phase, priority] = await state.redis.hmget(state.keys.call(callId), 'state', 'priority');
      return phase === 'waiting' ? Number(priority) : null;
    },
    setPriority: (callId: string, priority: number) => setPriority(state, { callId, priority }),
    /** Gives a waiting call to one seat by hand. */
    pullCall: (callId: string, agentId: string, byAgentId: string) =>
      pullCall(state, { callId, agentId, byAgentId, keptMs: PULLED_KEPT_MS }),
    /** Moves a queue's waiting calls to the lines they belong to after pools have changed. */
    async regroupQueue(queueId: string): Promise<void> {
      for (let from = 0; ; from += REGROUP_COUNT) {
        const { count } = await regroupQueue(state, { queueId, from, count: REGROUP_COUNT });
        if (count < REGROUP_COUNT) return;
      }
    },
  };
}
export type RoutingStore = ReturnType<typeof createRoutingStore>;
