import type { OfferCause } from '@sansheng/shared/domain/agent-state';
import { defineTransition, type LiveState } from '../live-state/index.ts';

export type Queued = { result: 'queued' | 'full' | 'noQueue' | 'gone' | 'wrongState' };
export type OfferEnded = { result: 'requeued'; agentId: string; queueId: string } | { result: 'stale' };
export type OfferAnswered =
  | { result: 'answered'; agentId: string; channelId: string; centerAnswered: boolean; again: boolean }
  | { result: 'stale' };

const queue = defineTransition<Queued>(new URL('./lua/queue-call.lua', import.meta.url));
const endOffer = defineTransition<OfferEnded>(new URL('./lua/end-offer.lua', import.meta.url));
const answer = defineTransition<OfferAnswered>(new URL('./lua/answer-offer.lua', import.meta.url));
const matchQueues = defineTransition<{ result: 'matched' }>(new URL('./lua/match-queues.lua', import.meta.url));
const dueDeadlines = defineTransition<{ result: 'due'; members: string[] | object; nextInMs: number }>(
  new URL('./lua/due-deadlines.lua', import.meta.url),
);

export function createRoutingStore(state: LiveState) {
  return {
    /** `priority` 0 to 9; absent: the queue's own. */
    queueCall: (callId: string, queueId: string, priority?: number) => queue(state, callId, queueId, priority ?? -1),
    /** `expired`: it rang to the end. `failed`: it could not be rung, or the seat said no. */
    endOffer: (callId: string, offerGen: number, cause: OfferCause, kind: 'expired' | 'failed') =>
      endOffer(state, callId, offerGen, cause, kind),
    answerOffer: (callId: string, offerGen: number) => answer(state, callId, offerGen),
    matchQueues: (queueIds: string[]) => matchQueues(state, JSON.stringify(queueIds)),
    async dueDeadlines(): Promise<{ members: string[]; nextInMs: number }> {
      const due = await dueDeadlines(state);
      return { members: Array.isArray(due.members) ? due.members : [], nextInMs: due.nextInMs };
    },
    dropDeadline: (member: string) => state.redis.zrem(state.keys.deadlines, member),
  };
}
export type RoutingStore = ReturnType<typeof createRoutingStore>;
