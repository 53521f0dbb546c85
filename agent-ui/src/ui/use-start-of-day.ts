import { useMemo } from 'react';
import { startOfDayMs } from './format.ts';
import { useServerNow } from './use-server-now.ts';

/** Midnight of the center's day, in ms. Looked at once a minute: what dayjs knows of zones is slow to ask for. */
export function useStartOfDay(timeZone: string): number {
  const nowMs = useServerNow(60_000);
  return useMemo(() => startOfDayMs(nowMs, timeZone), [nowMs, timeZone]);
}
