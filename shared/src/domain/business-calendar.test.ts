import { describe, expect, it } from 'vitest';
import { type BusinessCalendar, isOpen, openingAt, planDay, planDays, workingDaysAfter } from './business-calendar.ts';

const office = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '18:00' },
];
const holiday = (name: string) => ({ name, nameEn: name, isWorking: false });
const makeUp = (name: string) => ({ name, nameEn: name, isWorking: true });

/** Mondays to Fridays, closed on holidays; the State Council's days around National Day 2026 and the Spring Festival. */
const calendar: BusinessCalendar = {
  timeZone: 'Asia/Shanghai',
  hours: { weekly: [office, office, office, office, office, [], []], holiday: [], makeUp: null },
  publicDays: {
    '2026-02-14': makeUp('春节'),
    '2026-02-16': holiday('春节'),
    '2026-09-20': makeUp('国庆节'),
    '2026-10-01': holiday('国庆节'),
    '2026-10-02': holiday('国庆节'),
    '2026-10-05': holiday('国庆节'),
    '2026-10-06': holiday('国庆节'),
    '2026-10-07': holiday('国庆节'),
    '2026-10-10': makeUp('国庆节'),
  },
  specialDays: {
    '2026-11-24': { name: '系统升级', nameEn: 'Upgrade', spans: [] },
    '2026-11-25': { name: '值班', nameEn: 'On duty', spans: [{ from: '10:00', to: '11:00' }] },
  },
};
const at = (wall: string) => Date.parse(`${wall}:00+08:00`);

describe('isOpen', () => {
  it.each([
    ['2026-11-23T08:59', false, 'weekday'],
    ['2026-11-23T09:00', true, 'weekday'],
    ['2026-11-23T11:59', true, 'weekday'],
    ['2026-11-23T12:00', false, 'weekday'],
    ['2026-11-23T13:30', true, 'weekday'],
    ['2026-11-23T18:00', false, 'weekday'],
    ['2026-11-21T10:00', false, 'weekend'],
    ['2026-10-01T10:00', false, 'holiday'],
    ['2026-10-10T10:00', true, 'makeUp'],
    ['2026-09-20T10:00', true, 'makeUp'],
    ['2026-09-20T12:30', false, 'makeUp'],
    ['2026-11-24T10:00', false, 'special'],
    ['2026-11-25T10:30', true, 'special'],
    ['2026-11-25T14:00', false, 'special'],
  ] as const)('%s is open: %s, as a %s', (wall, open, kind) => {
    const found = openingAt(calendar, at(wall));
    expect(found).toMatchObject({ isOpen: open, day: { kind } });
    expect(isOpen(calendar, at(wall))).toBe(open);
  });

  const night: BusinessCalendar = {
    ...calendar,
    hours: { weekly: [[], [], [], [], [{ from: '22:00', to: '06:00' }], [], []], holiday: null, makeUp: null },
  };
  it.each([
    ['2026-11-20T21:59', false, '2026-11-20'],
    ['2026-11-20T22:00', true, '2026-11-20'],
    ['2026-11-21T00:00', true, '2026-11-20'],
    ['2026-11-21T05:59', true, '2026-11-20'],
    ['2026-11-21T06:00', false, '2026-11-21'],
    ['2026-11-21T22:00', false, '2026-11-21'],
  ] as const)('a Friday night shift at %s is open: %s, because of %s', (wall, open, date) => {
    expect(openingAt(night, at(wall))).toMatchObject({ isOpen: open, day: { date } });
  });

  it('goes by the clock of the time zone, also across the change to summer time', () => {
    const berlin: BusinessCalendar = { ...calendar, timeZone: 'Europe/Berlin', publicDays: {} };
    expect(isOpen(berlin, Date.parse('2026-03-27T08:00Z')), 'Friday 9:00 in winter').toBe(true);
    expect(isOpen(berlin, Date.parse('2026-03-30T07:00Z')), 'Monday 9:00 in summer').toBe(true);
    expect(isOpen(berlin, Date.parse('2026-03-30T06:59Z'))).toBe(false);
    const shanghaiMorning = Date.parse('2026-11-23T01:00Z');
    expect([isOpen(calendar, shanghaiMorning), isOpen(berlin, shanghaiMorning)]).toEqual([true, false]);
  });

  it('is always open without hours, but not on a special day that is closed', () => {
    const always = { ...calendar, hours: null };
    expect(isOpen(always, at('2026-10-01T03:00'))).toBe(true);
    expect(isOpen(always, at('2026-11-24T10:00'))).toBe(false);
  });

  it('keeps weekday hours on holidays and hours of their own on make-up days when told so', () => {
    const hours = { weekly: calendar.hours?.weekly ?? [], holiday: null, makeUp: [{ from: '10:00', to: '24:00' }] };
    expect(isOpen({ ...calendar, hours }, at('2026-10-01T10:00'))).toBe(true);
    expect(planDay({ ...calendar, hours }, '2026-10-10').spans).toEqual(hours.makeUp);
    expect(isOpen({ ...calendar, hours }, at('2026-10-10T23:59'))).toBe(true);
  });
});

it('plans the days ahead with their names', () => {
  const plans = planDays(calendar, at('2026-09-30T23:30'), 3);
  expect(plans.map(({ date, kind, name, spans }) => [date, kind, name, spans.length])).toEqual([
    ['2026-09-30', 'weekday', '', 2],
    ['2026-10-01', 'holiday', '国庆节', 0],
    ['2026-10-02', 'holiday', '国庆节', 0],
  ]);
});

describe('workingDaysAfter', () => {
  it.each([
    ['the next day', '2026-11-19T10:00', 1, '2026-11-20T18:00'],
    ['over a weekend', '2026-11-20T23:59', 1, '2026-11-23T18:00'],
    ['from a weekend', '2026-11-21T10:00', 1, '2026-11-23T18:00'],
    ['over National Day, and the make-up Saturday counts', '2026-09-30T10:00', 3, '2026-10-10T18:00'],
    ['a make-up Saturday before the Spring Festival', '2026-02-13T10:00', 2, '2026-02-17T18:00'],
    ['not a special day that is closed, and a short one to its end', '2026-11-23T10:00', 1, '2026-11-25T11:00'],
  ] as const)('counts %s', (_, from, days, until) => {
    expect(workingDaysAfter(calendar, at(from), days)).toBe(at(until));
  });

  it('ends at the hour of the wall clock, in winter as in summer', () => {
    const berlin: BusinessCalendar = { ...calendar, timeZone: 'Europe/Berlin', publicDays: {} };
    expect(workingDaysAfter(berlin, Date.parse('2026-03-27T10:00Z'), 1)).toBe(Date.parse('2026-03-30T16:00Z'));
    expect(workingDaysAfter(berlin, Date.parse('2026-10-23T10:00Z'), 1)).toBe(Date.parse('2026-10-26T17:00Z'));
  });

  it('refuses a calendar without working days', () => {
    const never = {
      ...calendar,
      specialDays: {},
      hours: { weekly: [[], [], [], [], [], [], []], holiday: [], makeUp: [] },
    };
    expect(() => workingDaysAfter(never, at('2026-11-23T10:00'), 1)).toThrow(RangeError);
  });
});
