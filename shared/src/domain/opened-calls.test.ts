import { expect, it } from 'vitest';
import { centerClock } from './center-day.ts';
import { nameOfInterval, openedCalls, spanOfRow } from './opened-calls.ts';

const clock = centerClock('Asia/Shanghai');
const day = (date: string) => clock.instantAt(date, 0);
const period = (from: string, to: string, interval: 'week' | 'month') => ({
  fromMs: day(from),
  toMs: day(to),
  intervalStarts: clock.intervalStarts(day(from), day(to), interval),
});

it.each([
  ['week', '2026-11-01', '2026-12-01', 0, ['2026-11-01', '2026-11-02'], '2026-11-01'],
  ['week', '2026-11-01', '2026-12-01', 1, ['2026-11-02', '2026-11-09'], '2026-11-02 – 11-08'],
  ['week', '2026-11-01', '2026-12-01', 5, ['2026-11-30', '2026-12-01'], '2026-11-30'],
  ['month', '2026-11-16', '2027-02-01', 0, ['2026-11-16', '2026-12-01'], '2026-11-16 – 11-30'],
  ['month', '2026-11-16', '2027-02-01', 2, ['2027-01-01', '2027-02-01'], '2027-01'],
  ['month', '2028-02-01', '2028-03-01', 0, ['2028-02-01', '2028-03-01'], '2028-02'],
  // The week of New Year.
  ['week', '2026-12-28', '2027-01-04', 0, ['2026-12-28', '2027-01-04'], '2026-12-28 – 01-03'],
] as const)(
  'a %s of %s to %s, the row %i, opens and is named by its days in the period',
  (interval, from, to, i, [first, end], name) => {
    const report = period(from, to, interval);
    const row = { intervalStartMs: report.intervalStarts[i] ?? 0 };
    expect(spanOfRow(report, row)).toEqual({ fromMs: day(first), toMs: day(end) });
    expect(nameOfInterval(report, row, interval, clock)).toBe(name);
  },
);

it('opens nothing that the axis does not count, or the reader may not see whole', () => {
  const report = { ...period('2026-11-01', '2026-12-01', 'week'), teamId: null };
  const row = { intervalStartMs: null, group: 'team-a' };
  const answered = { measure: 'answered', opens: 'answered', isTotal: false } as const;
  const whole = { from: report.fromMs, to: report.toMs, figure: 'answered' };
  expect(openedCalls(report, 'team', row, answered)).toEqual({ ...whole, team: 'team-a' });
  expect(openedCalls(report, 'team', row, { ...answered, measure: 'abandoned', opens: 'abandoned' })).toBeNull();
  expect(openedCalls(report, 'team', { ...row, group: '' }, answered)).toBeNull();
  expect(openedCalls(report, 'team', { ...row, group: '' }, { ...answered, isTotal: true })).toEqual(whole);

  const ofTeam = { ...report, teamId: 'team-a' };
  expect(openedCalls(ofTeam, 'queue', { ...row, group: 'vip' }, answered)).toBeNull();
  expect(openedCalls(ofTeam, 'center', row, answered)).toBeNull();
  expect(openedCalls(ofTeam, 'agent', { ...row, group: '1001' }, answered)).toEqual({ ...whole, agent: '1001' });
  expect(openedCalls(ofTeam, 'agent', row, { ...answered, isTotal: true })).toEqual({ ...whole, team: 'team-a' });
  // A call that another team has answered is not the lead's to open.
  expect(
    openedCalls(ofTeam, 'agent', { ...row, group: '1001' }, { ...answered, measure: 'ronas', opens: 'rona' }),
  ).toBeNull();
});
