/** When something is due, and which time was counted until then. Pure: start, pauses and calendar are given. */
import { closeOfWorkingDay, SEARCH_DAYS, shiftDate } from './business-calendar.ts';
import { centerClock } from './center-day.ts';
import { type DeadlineCalendar, halfWorkingDayMs, isUnknownYear, openSpans } from './open-time.ts';

export type Measure =
  /** Minutes of the clock on the wall, day and night. */
  | { kind: 'elapsed'; minutes: number }
  /** Minutes in which the calendar is open. */
  | { kind: 'openTime'; minutes: number }
  /** Open time of half a weekday. */
  | { kind: 'halfWorkingDay' }
  /** The day of the start does not count, and the last one ends with its last open minute. */
  | { kind: 'workingDays'; days: number }
  /**
   * The last open minute of the day; of the next working day when it begins on a day off, or later than `lateMinutes`
   * before the end. A start before opening, or during lunch, still has that day.
   */
  | { kind: 'sameDay'; lateMinutes: number }
  /** 24:00 of the last of this many days after the day of the start, working days or not. */
  | { kind: 'calendarDays'; days: number }
  /** A time that was promised. */
  | { kind: 'at'; atMs: number };

/** Time in which the clock is paused. */
export interface Pause {
  fromMs: number;
  /** Exclusive; when it will go on, if known beforehand; null: unknown. */
  toMs: number | null;
}

export interface CountedSpan {
  /** The day that the time belongs to. */
  date: string;
  fromMs: number;
  /** Exclusive. */
  toMs: number;
}

export type DueTime =
  | {
      kind: 'due';
      dueAtMs: number;
      /**
       * Why this time: what was counted, in order. Of elapsed and open time it is the budget to the millisecond; of
       * days, the open time in which something could be done; of a promise, nothing.
       */
      counted: CountedSpan[];
      /** It lies in, or runs through, a year whose holidays nobody knows yet. */
      isProvisional: boolean;
    }
  /** It is paused for an unknown time: `left` is in milliseconds, or for days the number of days. */
  | { kind: 'paused'; left: number; counted: CountedSpan[] }
  /** The calendar has no such time within ten years. */
  | { kind: 'noCalendar' };

export interface Counting {
  measure: Measure;
  startedAtMs: number;
  /** In any order; they may overlap. Those of a promise are ignored: a promised time is fixed. */
  pauses: readonly Pause[];
  calendar: DeadlineCalendar;
}

const MINUTE_MS = 60_000;

export function dueTimeOf({ measure, startedAtMs, pauses, calendar }: Counting): DueTime {
  const stops = joinPauses(pauses, startedAtMs);
  switch (measure.kind) {
    case 'at':
      return { kind: 'due', dueAtMs: measure.atMs, counted: [], isProvisional: false };
    case 'elapsed':
      return spend(measure.minutes * MINUTE_MS, alwaysFrom(calendar, startedAtMs), stops, startedAtMs);
    case 'openTime':
      return spendOpen(calendar, measure.minutes * MINUTE_MS, stops, startedAtMs);
    case 'halfWorkingDay':
      return spendOpen(calendar, halfWorkingDayMs(calendar), stops, startedAtMs);
    case 'workingDays':
      return afterDays(calendar, startedAtMs, measure.days, stops, (date) => closeOfWorkingDay(calendar, date));
    case 'sameDay':
      return sameDay(calendar, startedAtMs, measure.lateMinutes, stops);
    case 'calendarDays': {
      const clock = centerClock(calendar.timeZone);
      const due = afterDays(calendar, startedAtMs, measure.days, stops, (date) => clock.instantAt(date, 1440));
      return due.kind === 'due' ? { ...due, isProvisional: false } : due;
    }
  }
}

/** In order, apart from one another, nothing before the start. The last may be open. */
function joinPauses(pauses: readonly Pause[], startedAtMs: number): Pause[] {
  const joined: Pause[] = [];
  for (const { fromMs, toMs } of pauses.toSorted((one, other) => one.fromMs - other.fromMs)) {
    if (toMs !== null && toMs <= Math.max(fromMs, startedAtMs)) continue;
    const last = joined.at(-1);
    if (last === undefined || (last.toMs !== null && fromMs > last.toMs)) {
      joined.push({ fromMs: Math.max(fromMs, startedAtMs), toMs });
    } else if (last.toMs !== null) last.toMs = toMs === null ? null : Math.max(last.toMs, toMs);
  }
  return joined;
}

/** The parts of a span that are not paused; `isEndless` if a pause without an end cuts it off. */
function runningParts(span: CountedSpan, stops: readonly Pause[]): { parts: CountedSpan[]; isEndless: boolean } {
  const parts: CountedSpan[] = [];
  let { fromMs } = span;
  for (const stop of stops) {
    if (stop.fromMs >= span.toMs) break;
    if (stop.toMs !== null && stop.toMs <= fromMs) continue;
    if (stop.fromMs > fromMs) parts.push({ date: span.date, fromMs, toMs: stop.fromMs });
    if (stop.toMs === null) return { parts, isEndless: true };
    fromMs = stop.toMs;
  }
  if (fromMs < span.toMs) parts.push({ date: span.date, fromMs, toMs: span.toMs });
  return { parts, isEndless: false };
}

/** Each day from midnight to midnight, the first from the start on. */
function* alwaysFrom({ timeZone }: DeadlineCalendar, startedAtMs: number): Generator<CountedSpan> {
  const clock = centerClock(timeZone);
  let fromMs = startedAtMs;
  for (let passed = 0; passed < SEARCH_DAYS; passed += 1) {
    const toMs = clock.startOfNextDay(fromMs);
    yield { date: clock.dateOf(fromMs), fromMs, toMs };
    fromMs = toMs;
  }
}

function spend(budgetMs: number, spans: Iterable<CountedSpan>, stops: readonly Pause[], startedAtMs: number): DueTime {
  if (budgetMs <= 0) return { kind: 'due', dueAtMs: startedAtMs, counted: [], isProvisional: false };
  const counted: CountedSpan[] = [];
  let left = budgetMs;
  for (const { date, fromMs, toMs } of spans) {
    const { parts, isEndless } = runningParts({ date, fromMs, toMs }, stops);
    for (const part of parts) {
      const endMs = Math.min(part.toMs, part.fromMs + left);
      counted.push({ ...part, toMs: endMs });
      left -= endMs - part.fromMs;
      if (left === 0) return { kind: 'due', dueAtMs: endMs, counted, isProvisional: false };
    }
    if (isEndless) return { kind: 'paused', left, counted };
  }
  return { kind: 'noCalendar' };
}

function spendOpen(
  calendar: DeadlineCalendar,
  budgetMs: number,
  stops: readonly Pause[],
  startedAtMs: number,
): DueTime {
  // An endless pause outside open hours is found at the next span, which begins inside it.
  const due = spend(budgetMs, openSpans(calendar, startedAtMs), stops, startedAtMs);
  return due.kind === 'due' ? { ...due, isProvisional: entersUnknownYear(calendar, startedAtMs, due.dueAtMs) } : due;
}

function entersUnknownYear(calendar: DeadlineCalendar, fromMs: number, toMs: number): boolean {
  const clock = centerClock(calendar.timeZone);
  const [first, last] = [fromMs, toMs].map((atMs) => Number(clock.dateOf(atMs).slice(0, 4))) as [number, number];
  for (let year = first; year <= last; year += 1) if (isUnknownYear(calendar, `${year}-01-01`)) return true;
  return false;
}

const standsAt = (stops: readonly Pause[], atMs: number): Pause | undefined =>
  stops.find(({ fromMs, toMs }) => fromMs <= atMs && (toMs === null || atMs < toMs));

/**
 * The close of the n-th day after the day of the start that has one. A day at whose close the clock is paused does not
 * count: a pause loses no time, and a pause over a weekend changes nothing.
 */
function afterDays(
  calendar: DeadlineCalendar,
  startedAtMs: number,
  days: number,
  stops: readonly Pause[],
  closeAt: (date: string) => number | null,
): DueTime {
  let date = centerClock(calendar.timeZone).dateOf(startedAtMs);
  let left = days;
  if (left <= 0) return { kind: 'due', dueAtMs: startedAtMs, counted: [], isProvisional: false };
  for (let passed = 0; passed < SEARCH_DAYS; passed += 1) {
    date = shiftDate(date, 1);
    const closeMs = closeAt(date);
    if (closeMs === null) continue;
    const stop = standsAt(stops, closeMs);
    if (stop?.toMs === null)
      return { kind: 'paused', left, counted: workedUntil(calendar, startedAtMs, closeMs, stops) };
    if (stop !== undefined) continue;
    left -= 1;
    if (left > 0) continue;
    return {
      kind: 'due',
      dueAtMs: closeMs,
      counted: workedUntil(calendar, startedAtMs, closeMs, stops),
      isProvisional: entersUnknownYear(calendar, startedAtMs, closeMs),
    };
  }
  return { kind: 'noCalendar' };
}

function sameDay(
  calendar: DeadlineCalendar,
  startedAtMs: number,
  lateMinutes: number,
  stops: readonly Pause[],
): DueTime {
  const clock = centerClock(calendar.timeZone);
  const today = closeOfWorkingDay(calendar, clock.dateOf(startedAtMs));
  const isInTime = today !== null && startedAtMs < today - lateMinutes * MINUTE_MS;
  if (!isInTime || standsAt(stops, today) !== undefined)
    return afterDays(calendar, startedAtMs, 1, stops, (date) => closeOfWorkingDay(calendar, date));
  return {
    kind: 'due',
    dueAtMs: today,
    counted: workedUntil(calendar, startedAtMs, today, stops),
    isProvisional: entersUnknownYear(calendar, startedAtMs, today),
  };
}

/** Open time that was not paused, as explanation. */
function workedUntil(calendar: DeadlineCalendar, fromMs: number, toMs: number, stops: readonly Pause[]): CountedSpan[] {
  const counted: CountedSpan[] = [];
  for (const span of openSpans(calendar, fromMs)) {
    if (span.fromMs >= toMs) break;
    const cut = { date: span.date, fromMs: span.fromMs, toMs: Math.min(span.toMs, toMs) };
    const { parts, isEndless } = runningParts(cut, stops);
    counted.push(...parts);
    if (isEndless) break;
  }
  return counted;
}
