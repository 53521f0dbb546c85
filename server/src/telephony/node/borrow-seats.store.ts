import type { LiveState } from '../live-state/index.ts';

/** Calls at the head of each queue that are asked for their age. */
const HEADS = 20;

/** Which pools lend their seats to which, so that any server can end it. */
export function createLoanStore({ redis, keys }: LiveState) {
  return {
    lendersOf: (pool: string): Promise<string[]> => redis.smembers(keys.borrows(pool)),
    async change(pool: string, { begun, ended }: { begun: string[]; ended: string[] }): Promise<void> {
      const change = redis.multi();
      for (const lender of ended) change.srem(keys.borrows(pool), lender).srem(keys.lends(lender), pool);
      for (const lender of begun) change.sadd(keys.borrows(pool), lender).sadd(keys.lends(lender), pool);
      await change.exec();
    },
    /** Among the first ones: with priorities the oldest need not be the very first, but nobody waits longer for long. */
    async oldestArrivalMs(queueIds: string[]): Promise<number | null> {
      const heads = await Promise.all(queueIds.map((queueId) => redis.zrange(keys.waiting(queueId), 0, HEADS - 1)));
      const arrivals = await Promise.all(heads.flat().map((callId) => redis.hget(keys.call(callId), 'arrivedAt')));
      const times = arrivals.filter((at) => at !== null).map(Number);
      return times.length === 0 ? null : Math.min(...times);
    },
  };
}
