/** Days, weeks and months that a report is asked for by name. */
import type { centerClock } from './center-day.ts';

export const namedPeriods = ['today', 'yesterday', 'thisWeek', 'lastWeek', 'thisMonth', 'lastMonth'] as const;
export type NamedPeriod = (typeof namedPeriods)[number];
type Clock = Pick<ReturnType<typeof centerClock>, 'startOfDay' | 'startOfNextDay' | 'startOfWeek' | 'startOfMonth'>;

/** By the center's calendar, whole days of it also where a day has 23 or 25 hours; Monday begins the week. */
export function spanOfPeriod(period: NamedPeriod, clock: Clock, nowMs: number): { fromMs: number; toMs: number } {
  const today = clock.startOfDay(nowMs);
  switch (period) {
    case 'today':
      return { fromMs: today, toMs: clock.startOfNextDay(nowMs) };
    case 'yesterday':
      return { fromMs: clock.startOfDay(today - 1), toMs: today };
    case 'thisWeek':
      return { fromMs: clock.startOfWeek(nowMs), toMs: clock.startOfWeek(nowMs, 1) };
    case 'lastWeek':
      return { fromMs: clock.startOfWeek(nowMs, -1), toMs: clock.startOfWeek(nowMs) };
    case 'thisMonth':
      return { fromMs: clock.startOfMonth(nowMs), toMs: clock.startOfMonth(nowMs, 1) };
    case 'lastMonth':
      return { fromMs: clock.startOfMonth(nowMs, -1), toMs: clock.startOfMonth(nowMs) };
  }
}
