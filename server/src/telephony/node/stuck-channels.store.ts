import type { LiveState } from '../live-state/index.ts';

/**
 * Channels of a node's Asterisk that were given up, with the time (ms). The next server sends them no commands, so it
 * would not notice them itself.
 */
export function createStuckChannelStore({ redis, keys }: Pick<LiveState, 'redis' | 'keys'>, node: string) {
  const key = keys.stuckChannels(node);
  return {
    read: async (): Promise<[channelId: string, sinceMs: number][]> =>
      Object.entries(await redis.hgetall(key)).map(([channelId, sinceMs]) => [channelId, Number(sinceMs)]),
    /** The first time counts. */
    note: (channelId: string, sinceMs: number) => redis.hsetnx(key, channelId, sinceMs),
    forget: (channelId: string) => redis.hdel(key, channelId),
  };
}
export type StuckChannelStore = ReturnType<typeof createStuckChannelStore>;
