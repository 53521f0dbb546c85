import { parseLiveEvent } from '@sansheng/shared/contracts/events';
import type { Redis } from 'ioredis';

const AT_ONCE = 5000;

/**
 * What the center itself decided, read from its events: offers that went past a caller who had arrived earlier and waited
 * at that moment. Asterisk rings the seats of several decisions side by side and, when it is short of processor time, not
 * in their order; this tells the one from the other.
 */
export function createDecisionCount(redis: Redis, stream: string) {
  const arrivedAtMs = new Map<string, number>();
  /** Calls that wait, with their arrival. */
  const waiting = new Map<string, number>();
  let last = '-';
  let overtaking = 0;
  let earliestMs: number | null = Infinity;

  /** The earliest arrival among the waiting; searched again only when that caller is gone. */
  function earliest(): number {
    earliestMs ??= Math.min(Infinity, ...waiting.values());
    return earliestMs;
  }
  function leaves(callId: string): void {
    if (waiting.get(callId) === earliestMs) earliestMs = null;
    waiting.delete(callId);
  }

  /** How many there have been so far. */
  return async (): Promise<number> => {
    for (;;) {
      const entries = await redis.xrange(stream, last === '-' ? last : `(${last}`, '+', 'COUNT', AT_ONCE);
      for (const [id, fields] of entries) {
        last = id;
        const { type, callId, atMs } = parseLiveEvent(id, fields);
        if (type === 'call.arrived') arrivedAtMs.set(callId, atMs);
        else if (type === 'routing.callQueued') {
          const callMs = arrivedAtMs.get(callId) ?? atMs;
          waiting.set(callId, callMs);
          if (earliestMs !== null) earliestMs = Math.min(earliestMs, callMs);
        } else if (type === 'routing.offered') {
          const callMs = waiting.get(callId);
          if (callMs !== undefined && earliest() < callMs) overtaking += 1;
          leaves(callId);
        } else if (type === 'call.ended') {
          leaves(callId);
          arrivedAtMs.delete(callId);
        }
      }
      if (entries.length < AT_ONCE) return overtaking;
    }
  };
}
