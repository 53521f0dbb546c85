import { useEffect, useState } from 'react';
import { serverClock } from '../socket/server-clock.ts';

/** The server's time in ms, renewed every `everyMs`. */
export function useServerNow(everyMs: number): number {
  const [nowMs, setNowMs] = useState(() => serverClock.nowMs());
  useEffect(() => {
    setNowMs(serverClock.nowMs());
    const timer = setInterval(() => setNowMs(serverClock.nowMs()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}
