import { expect, it } from 'vitest';
import type { FigureRow } from '../contracts/records/reports.ts';
import { drawFigures } from './figure-chart.ts';

const HOUR_MS = 3_600_000;
const clockOf = (atMs: number) => new Date(atMs).toISOString().slice(0, 16).replace('T', ' ');
const row = (intervalStartMs: number | null, group: string, answered: number): FigureRow => ({
  intervalStartMs,
  group,
  measures: { answered },
  within: { answered: 0, abandoned: 0 },
  figures: { threeRingSeatRate: 0.5 },
});
const draw = (
  interval: 'all' | '1h',
  groupBy: 'queue' | 'center',
  { totals = [] as FigureRow[], course = [] as FigureRow[] },
) => {
  const report = { totals, fromMs: 0, definition: 'answered-over-all', thresholdSeconds: 20 } as const;
  const chart = drawFigures(
    report,
    course,
    { interval, groupBy, preset: 'overview' },
    'en',
    (id) => `Q ${id}`,
    clockOf,
  );
  if (chart === null) return null;
  const { xAxis, series } = chart.option as { xAxis: { data: string[] }; series: { name: string; data: number[] }[] };
  return { title: chart.title, labels: xAxis.data, series: series.map(({ name, data }) => [name, ...data]) };
};

it('draws the center over time, whatever the report is grouped by', () => {
  const course = [row(0, '', 3), row(HOUR_MS, '', 5)];
  expect(draw('1h', 'queue', { totals: [row(null, 'a', 9)], course })).toEqual({
    title: 'The center over time',
    labels: ['00:00', '01:00'],
    series: [
      ['Answered', 3, 5],
      ['Three-ring seat rate', 50, 50],
    ],
  });
});

it('draws groups side by side, the largest first, and nothing where there is nothing to compare', () => {
  expect(draw('all', 'queue', { totals: [row(null, 'a', 1), row(null, 'b', 4)] })).toMatchObject({
    labels: ['Q b', 'Q a'],
    series: [
      ['Answered', 4, 1],
      ['Three-ring seat rate', 50, 50],
    ],
  });
  const many = Array.from({ length: 40 }, (_, i) => row(null, String(i), i + 1));
  expect(draw('all', 'queue', { totals: many })).toMatchObject({ title: 'Side by side · the first 30' });
  expect(draw('all', 'center', { totals: many })).toBeNull();
  expect(draw('all', 'queue', { totals: [row(null, 'a', 0)] })).toBeNull();
});
