import type { centerClock } from '@sansheng/shared/domain/center-day';

/** When the weekly mail of the story is sent. */
export const weekly = { weekday: 3, hour: 6 } as const;

/**
 * The days, by when each begins, whose calls a report may be of that is mailed in the hour after `nowMs`: by the day also
 * when midnight passes meanwhile, by the week the Monday that it begins with, also of one that is not due before next week.
 */
export function daysOfMails(
  clock: ReturnType<typeof centerClock>,
  nowMs: number,
): { days: number[]; mondays: number[] } {
  const today = clock.startOfDay(nowMs);
  const days = [clock.startOfDay(today - 1), today];
  const mondays = [clock.startOfWeek(today, -1), clock.startOfWeek(today)].filter((monday) => !days.includes(monday));
  return { days, mondays };
}
