import { useMemo } from 'react';
import { startOfDayMs } from './format.ts';
import { useServerNow } from './use-server-now.ts';

/** Midnight of the center's day, in ms. Computed once a minute: dayjs is slow with time zones. */
export function useStartOfDay(timeZone: string): number {
  const nowMs = useServerNow(60_000);
  return useMemo(() => startOfDayMs(nowMs, timeZone), [nowMs, timeZone]);
}
