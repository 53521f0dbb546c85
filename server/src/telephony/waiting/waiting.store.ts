import { defineTransition, type LiveState, shape } from '../live-state/index.ts';
import type { WaitSample } from './estimate-wait.ts';

const announce = defineTransition({
  script: new URL('./lua/announce.lua', import.meta.url),
  args: { callId: 'text', estimateMs: 'number', isSaid: 'flag', namesKey: 'flag' },
  replies: { speak: shape<{ channelId: string; position: number }>(), later: {}, over: {} },
});

export function createWaitingStore(state: LiveState) {
  const { redis, keys } = state;
  return {
    announce: (callId: string, words: { waitMs: number; isSaid: boolean; namesKey: boolean } | null) =>
      announce(state, {
        callId,
        estimateMs: Math.round(words?.waitMs ?? 0),
        isSaid: words?.isSaid === true,
        namesKey: words?.namesKey === true,
      }),
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
export type WaitingStore = ReturnType<typeof createWaitingStore>;
