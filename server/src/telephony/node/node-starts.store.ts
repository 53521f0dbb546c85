import type { LiveState } from '../live-state/index.ts';

/** When an Asterisk was started, in its own words, as it was when its calls were last adopted. */
export function createNodeStartStore({ redis, keys }: LiveState, node: string) {
  return {
    known: (): Promise<string | null> => redis.get(keys.nodeStartedAt(node)),
    note: (startedAt: string) => redis.set(keys.nodeStartedAt(node), startedAt),
  };
}
export type NodeStartStore = ReturnType<typeof createNodeStartStore>;
