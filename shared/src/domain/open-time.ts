/** Open time as instants: the spans of a calendar one after another, and how much of them lies between two moments. Pure. */
import {
  type BusinessCalendar,
  type DayKind,
  minutesOf,
  planDay,
  SEARCH_DAYS,
  shiftDate,
} from './business-calendar.ts';
import { centerClock } from './center-day.ts';

/** A calendar that deadlines are counted by. A line has hours of its own: it may answer at midnight, an office does not. */
export interface DeadlineCalendar extends BusinessCalendar {
  calendarId: string;
  /** Years whose public holidays are known. A due time that lies in another is provisional until they are. */
  knownYears: readonly number[];
}

/** Time without a break; the day is the one that it belongs to, which for a night span is the day it began on. */
export interface OpenSpan {
  date: string;
  kind: DayKind;
  fromMs: number;
  /** Exclusive. */
  toMs: number;
}

const DAY_MINUTES = 1440;

/** Whether the calendar depends on public holidays that nobody knows yet. One that is always open does not. */
export function isUnknownYear({ hours, knownYears }: DeadlineCalendar, date: string): boolean {
  return hours !== null && !knownYears.includes(Number(date.slice(0, 4)));
}

/**
 * Open spans from `fromMs` on, in order and apart from one another: the first is cut at `fromMs`, spans that overlap
 * count once. Ends ten years later.
 */
export function* openSpans(calendar: DeadlineCalendar, fromMs: number): Generator<OpenSpan> {
  const clock = centerClock(calendar.timeZone);
  // Yesterday's night span may run on.
  let date = shiftDate(clock.dateOf(fromMs), -1);
  let reachedMs = fromMs;
  for (let passed = 0; passed < SEARCH_DAYS; passed += 1) {
    const plan = planDay(calendar, date);
    const minutes = plan.spans.map(minutesOf).toSorted((one, other) => one.from - other.from);
    for (const { from, to } of minutes) {
      const begin = Math.max(reachedMs, clock.instantAt(date, from));
      const end = clock.instantAt(date, to);
      if (end <= begin) continue;
      reachedMs = end;
      yield { date, kind: plan.kind, fromMs: begin, toMs: end };
    }
    date = shiftDate(date, 1);
  }
}

/** Open milliseconds between two instants; 0 when `toMs` is not after `fromMs`. */
export function openTimeBetween(calendar: DeadlineCalendar, fromMs: number, toMs: number): number {
  let sumMs = 0;
  for (const span of openSpans(calendar, fromMs)) {
    if (span.fromMs >= toMs) break;
    sumMs += Math.min(span.toMs, toMs) - span.fromMs;
  }
  return sumMs;
}

/** The latest instant since which so much open time has passed by `atMs`; null when there was none so long ago. */
export function openTimeAgo(calendar: DeadlineCalendar, atMs: number, openMs: number): number | null {
  for (let days = 1; days <= SEARCH_DAYS; days *= 2) {
    const fromMs = atMs - days * DAY_MINUTES * 60_000;
    let beforeMs = openTimeBetween(calendar, fromMs, atMs) - openMs;
    if (beforeMs < 0) continue;
    for (const span of openSpans(calendar, fromMs)) {
      const lengthMs = Math.min(span.toMs, atMs) - span.fromMs;
      if (beforeMs < lengthMs) return span.fromMs + beforeMs;
      beforeMs -= lengthMs;
    }
  }
  return null;
}

/** `atMs` itself while it is open, else when it opens next; null when it does not within ten years. */
export function nextOpenAt(calendar: DeadlineCalendar, atMs: number): number | null {
  for (const span of openSpans(calendar, atMs)) return span.fromMs;
  return null;
}

/** Half of what an ordinary weekday is open (the first of Monday to Friday that is open at all), in milliseconds. */
export function halfWorkingDayMs({ hours }: DeadlineCalendar): number {
  const spans =
    hours === null ? [{ from: '00:00', to: '24:00' }] : hours.weekly.slice(0, 5).find((day) => day.length > 0);
  const minutes = (spans ?? []).map(minutesOf).reduce((sum, { from, to }) => sum + to - from, 0);
  return (minutes * 60_000) / 2;
}

export type CalendarFault = { kind: 'noOpenTime' } | { kind: 'badSpan' | 'overlap'; weekday: number };

/** What keeps a calendar from being saved: a day of the week is 0 for Monday. Null: nothing does. */
export function checkCalendar({ hours }: Pick<DeadlineCalendar, 'hours'>): CalendarFault | null {
  if (hours === null) return null;
  for (const [weekday, spans] of hours.weekly.entries()) {
    const minutes = spans.map(minutesOf).toSorted((one, other) => one.from - other.from);
    for (const [at, { from, to }] of minutes.entries()) {
      if (!Number.isInteger(from) || !Number.isInteger(to) || from >= DAY_MINUTES || to - from > DAY_MINUTES)
        return { kind: 'badSpan', weekday };
      const next = minutes[at + 1];
      if (next !== undefined && next.from < to) return { kind: 'overlap', weekday };
    }
  }
  return hours.weekly.some((spans) => spans.length > 0) ? null : { kind: 'noOpenTime' };
}
