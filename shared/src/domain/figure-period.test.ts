import { describe, expect, it } from 'vitest';
import { centerClock } from './center-day.ts';
import { namedPeriods, spanOfPeriod } from './figure-period.ts';
import { intervalOfMail, nextMailMs, periodOfMail } from './report-mail.ts';

/** Days on which programs that count days go wrong; each is looked at in every zone, around its midnight and UTC's. */
const referenceDays = [
  ['a Monday', '2026-11-30'],
  ['a Tuesday, the first of a month', '2026-12-01'],
  ['a Sunday, the last of a month', '2027-01-31'],
  ['the first of a month', '2026-11-01'],
  ['29 February', '2028-02-29'],
  ['the day after it', '2028-03-01'],
  ['28 February', '2027-02-28'],
  ["New Year's Eve", '2026-12-31'],
  ["New Year's Day of a year without known holidays", '2027-01-01'],
  ['the first Monday of a year', '2027-01-04'],
  ['a day of 23 hours in Berlin', '2026-03-29'],
  ['the day before it', '2026-03-28'],
  ['a day of 25 hours in Berlin', '2026-10-25'],
  ['the day after it', '2026-10-26'],
  ['a day of 23 hours in New York', '2026-03-08'],
  ['a day of 25 hours in New York', '2026-11-01'],
  ['National Day', '2026-10-01'],
] as const;
const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'UTC'] as const;
const minutes = [0, 6 * 60, 7 * 60 + 59, 8 * 60, 16 * 60, 23 * 60 + 59];

const HOUR_MS = 3_600_000;
const cases = referenceDays.flatMap(([name, date]) => zones.map((zone) => [name, date, zone] as const));

describe.each(cases)('on %s, %s in %s', (_, date, zone) => {
  const clock = centerClock(zone);
  const instants = minutes.map((minute) => clock.instantAt(date, minute));
  const isDay = (atMs: number) => clock.startOfDay(atMs) === atMs;

  it('days, weeks and months are whole days of the calendar that follow one another', () => {
    for (const nowMs of instants) {
      const of = Object.fromEntries(namedPeriods.map((name) => [name, spanOfPeriod(name, clock, nowMs)])) as Record<
        (typeof namedPeriods)[number],
        ReturnType<typeof spanOfPeriod>
      >;
      for (const { fromMs, toMs } of Object.values(of)) {
        expect(isDay(fromMs) && isDay(toMs)).toBe(true);
        expect(fromMs).toBeLessThan(toMs);
      }
      for (const name of ['today', 'thisWeek', 'thisMonth'] as const) {
        expect(of[name].fromMs).toBeLessThanOrEqual(nowMs);
        expect(of[name].toMs).toBeGreaterThan(nowMs);
      }
      expect(of.yesterday.toMs).toBe(of.today.fromMs);
      expect(of.lastWeek.toMs).toBe(of.thisWeek.fromMs);
      expect(of.lastMonth.toMs).toBe(of.thisMonth.fromMs);
      expect(clock.dateOf(of.thisMonth.fromMs)).toBe(`${clock.dateOf(nowMs).slice(0, 7)}-01`);
      for (const name of ['thisWeek', 'lastWeek'] as const) {
        expect(new Date(clock.dateOf(of[name].fromMs)).getUTCDay()).toBe(1);
        expect(clock.intervalStarts(of[name].fromMs, of[name].toMs, 'day')).toHaveLength(7);
      }
      const days = clock.intervalStarts(of.thisMonth.fromMs, of.thisMonth.toMs, 'day');
      expect(days).toHaveLength(Number(clock.dateOf(of.thisMonth.toMs - 1).slice(8)));
      // What a report shows of the period, by any interval, covers it without a gap.
      const hours = clock.intervalStarts(of.today.fromMs, of.today.toMs, '1h');
      expect(hours).toHaveLength((of.today.toMs - of.today.fromMs) / HOUR_MS);
      const before = clock.periodBefore(of.thisMonth.fromMs, of.thisMonth.toMs);
      expect(before).toEqual(of.lastMonth);
    }
  });

  it('a mailed report is due at its hour, and of days that are over by then', () => {
    for (const nowMs of instants)
      for (const hour of [0, 6, 23]) {
        const daily = { rhythm: 'daily', weekday: 1, hour } as const;
        const dueMs = nextMailMs(daily, clock, nowMs);
        expect(dueMs).toBeGreaterThan(nowMs);
        expect(dueMs - nowMs).toBeLessThanOrEqual(25 * HOUR_MS);
        expect(clock.wallTimeOf(dueMs).minute).toBe(hour * 60);
        const yesterday = periodOfMail('daily', clock, dueMs);
        expect(yesterday).toEqual(spanOfPeriod('yesterday', clock, dueMs));
        for (const weekday of [1, 3, 7]) {
          const weekly = { rhythm: 'weekly', weekday, hour } as const;
          const weekDueMs = nextMailMs(weekly, clock, nowMs);
          expect(weekDueMs).toBeGreaterThan(nowMs);
          expect(weekDueMs - nowMs).toBeLessThanOrEqual(7 * 24 * HOUR_MS + HOUR_MS);
          expect(new Date(clock.dateOf(weekDueMs)).getUTCDay()).toBe(weekday % 7);
          const week = periodOfMail('weekly', clock, weekDueMs);
          expect(week).toEqual(spanOfPeriod('lastWeek', clock, weekDueMs));
          expect(week.toMs).toBeLessThanOrEqual(weekDueMs);
          // The Monday it begins with has come, whatever day it is asked on.
          expect(week.fromMs).toBeLessThanOrEqual(nowMs);
          const interval = intervalOfMail('week', 'weekly');
          expect(clock.intervalStarts(week.fromMs, week.toMs, interval)).toEqual([week.fromMs]);
        }
      }
  });
});
