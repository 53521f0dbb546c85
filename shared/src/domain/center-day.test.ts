import { describe, expect, it } from 'vitest';
import { centerClock } from './center-day.ts';

const at = (iso: string) => Date.parse(iso);
const iso = (atMs: number) => new Date(atMs).toISOString();

describe('the start of a day', () => {
  it.each([
    ['Asia/Shanghai', '2026-11-21T12:34:56.789Z', '2026-11-20T16:00:00.000Z'],
    ['Asia/Shanghai', '2026-11-20T16:00:00.000Z', '2026-11-20T16:00:00.000Z'],
    ['Asia/Shanghai', '2026-11-20T15:59:59.999Z', '2026-11-19T16:00:00.000Z'],
    ['Asia/Kathmandu', '2026-11-21T00:00:00Z', '2026-11-20T18:15:00.000Z'],
    ['America/New_York', '2026-03-08T20:00:00Z', '2026-03-08T05:00:00.000Z'],
    ['America/New_York', '2026-11-01T23:00:00Z', '2026-11-01T04:00:00.000Z'],
    // Midnight does not exist on this day: clocks go from 24:00 to 01:00.
    ['Asia/Beirut', '2026-03-29T10:00:00Z', '2026-03-28T22:00:00.000Z'],
    // 00:00 comes twice: clocks go from 01:00 back to 00:00.
    ['America/Havana', '2026-11-01T12:00:00Z', '2026-11-01T04:00:00.000Z'],
  ])('%s %s', (zone, instant, start) => {
    expect(iso(centerClock(zone).startOfDay(at(instant)))).toBe(start);
  });
});

it('dates an instant by the clock of the zone', () => {
  expect(centerClock('Asia/Shanghai').dateOf(at('2026-11-20T16:00:00Z'))).toBe('2026-11-21');
});

it('tells the hour that comes twice apart, and marks no other', () => {
  const berlin = centerClock('Europe/Berlin');
  const texts = (from: string, to: string, interval: '30m' | '1h') =>
    berlin.intervalStarts(at(from), at(to), interval).map(berlin.textOf);
  expect(texts('2026-10-24T23:00:00Z', '2026-10-25T03:00:00Z', '1h')).toEqual([
    '2026-10-25 01:00',
    '2026-10-25 02:00 +02:00',
    '2026-10-25 02:00 +01:00',
    '2026-10-25 03:00',
  ]);
  expect(texts('2026-03-29T00:00:00Z', '2026-03-29T02:00:00Z', '1h')).toEqual(['2026-03-29 01:00', '2026-03-29 03:00']);
  // Half an hour goes back, and west of Greenwich.
  expect(centerClock('Australia/Lord_Howe').textOf(at('2026-04-04T14:45:00Z'))).toBe('2026-04-05 01:45 +11:00');
  expect(centerClock('Australia/Lord_Howe').textOf(at('2026-04-04T15:15:00Z'))).toBe('2026-04-05 01:45 +10:30');
  expect(centerClock('America/New_York').textOf(at('2026-11-01T05:30:00Z'))).toBe('2026-11-01 01:30 -04:00');
  const days = berlin.intervalStarts(at('2026-01-01T00:00:00Z'), at('2027-01-01T00:00:00Z'), '30m');
  expect(days.filter((atMs) => berlin.markOf(atMs) !== '')).toHaveLength(4);
  expect(new Set(days.map(berlin.textOf)).size).toBe(days.length);
});

describe('intervals', () => {
  it('begin at or before the period and end before its end', () => {
    const starts = centerClock('Asia/Shanghai').intervalStarts(
      at('2026-11-21T01:10:00Z'),
      at('2026-11-21T02:00:00Z'),
      '30m',
    );
    expect(starts.map(iso)).toEqual(['2026-11-21T01:00:00.000Z', '2026-11-21T01:30:00.000Z']);
  });
  it.each([
    ['2026-03-08', 46],
    ['2026-11-01', 50],
    ['2026-06-01', 48],
  ])('a day in New York, %s, has %i half hours', (date, count) => {
    const clock = centerClock('America/New_York');
    const start = clock.startOfDay(at(`${date}T15:00:00Z`));
    expect(clock.intervalStarts(start, clock.startOfNextDay(start), '30m')).toHaveLength(count);
    expect(clock.intervalStarts(start, clock.startOfNextDay(start), 'day')).toEqual([start]);
  });
  it('of an empty period are none', () => {
    expect(centerClock('UTC').intervalStarts(5, 5, '1h')).toEqual([]);
  });
});

describe('weeks and months', () => {
  const clock = centerClock('Asia/Shanghai');
  const day = (date: string) => at(`${date}T00:00:00+08:00`);
  it('begin on Mondays and on the first, and are as long as they are', () => {
    expect(clock.intervalStarts(day('2026-01-31'), day('2026-03-02'), 'month')).toEqual([
      day('2026-01-01'),
      day('2026-02-01'),
      day('2026-03-01'),
    ]);
    expect(clock.intervalStarts(day('2026-12-31'), day('2027-01-05'), 'week')).toEqual([
      day('2026-12-28'),
      day('2027-01-04'),
    ]);
    // 23:59:59 of the last of the month still belongs to it.
    expect(clock.startOfMonth(day('2028-03-01') - 1)).toBe(day('2028-02-01'));
  });
  it.each([
    ['2026-03-01', '2026-04-01', '2026-02-01'],
    ['2026-01-01', '2027-01-01', '2025-01-01'],
    ['2026-03-02', '2026-03-09', '2026-02-23'],
    ['2024-02-29', '2024-03-01', '2024-02-28'],
  ])('the period before %s to %s begins on %s', (from, to, before) => {
    expect(clock.periodBefore(day(from), day(to))).toEqual({ fromMs: day(before), toMs: day(from) });
  });
  it('the days before a day of 25 hours are counted as days', () => {
    const newYork = centerClock('America/New_York');
    const from = at('2026-11-01T04:00:00Z');
    expect(iso(newYork.periodBefore(from, newYork.startOfNextDay(from)).fromMs)).toBe('2026-10-31T04:00:00.000Z');
    expect(newYork.periodBefore(from + 900_000, from + 1_800_000).fromMs).toBe(from);
  });
});
