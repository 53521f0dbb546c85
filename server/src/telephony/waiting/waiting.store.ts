import { defineTransition, type LiveState } from '../live-state/index.ts';
import type { WaitSample } from './estimate-wait.ts';

const announce = defineTransition<
  { result: 'speak'; channelId: string; position: number } | { result: 'later' | 'over' }
>(new URL('./lua/announce.lua', import.meta.url));

export function createWaitingStore(state: LiveState) {
  const { redis, keys } = state;
  return {
    announce: (callId: string, words: { waitMs: number; isSaid: boolean; namesKey: boolean } | null) =>
      announce(state, callId, Math.round(words?.waitMs ?? 0), words?.isSaid ? '1' : '0', words?.namesKey ? '1' : '0'),
    /** Position in the queue, 1 is next; null when it is in none. */
    async positionOf(callId: string, queueId: string): Promise<number | null> {
      const rank = await redis.zrank(keys.waiting(queueId), callId);
      return rank === null ? null : rank + 1;
    },
    waitingIn: (queueId: string): Promise<number> => redis.zcard(keys.waiting(queueId)),
    /** Newest first, bounded. */
    async recentWaits(queueId: string): Promise<WaitSample[]> {
      return (await redis.lrange(keys.waits(queueId), 0, -1)).map((json) => JSON.parse(json) as WaitSample);
    },
  };
}
