/** When a line is open and why, and which days are working days. Pure: the time is given, the calendar too. */
import { centerClock } from './center-day.ts';

/** `HH:MM`, `to` up to 24:00. A span whose `to` is not after its `from` runs past midnight and belongs to the day it begins on. */
export interface Span {
  from: string;
  to: string;
}
/** Hours of one or more queues. */
export interface OpeningHours {
  /** Monday first. */
  weekly: Span[][];
  /** On public holidays; null: as on any such weekday. */
  holiday: Span[] | null;
  /** On weekend days that are worked in exchange for a holiday (调休上班); null: as on Mondays. */
  makeUp: Span[] | null;
}
/** A public holiday, or a weekend day that the State Council made a working day. */
export interface PublicDay {
  name: string;
  nameEn: string;
  isWorking: boolean;
}
/** A day of the center's own: its hours stand over everything else; none: closed. */
export interface SpecialDay {
  name: string;
  nameEn: string;
  spans: Span[];
}
/** Days are named by their date, `2026-11-21`. */
export interface BusinessCalendar {
  /** IANA name. */
  timeZone: string;
  /** Null: always open. */
  hours: OpeningHours | null;
  publicDays: Readonly<Record<string, PublicDay>>;
  specialDays: Readonly<Record<string, SpecialDay>>;
}

export const dayKinds = ['weekday', 'weekend', 'holiday', 'makeUp', 'special'] as const;
export type DayKind = (typeof dayKinds)[number];

export interface DayPlan {
  date: string;
  kind: DayKind;
  /** Name of the holiday or the special day; '' for ordinary days. */
  name: string;
  nameEn: string;
  spans: Span[];
  /** Counts where deadlines are given in working days. */
  isWorkingDay: boolean;
}

const DAY_MS = 86_400_000;
const DAY_MINUTES = 1440;
const allDay: Span[] = [{ from: '00:00', to: '24:00' }];
/** Ten years without a working day, or without enough open time, mean that the calendar is wrong. */
export const SEARCH_DAYS = 3660;

/** The date so many days later (or earlier). */
export function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const isOvernight = ({ from, to }: Span): boolean => minuteOf(to) <= minuteOf(from);
/** Minutes from midnight of the day that the span belongs to; past 1440 where it runs into the next day. */
export function minutesOf(span: Span): { from: number; to: number } {
  return { from: minuteOf(span.from), to: minuteOf(span.to) + (isOvernight(span) ? DAY_MINUTES : 0) };
}

/** What one day is and when it is open. Special days go before public ones, public ones before the week. */
export function planDay({ hours, publicDays, specialDays }: BusinessCalendar, date: string): DayPlan {
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  const publicDay = publicDays[date];
  const kind =
    publicDay === undefined ? (weekday < 5 ? 'weekday' : 'weekend') : publicDay.isWorking ? 'makeUp' : 'holiday';
  const isWorking = kind === 'weekday' || kind === 'makeUp';
  const special = specialDays[date];
  if (special !== undefined) {
    return { date, kind: 'special', ...special, isWorkingDay: isWorking && special.spans.length > 0 };
  }
  const ofWeek = hours === null ? allDay : (hours.weekly[weekday] ?? []);
  const spans =
    hours !== null && kind === 'holiday'
      ? (hours.holiday ?? ofWeek)
      : hours !== null && kind === 'makeUp'
        ? (hours.makeUp ?? hours.weekly[0] ?? [])
        : ofWeek;
  return {
    date,
    kind,
    name: publicDay?.name ?? '',
    nameEn: publicDay?.nameEn ?? '',
    spans,
    isWorkingDay: isWorking && spans.length > 0,
  };
}

/** Plans of `count` days from the day of `atMs` on. */
export function planDays(calendar: BusinessCalendar, atMs: number, count: number): DayPlan[] {
  const first = centerClock(calendar.timeZone).dateOf(atMs);
  return Array.from({ length: count }, (_, day) => planDay(calendar, shiftDate(first, day)));
}

/**
 * Whether the line is open, by the wall clock of the calendar's time zone, and the day that says so: yesterday's when
 * its night shift runs on.
 */
export function openingAt(calendar: BusinessCalendar, atMs: number): { isOpen: boolean; day: DayPlan } {
  const { date, minute } = centerClock(calendar.timeZone).wallTimeOf(atMs);
  const today = planDay(calendar, date);
  if (today.spans.some((span) => minute >= minuteOf(span.from) && (isOvernight(span) || minute < minuteOf(span.to)))) {
    return { isOpen: true, day: today };
  }
  const yesterday = planDay(calendar, shiftDate(date, -1));
  const runsOn = yesterday.spans.some((span) => isOvernight(span) && minute < minuteOf(span.to));
  return runsOn ? { isOpen: true, day: yesterday } : { isOpen: false, day: today };
}

export function isOpen(calendar: BusinessCalendar, atMs: number): boolean {
  return openingAt(calendar, atMs).isOpen;
}

/** When the last span of a working day ends; null on all other days. */
export function closeOfWorkingDay(calendar: BusinessCalendar, date: string): number | null {
  const plan = planDay(calendar, date);
  if (!plan.isWorkingDay) return null;
  return centerClock(calendar.timeZone).instantAt(date, Math.max(...plan.spans.map((span) => minutesOf(span).to)));
}

/**
 * When so many working days after `atMs` are over: the day of `atMs` does not count, and the last day ends with its
 * last opening hour (民法典 第二百零一条, 第二百零三条). Throws RangeError when no such day is within ten years.
 */
export function workingDaysAfter(calendar: BusinessCalendar, atMs: number, days: number): number {
  let date = centerClock(calendar.timeZone).dateOf(atMs);
  let left = days;
  for (let passed = 0; passed < SEARCH_DAYS; passed += 1) {
    date = shiftDate(date, 1);
    const closesAtMs = closeOfWorkingDay(calendar, date);
    if (closesAtMs === null) continue;
    left -= 1;
    if (left <= 0) return closesAtMs;
  }
  throw new RangeError('the calendar has no working days');
}
