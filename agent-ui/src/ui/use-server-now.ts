import { useSyncExternalStore } from 'react';
import { serverClock } from '../socket/server-clock.ts';

/** One clock for everything with the same tick: a list of many times is rendered once per tick, not once for each. */
function createTicker(everyMs: number) {
  const listeners = new Set<() => void>();
  let nowMs = serverClock.nowMs();
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = () => {
    nowMs = serverClock.nowMs();
    for (const listener of listeners) listener();
  };
  return {
    subscribe: (listener: () => void): (() => void) => {
      if (listeners.size === 0) {
        nowMs = serverClock.nowMs();
        timer = setInterval(tick, everyMs);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clearInterval(timer);
      };
    },
    nowMs: (): number => {
      // It has not been kept up to date.
      if (listeners.size === 0 && serverClock.nowMs() - nowMs >= everyMs) nowMs = serverClock.nowMs();
      return nowMs;
    },
  };
}
const tickers = new Map<number, ReturnType<typeof createTicker>>();

/** The server's time in ms, renewed every `everyMs`. */
export function useServerNow(everyMs: number): number {
  const ticker = tickers.get(everyMs) ?? createTicker(everyMs);
  tickers.set(everyMs, ticker);
  return useSyncExternalStore(ticker.subscribe, ticker.nowMs);
}
