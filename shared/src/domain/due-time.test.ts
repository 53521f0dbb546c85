import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bandOf,
  calendarEffect,
  checkBands,
  instantAtShare,
  missingYears,
  nestedDue,
  retarget,
} from './deadline-clock.ts';
import { A, at, B, C, NIGHT, ofWeek, TUESDAYS, wall } from './calendars-of-2026.ts';
import { type Counting, type DueTime, dueTimeOf, type Measure, type Pause } from './due-time.ts';
import {
  checkCalendar,
  type DeadlineCalendar,
  halfWorkingDayMs,
  nextOpenAt,
  openSpans,
  openTimeAgo,
  openTimeBetween,
} from './open-time.ts';

const HOUR_MS = 3_600_000;

const open = (hours: number): Measure => ({ kind: 'openTime', minutes: hours * 60 });
const workingDays = (many: number): Measure => ({ kind: 'workingDays', days: many });
const half: Measure = { kind: 'halfWorkingDay' };
const sameDay: Measure = { kind: 'sameDay', lateMinutes: 60 };
const pause = (from: string, to: string | null): Pause => ({ fromMs: at(from), toMs: to === null ? null : at(to) });
const count = (start: string, measure: Measure, calendar = C, pauses: Pause[] = []): Counting => ({
  measure,
  startedAtMs: at(start),
  pauses,
  calendar,
});
function dueAt(due: DueTime): string {
  return due.kind === 'due' ? wall(due.dueAtMs) : due.kind;
}

describe('a due time', () => {
  it.each<[start: string, measure: Measure, calendar: DeadlineCalendar, due: string, pauses?: Pause[]]>([
    ['2026-09-30T17:00', open(4), C, '2026-10-08T12:00'],
    ['2026-09-17T10:00', workingDays(2), C, '2026-09-20T18:00'],
    ['2026-10-08T16:00', workingDays(2), C, '2026-10-10T18:00'],
    ['2026-09-30T10:00', workingDays(2), C, '2026-10-09T18:00'],
    ['2026-09-24T11:00', workingDays(2), C, '2026-09-29T18:00'],
    ['2026-02-13T15:00', workingDays(3), C, '2026-02-25T18:00'],
    ['2026-11-30T17:30', open(2), C, '2026-12-01T10:30'],
    ['2026-11-30T17:45', open(0.5), C, '2026-12-01T09:15'],
    ['2026-11-30T16:00', half, C, '2026-12-01T11:30'],
    ['2026-11-30T10:00', workingDays(3), C, '2026-12-03T18:00'],
    ['2026-11-30T10:00', workingDays(5), C, '2026-12-07T18:00'],
    ['2026-11-27T17:30', { kind: 'elapsed', minutes: 48 * 60 }, C, '2026-11-29T17:30'],
    ['2026-11-27T10:00', workingDays(2), C, '2026-12-02T18:00', [pause('2026-11-30T11:00', '2026-12-01T10:00')]],
    ['2026-11-27T10:00', workingDays(2), C, '2026-12-01T18:00', [pause('2026-11-28T11:00', '2026-11-29T20:00')]],
    ['2026-12-01T02:00', open(3), NIGHT, '2026-12-01T21:00'],
    // Lunch.
    ['2026-11-30T11:30', open(2), A, '2026-11-30T15:00'],
    ['2026-11-30T12:10', open(0.5), A, '2026-11-30T14:00'],
    // A calendar of Tuesdays alone: nine hours on the first, one on the second.
    ['2026-12-02T10:00', open(10), TUESDAYS, '2026-12-15T09:00'],
    // The line's hours end at midnight, which is why deadlines have calendars of their own.
    ['2026-10-08T16:00', workingDays(2), B, '2026-10-11T00:00'],
    ['2026-11-30T16:59', sameDay, C, '2026-11-30T18:00'],
    ['2026-11-30T17:00', sameDay, C, '2026-12-01T18:00'],
    ['2026-11-30T07:00', sameDay, C, '2026-11-30T18:00'],
    ['2026-11-28T10:00', sameDay, C, '2026-11-30T18:00'],
    ['2026-11-30T10:00', { kind: 'calendarDays', days: 15 }, C, '2026-12-16T00:00'],
    [
      '2026-11-30T10:00',
      { kind: 'at', atMs: at('2026-12-05T03:00') },
      C,
      '2026-12-05T03:00',
      [pause('2026-11-30T11:00', null)],
    ],
    [
      '2026-11-30T10:00',
      { kind: 'elapsed', minutes: 60 },
      C,
      '2026-11-30T11:30',
      [pause('2026-11-30T10:30', '2026-11-30T11:00')],
    ],
    ['2026-11-30T10:00', open(0), C, '2026-11-30T10:00'],
  ])('from %s by %j on %#: %s', (start, measure, calendar, due, pauses = []) => {
    expect(dueAt(dueTimeOf(count(start, measure, calendar, pauses)))).toBe(due);
  });

  it('gives an urgent case its new budget and does not forget its pause', () => {
    const paused = [pause('2026-11-30T10:00', '2026-11-30T12:00')];
    expect(dueAt(retarget(count('2026-11-30T09:00', open(9), C, paused), at('2026-11-30T12:30')))).toBe(
      '2026-12-01T11:00',
    );
    expect(dueAt(retarget(count('2026-11-30T09:00', open(4), C, paused), at('2026-11-30T12:30')))).toBe(
      '2026-11-30T15:00',
    );
  });

  it('gives half an open hour to a case that is late only by a new rule', () => {
    const late = retarget(count('2026-11-30T09:00', open(1)), at('2026-11-30T17:45'));
    expect([dueAt(late), late.isGrace]).toEqual(['2026-12-01T09:15', true]);
  });

  it('has no due time during a pause of unknown length, and the rest of its budget afterwards', () => {
    const stands = count('2026-11-30T16:30', open(1), C, [pause('2026-11-30T17:00', null)]);
    expect(dueTimeOf(stands)).toMatchObject({ kind: 'paused', left: 0.5 * HOUR_MS });
    const goesOn = { ...stands, pauses: [pause('2026-11-30T17:00', '2026-12-03T09:00')] };
    expect(dueAt(dueTimeOf(goesOn))).toBe('2026-12-03T09:30');
    expect(dueTimeOf(count('2026-11-27T10:00', workingDays(2), C, [pause('2026-11-30T19:00', null)]))).toMatchObject({
      kind: 'paused',
      left: 1,
    });
  });

  it('is provisional if it runs into a year whose holidays are unknown', () => {
    expect(dueTimeOf(count('2026-12-30T10:00', workingDays(1)))).toMatchObject({ kind: 'due', isProvisional: false });
    expect(dueTimeOf(count('2026-12-31T10:00', workingDays(2)))).toMatchObject({ kind: 'due', isProvisional: true });
    expect(dueTimeOf(count('2026-12-31T17:30', open(2)))).toMatchObject({ kind: 'due', isProvisional: true });
    const always = { ...C, hours: null };
    expect(dueTimeOf(count('2026-12-31T23:30', open(2), always))).toMatchObject({ isProvisional: false });
    expect(dueTimeOf(count('2026-12-31T10:00', { kind: 'elapsed', minutes: 4000 }))).toMatchObject({
      isProvisional: false,
    });
    expect(missingYears(C, '2026-11-30')).toEqual([]);
    expect(missingYears(C, '2026-12-01')).toEqual([2027]);
  });

  it('is absent on a calendar without an open minute, and is found so quickly', () => {
    const never = { ...C, hours: { weekly: [[], [], [], [], [], [], []], holiday: [], makeUp: [] } };
    for (const measure of [open(1), workingDays(1), sameDay]) {
      expect(dueTimeOf(count('2026-11-30T10:00', measure, never))).toEqual({ kind: 'noCalendar' });
    }
    expect(checkCalendar(never)).toEqual({ kind: 'noOpenTime' });
    expect(checkCalendar(A)).toBeNull();
    const twice = {
      hours: {
        ...A.hours,
        weekly: [
          [],
          [
            { from: '09:00', to: '13:00' },
            { from: '12:00', to: '18:00' },
          ],
        ],
      },
    };
    expect(checkCalendar(twice as never)).toEqual({ kind: 'overlap', weekday: 1 });
  });

  it('explains which time was counted', () => {
    const due = dueTimeOf(count('2026-09-30T17:00', open(4)));
    expect(due.kind === 'due' && due.counted.map((span) => [span.date, wall(span.fromMs), wall(span.toMs)])).toEqual([
      ['2026-09-30', '2026-09-30T17:00', '2026-09-30T18:00'],
      ['2026-10-08', '2026-10-08T09:00', '2026-10-08T12:00'],
    ]);
  });

  it('reminds when three quarters of the counted time are over', () => {
    const due = dueTimeOf(count('2026-09-30T17:00', open(4)));
    const counted = due.kind === 'due' ? due.counted : [];
    expect(wall(instantAtShare(counted, 0.75) ?? 0)).toBe('2026-10-08T11:00');
  });
});

describe('open time', () => {
  it('leaves out nights, weekends and holidays and counts make-up days', () => {
    expect(openTimeBetween(C, at('2026-02-13T15:00'), at('2026-02-24T12:00'))).toBe(15 * HOUR_MS);
    expect(openTimeBetween(C, at('2026-02-14T12:00'), at('2026-02-14T12:00'))).toBe(0);
    expect(halfWorkingDayMs(C)).toBe(4.5 * HOUR_MS);
    expect(halfWorkingDayMs(A)).toBe(3.75 * HOUR_MS);
    expect(wall(nextOpenAt(C, at('2026-11-27T18:00')) ?? 0)).toBe('2026-11-30T09:00');
    expect(wall(nextOpenAt(C, at('2026-11-27T17:59')) ?? 0)).toBe('2026-11-27T17:59');
  });

  it('is looked back upon to the latest instant since which so much has passed', () => {
    const ago = (atTime: string, hours: number, calendar = A) =>
      wall(openTimeAgo(calendar, at(atTime), hours * HOUR_MS) ?? 0);
    expect(ago('2026-11-30T15:00', 2)).toBe('2026-11-30T11:30');
    expect(ago('2026-11-30T09:30', 1)).toBe('2026-11-27T17:30');
    expect(ago('2026-10-08T10:00', 8)).toBe('2026-09-30T09:30');
    expect(ago('2026-11-28T10:00', 7.5)).toBe('2026-11-27T09:00');
    const never = { ...C, hours: { weekly: [[], [], [], [], [], [], []], holiday: [], makeUp: [] } };
    expect(openTimeAgo(never, at('2026-11-30T10:00'), HOUR_MS)).toBeNull();
    fc.assert(
      fc.property(
        fc.constantFrom(A, B, C, NIGHT),
        fc.nat(400_000),
        fc.integer({ min: 1, max: 3000 }),
        (of, late, much) => {
          const nowMs = at('2026-02-01T00:00') + late * 60_000;
          const sinceMs = openTimeAgo(of, nowMs, much * 60_000) ?? 0;
          expect(openTimeBetween(of, sinceMs, nowMs)).toBe(much * 60_000);
          expect(openTimeBetween(of, sinceMs + 1, nowMs)).toBeLessThan(much * 60_000);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is as long as the clock on the wall says when summer time ends or begins', () => {
    const berlin = { ...ofWeek('night', [['20:00', '04:00']], true), timeZone: 'Europe/Berlin', publicDays: {} };
    const lengthOf = (from: string) => {
      const [span] = openSpans(berlin, Date.parse(from));
      return span === undefined ? 0 : (span.toMs - span.fromMs) / HOUR_MS;
    };
    expect(lengthOf('2026-10-24T18:00:00Z')).toBe(9);
    expect(lengthOf('2026-03-28T19:00:00Z')).toBe(7);
  });
});

describe('a calendar that changes', () => {
  const closed = (date: string) => ({ ...C, specialDays: { [date]: { name: '停业', nameEn: 'Closed', spans: [] } } });
  it('takes effect at once when it gives time, and asks when it takes some', () => {
    const due = at('2026-12-01T18:00');
    const counting = count('2026-11-27T10:00', workingDays(2));
    expect(calendarEffect(counting, due)).toEqual({ kind: 'same' });
    expect(calendarEffect({ ...counting, calendar: closed('2026-12-01') }, due)).toMatchObject({
      kind: 'later',
      dueAtMs: at('2026-12-02T18:00'),
    });
    expect(calendarEffect(counting, at('2026-12-02T18:00'))).toMatchObject({ kind: 'earlier', dueAtMs: due });
  });
});

describe('a case that depends on another', () => {
  it('is due no later than that one', () => {
    expect(nestedDue(20, 10)).toEqual({ dueAtMs: 10, isParents: true });
    expect(nestedDue(10, 20)).toEqual({ dueAtMs: 10, isParents: false });
    expect(nestedDue(10, null)).toEqual({ dueAtMs: 10, isParents: false });
  });
});

describe('bands of amounts', () => {
  const yuan = (amount: number) => amount * 100;
  const price = [
    { fromFen: 0, toFen: yuan(5000), value: 'half an hour' },
    { fromFen: yuan(5000), toFen: yuan(10_000), value: 'two hours' },
    { fromFen: yuan(10_000), toFen: yuan(30_000), value: 'same day' },
    { fromFen: yuan(30_000), toFen: null, value: 'two days' },
  ];
  it.each([
    [4999, 'half an hour'],
    [4999.99, 'half an hour'],
    [5000, 'two hours'],
    [9999.99, 'two hours'],
    [10_000, 'same day'],
    [29_999, 'same day'],
    [30_000, 'two days'],
    [100_000_000, 'two days'],
  ])('%d yuan: %s', (amount, value) => {
    expect(bandOf(price, Math.round(yuan(amount)))?.value).toBe(value);
  });

  it('leave no amount out and none twice', () => {
    expect(checkBands(price)).toBeNull();
    expect(checkBands([])).toEqual({ kind: 'noBand' });
    expect(checkBands(price.slice(1))).toEqual({ kind: 'gap', at: 0 });
    expect(checkBands(price.toSpliced(1, 1))).toEqual({ kind: 'gap', at: 1 });
    expect(checkBands(price.slice(0, 3))).toEqual({ kind: 'gap', at: 3 });
    expect(checkBands([price[0], { fromFen: 0, toFen: null, value: '' }] as never)).toEqual({ kind: 'overlap', at: 1 });
    expect(checkBands([{ fromFen: 0, toFen: 0, value: '' }])).toEqual({ kind: 'badAmount', at: 0 });
  });
});

describe('whatever is counted', () => {
  const calendars = fc.constantFrom(A, B, C, NIGHT, TUESDAYS, { ...C, hours: null });
  const starts = fc
    .integer({ min: at('2026-01-01T00:00') / 60_000, max: at('2026-11-30T00:00') / 60_000 })
    .map((minute) => minute * 60_000);
  const pauseLists = (start: number) =>
    fc.array(
      fc
        .record({ after: fc.integer({ min: -1000, max: 20_000 }), minutes: fc.integer({ min: 0, max: 5000 }) })
        .map(({ after, minutes }) => ({ fromMs: start + after * 60_000, toMs: start + (after + minutes) * 60_000 })),
      { maxLength: 4 },
    );
  const countings = fc.record({ calendar: calendars, startedAtMs: starts }).chain(({ calendar, startedAtMs }) =>
    fc.record({
      calendar: fc.constant(calendar),
      startedAtMs: fc.constant(startedAtMs),
      pauses: pauseLists(startedAtMs),
      minutes: fc.integer({ min: 1, max: 6000 }),
    }),
  );
  const sumOf = (due: DueTime) =>
    due.kind === 'noCalendar' ? 0 : due.counted.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);

  it('adds up to the budget, in order, while it was open and did not stand', () => {
    fc.assert(
      fc.property(
        countings,
        fc.constantFrom('openTime' as const, 'elapsed' as const),
        ({ minutes, ...counting }, kind) => {
          const due = dueTimeOf({ ...counting, measure: { kind, minutes } });
          expect(due.kind).toBe('due');
          if (due.kind !== 'due') return;
          expect(sumOf(due)).toBe(minutes * 60_000);
          expect(due.counted.at(-1)?.toMs).toBe(due.dueAtMs);
          let reached = counting.startedAtMs;
          for (const { fromMs, toMs } of due.counted) {
            expect(fromMs >= reached && toMs > fromMs).toBe(true);
            expect(counting.pauses.some((one) => one.fromMs < toMs && one.toMs > fromMs && one.toMs > one.fromMs)).toBe(
              false,
            );
            if (kind === 'openTime') expect(openTimeBetween(counting.calendar, fromMs, toMs)).toBe(toMs - fromMs);
            reached = toMs;
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is never due sooner by a pause, by a bigger budget or by a later start', () => {
    const kinds = fc.constantFrom<(size: number) => Measure>(
      (size) => ({ kind: 'openTime', minutes: size }),
      (size) => ({ kind: 'elapsed', minutes: size }),
      (size) => ({ kind: 'workingDays', days: 1 + (size % 5) }),
      (size) => ({ kind: 'calendarDays', days: 1 + (size % 5) }),
    );
    fc.assert(
      fc.property(countings, kinds, fc.integer({ min: 0, max: 3000 }), ({ minutes, ...counting }, make, more) => {
        const dueMs = (one: Counting) => {
          const due = dueTimeOf(one);
          return due.kind === 'due' ? due.dueAtMs : Number.POSITIVE_INFINITY;
        };
        const plain = dueMs({ ...counting, measure: make(minutes), pauses: [] });
        const paused = dueMs({ ...counting, measure: make(minutes) });
        expect(paused).toBeGreaterThanOrEqual(plain);
        expect(plain).toBeGreaterThan(counting.startedAtMs);
        const later = { ...counting, startedAtMs: counting.startedAtMs + more * 60_000, pauses: [] };
        expect(dueMs({ ...later, measure: make(minutes) })).toBeGreaterThanOrEqual(plain);
        const grown =
          make(minutes).kind === 'openTime' || make(minutes).kind === 'elapsed' ? make(minutes + more) : make(minutes);
        expect(dueMs({ ...counting, measure: grown })).toBeGreaterThanOrEqual(paused);
      }),
      { numRuns: 150 },
    );
  });
});
