/** When a report is mailed, and what it is of. */
import type { centerClock } from './center-day.ts';
import type { FigureView } from './figure-view.ts';
import type { Role } from './roles.ts';

/** Who may have figures mailed: asked when a mail is set up, and again each time it is sent. */
export const reportMailers = ['supervisor', 'admin'] as const satisfies readonly Role[];
export const mayMailReports = (roles: readonly Role[]): boolean =>
  roles.some((role) => (reportMailers as readonly Role[]).includes(role));
export const mailRhythms = ['daily', 'weekly'] as const;

export interface MailTimes {
  rhythm: (typeof mailRhythms)[number];
  /** Day of a weekly mail: 1 is Monday, 7 Sunday. */
  weekday: number;
  /** By the center's clock. */
  hour: number;
}
type Clock = Pick<
  ReturnType<typeof centerClock>,
  'dateOf' | 'instantAt' | 'startOfDay' | 'startOfNextDay' | 'startOfWeek'
>;

/** The same as a cron pattern, in the center's zone. */
export function patternOfMail({ rhythm, weekday, hour }: MailTimes): string {
  return `0 ${hour} * * ${rhythm === 'daily' ? '*' : weekday % 7}`;
}

/** The first time after `nowMs` at which it is due. */
export function nextMailMs({ rhythm, weekday, hour }: MailTimes, clock: Clock, nowMs: number): number {
  for (let day = clock.startOfDay(nowMs); ; day = clock.startOfNextDay(day)) {
    const date = clock.dateOf(day);
    const atMs = clock.instantAt(date, hour * 60);
    const isDay = rhythm === 'daily' || new Date(date).getUTCDay() === weekday % 7;
    if (isDay && atMs > nowMs) return atMs;
  }
}

/** The day, or the week from Monday to Sunday, that was over when the mail was due. `toMs` is exclusive. */
export function periodOfMail(
  rhythm: MailTimes['rhythm'],
  clock: Clock,
  dueAtMs: number,
): { fromMs: number; toMs: number } {
  if (rhythm === 'weekly') return { fromMs: clock.startOfWeek(dueAtMs, -1), toMs: clock.startOfWeek(dueAtMs) };
  const today = clock.startOfDay(dueAtMs);
  return { fromMs: clock.startOfDay(today - 1), toMs: today };
}

/** Intervals longer than the period would begin before it: then the whole period is one. */
export function intervalOfMail(interval: FigureView['interval'], rhythm: MailTimes['rhythm']): FigureView['interval'] {
  return interval === 'month' || (interval === 'week' && rhythm === 'daily') ? 'all' : interval;
}
