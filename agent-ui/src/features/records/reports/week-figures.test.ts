import type { FigureRow } from '@sansheng/shared/contracts/records/reports';
import { expect, it } from 'vitest';
import { everyHour, findAnomalies, hoursOfWeek } from './week-figures.ts';

const HOUR_MS = 3_600_000;
const WEEK_MS = 168 * HOUR_MS;
const wallOf = (startMs: number) => ({
  weekday: Math.floor(startMs / (24 * HOUR_MS)) % 7,
  hour: Math.floor(startMs / HOUR_MS) % 24,
});
const row = (startMs: number, offered: number, serviceLevel?: number): FigureRow => ({
  intervalStartMs: startMs,
  group: '',
  measures: { offered },
  within: { answered: 0, abandoned: 0 },
  figures: serviceLevel === undefined ? {} : { serviceLevel },
});

it('averages calls by hour, and shares weighted by calls', () => {
  const rows = [row(0, 10, 1), row(WEEK_MS, 30, 0.5), row(HOUR_MS, 4)];
  expect(hoursOfWeek(rows, 'offered', wallOf)).toEqual([
    { weekday: 0, hour: 0, value: 20 },
    { weekday: 0, hour: 1, value: 4 },
  ]);
  expect(hoursOfWeek(rows, 'serviceLevel', wallOf)).toEqual([{ weekday: 0, hour: 0, value: 0.625 }]);
});

it('counts an hour without calls as zero, from the first hour that has any', () => {
  const hours = everyHour([row(WEEK_MS, 30), row(3 * WEEK_MS, 60)], 4 * WEEK_MS);
  expect(hours).toHaveLength(3 * 168);
  expect(hoursOfWeek(hours, 'offered', wallOf)).toContainEqual({ weekday: 0, hour: 0, value: 30 });
  expect(hoursOfWeek(hours, 'offered', wallOf)).toContainEqual({ weekday: 0, hour: 1, value: 0 });
  expect(everyHour([], WEEK_MS)).toEqual([]);
});

it('marks an hour in which the line was dead', () => {
  const weeks = [98, 103, 100, 99].map((offered, week) => row(week * WEEK_MS, offered));
  const found = findAnomalies(everyHour(weeks, 4 * WEEK_MS + HOUR_MS), wallOf, 4 * WEEK_MS);
  expect(found).toMatchObject([{ startMs: 4 * WEEK_MS, offered: 0, usual: 100 }]);
});

it('marks an hour that differs from the same hour of other weeks, and no other', () => {
  const weeks = [98, 103, 100, 99, 101];
  const usual = weeks.map((offered, week) => row(week * WEEK_MS, offered));
  const busy = row(5 * WEEK_MS, 160);
  const plain = weeks.map((_, week) => row(week * WEEK_MS + HOUR_MS, 100));
  const other = row(5 * WEEK_MS + HOUR_MS, 118);
  const found = findAnomalies([...usual, busy, ...plain, other], wallOf, 5 * WEEK_MS);
  expect(found.map(({ startMs }) => startMs)).toEqual([5 * WEEK_MS]);
  expect(found[0]?.usual).toBeCloseTo(100.2);
});
