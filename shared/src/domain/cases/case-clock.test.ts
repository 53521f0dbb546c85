import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaseClockRule } from '../../contracts/service-desk/case-types.ts';
import { at, C, wall } from '../calendars-of-2026.ts';
import type { DeadlineCalendar } from '../open-time.ts';
import {
  actOnClock,
  type CaseClock,
  type ClockHappening,
  type ClockParts,
  cancelClock,
  extendClock,
  pauseClock,
  recountClock,
  resumeClock,
  retargetClock,
  startClock,
  stopClock,
  takeEarlierTime,
  whyOf,
} from './case-clock.ts';
import type { FactsOfCase } from './case-condition.ts';
import { timeLeft } from './time-left.ts';

const MINUTE_MS = 60_000;
const facts: FactsOfCase = {
  grade: 'ordinary',
  channel: 'call',
  categoryId: null,
  areaKind: null,
  amountFen: null,
  tier: null,
  isDifficult: false,
  fields: {},
};
const rule = (given: object) =>
  CaseClockRule.parse({
    key: 'whole',
    name: { zh: '办结', en: 'Settle' },
    calendarId: 'C',
    budgets: [{ measure: { kind: 'openTime', minutes: 540 } }],
    ...given,
  });
const partsOf = (given: object = {}, of: Partial<FactsOfCase> = {}, calendar: DeadlineCalendar = C): ClockParts => ({
  rule: rule(given),
  calendar,
  facts: { ...facts, ...of },
});
const due = ({ dueAtMs }: CaseClock) => (dueAtMs === null ? null : wall(dueAtMs));
const customer = { reason: 'customer', untilMs: null } as const;
const told = (happenings: ClockHappening[]) => happenings.map((one) => (one.kind === 'level' ? one.level : one.kind));

/** Asks every five seconds, as the timer does, and notes the minute of what comes to pass. */
function poll(parts: ClockParts, clock: CaseClock, from: string, to: string) {
  const seen: string[] = [];
  let now = clock;
  for (let nowMs = at(from); nowMs <= at(to); nowMs += 5000) {
    const acted = actOnClock(parts, now, nowMs);
    now = acted.clock;
    for (const one of told(acted.happenings)) seen.push(`${wall(nowMs)} ${one}`);
  }
  return { clock: now, seen };
}

const reminded = {
  levels: [
    { key: 'remind', at: { kind: 'share', share: 0.75 }, tell: ['assignee'] },
    { key: 'due', at: { kind: 'due' }, tell: ['assignee', 'lead'] },
    { key: 'late', at: { kind: 'openAfter', minutes: 60 }, tell: ['supervisor'] },
  ],
};

describe('a clock of a case', () => {
  it('keeps its start and its pause when the case becomes urgent', () => {
    const ordinary = partsOf({
      budgets: [
        { when: [{ of: 'grade', op: 'is', value: 'major' }], measure: { kind: 'openTime', minutes: 240 } },
        { measure: { kind: 'openTime', minutes: 540 } },
      ],
    });
    const started = startClock(ordinary, 1, at('2026-11-30T09:00'));
    const paused = pauseClock(ordinary, started, customer, at('2026-11-30T10:00'));
    const resumed = resumeClock(ordinary, paused, at('2026-11-30T12:00'));
    const urgent = { ...ordinary, facts: { ...facts, grade: 'major' } };
    const clock = retargetClock(urgent, resumed, at('2026-11-30T12:30'));
    expect(due(clock)).toBe('2026-11-30T15:00');
  });

  it('gives half an open hour when a change leaves no time at all', () => {
    const byAmount = partsOf({
      budgets: [
        { when: [{ of: 'amountFen', op: 'below', value: 500_000 }], measure: { kind: 'openTime', minutes: 30 } },
        { measure: { kind: 'workingDays', days: 2 } },
      ],
    });
    const started = startClock(byAmount, 1, at('2026-11-30T10:00'));
    const small = { ...byAmount, facts: { ...facts, amountFen: 499_999 } };
    const clock = retargetClock(small, started, at('2026-11-30T17:45'));
    expect({ due: due(clock), isGrace: clock.isGrace }).toEqual({ due: '2026-12-01T09:15', isGrace: true });
  });

  it('tells nobody while it stands, and has its rest when it goes on', () => {
    const parts = partsOf({ ...reminded, budgets: [{ measure: { kind: 'openTime', minutes: 60 } }] });
    const started = startClock(parts, 1, at('2026-11-30T16:30'));
    const paused = pauseClock(parts, started, customer, at('2026-11-30T17:00'));
    const { seen, clock } = poll(parts, paused, '2026-11-30T17:00', '2026-12-02T12:00');
    expect({ seen, state: clock.state, due: due(clock) }).toEqual({ seen: [], state: 'paused', due: null });
    expect(due(resumeClock(parts, clock, at('2026-12-03T09:00')))).toBe('2026-12-03T09:30');
  });

  it('goes on by itself when the pause was to end', () => {
    const parts = partsOf({ ...reminded, budgets: [{ measure: { kind: 'openTime', minutes: 120 } }] });
    const started = startClock(parts, 1, at('2026-11-30T09:00'));
    const untilMs = at('2026-11-30T14:00');
    const paused = pauseClock(parts, started, { reason: 'appointment', untilMs }, at('2026-11-30T10:00'));
    expect(due(paused)).toBe('2026-11-30T15:00');
    const { seen } = poll(parts, paused, '2026-11-30T10:00', '2026-11-30T16:30');
    expect(seen).toEqual([
      '2026-11-30T14:00 resumed',
      '2026-11-30T14:30 remind',
      '2026-11-30T15:00 due',
      '2026-11-30T15:00 missed',
      '2026-11-30T16:00 late',
    ]);
  });

  it('says when it has stood for longer than anybody waits, once', () => {
    const parts = partsOf();
    const started = startClock(parts, 1, at('2026-03-02T10:00'));
    const paused = pauseClock(parts, started, customer, at('2026-03-02T11:00'));
    const later = actOnClock(parts, paused, at('2026-06-01T10:00'));
    expect(told(later.happenings)).toEqual(['pausedTooLong']);
    expect(later.clock.nextActAtMs).toBeNull();
  });

  it('tells of each due time once, and of a later one once more', () => {
    const parts = partsOf({
      levels: [{ key: 'due', at: { kind: 'due' }, tell: ['assignee'] }],
      budgets: [{ measure: { kind: 'openTime', minutes: 60 } }],
    });
    const started = startClock(parts, 1, at('2026-11-30T09:00'));
    const first = poll(parts, started, '2026-11-30T09:00', '2026-11-30T11:00');
    expect(first.seen).toEqual(['2026-11-30T10:00 due', '2026-11-30T10:00 missed']);
    const extended = extendClock(parts, first.clock, at('2026-11-30T12:00'), at('2026-11-30T11:00'));
    const second = poll(parts, extended, '2026-11-30T11:00', '2026-11-30T18:00');
    expect(second.seen).toEqual(['2026-11-30T12:00 due', '2026-11-30T12:00 missed']);
  });

  it('wakes nobody on a weekend, unless it is grave', () => {
    const level = { key: 'due', at: { kind: 'due' }, tell: ['supervisor'] };
    const ordinary = partsOf({ levels: [level] });
    const started = startClock(ordinary, 1, at('2026-11-27T09:00'));
    expect(due(started)).toBe('2026-11-27T18:00');
    expect(poll(ordinary, started, '2026-11-27T17:50', '2026-11-30T10:00').seen).toEqual([
      '2026-11-27T18:00 missed',
      '2026-11-30T09:00 due',
    ]);
    const major = partsOf({
      budgets: [{ measure: { kind: 'elapsed', minutes: 30 } }],
      levels: [
        { key: 'at0', at: { kind: 'sinceStart', minutes: 0 }, tell: ['supervisor'], isGrave: true },
        { key: 'at15', at: { kind: 'sinceStart', minutes: 15 }, tell: ['supervisor'], isGrave: true },
        { ...level, isGrave: true },
      ],
    });
    const set = startClock(major, 1, at('2026-11-28T22:10'));
    expect(poll(major, set, '2026-11-28T22:10', '2026-11-29T10:00').seen).toEqual([
      '2026-11-28T22:10 at0',
      '2026-11-28T22:25 at15',
      '2026-11-28T22:40 due',
      '2026-11-28T22:40 missed',
    ]);
  });

  it('tells at once what came to pass while nobody asked', () => {
    const parts = partsOf(reminded);
    const started = startClock(parts, 1, at('2026-11-30T09:00'));
    const late = actOnClock(parts, started, at('2026-12-01T12:00'));
    expect(told(late.happenings)).toEqual(['missed', 'remind', 'due', 'late']);
    expect(actOnClock(parts, late.clock, at('2026-12-01T12:00')).happenings).toEqual([]);
  });

  it('is in time at its due time, and no millisecond later', () => {
    const parts = partsOf();
    const started = startClock(parts, 1, at('2026-11-30T09:00'));
    const dueAtMs = started.dueAtMs as number;
    expect(stopClock(started, dueAtMs).state).toBe('kept');
    expect(stopClock(started, dueAtMs + 1).state).toBe('missed');
  });

  it('is over with its case: one that was missed stays so and runs no further, the others are in no rate', () => {
    const parts = partsOf();
    const started = startClock(parts, 1, at('2026-11-30T09:00'));
    const late = at('2026-12-02T10:00');
    const missed = cancelClock(actOnClock(parts, started, late).clock, late);
    expect(missed).toMatchObject({ state: 'missed', stoppedAtMs: late, nextActAtMs: null });
    const early = at('2026-11-30T10:00');
    expect(cancelClock(started, early)).toMatchObject({ state: 'cancelled', stoppedAtMs: early, nextActAtMs: null });
  });

  it('keeps its verdict whatever comes after', () => {
    const parts = partsOf();
    const started = startClock(parts, 1, at('2026-11-30T09:00'));
    const kept = stopClock(started, at('2026-11-30T10:00'));
    const missed = stopClock(started, at('2026-12-02T10:00'));
    for (const clock of [kept, missed]) {
      const nowMs = at('2026-12-03T10:00');
      expect(stopClock(clock, nowMs)).toEqual(clock);
      expect(cancelClock(clock, nowMs)).toEqual(clock);
      expect(retargetClock(partsOf({}, { grade: 'major' }), clock, nowMs)).toEqual(clock);
      expect(recountClock(parts, clock, nowMs)).toEqual({ kind: 'same' });
      expect(pauseClock(parts, clock, customer, nowMs)).toEqual(clock);
    }
  });

  it('takes a new holiday at once, and a day less only when somebody says so', () => {
    const parts = partsOf({ budgets: [{ measure: { kind: 'workingDays', days: 2 } }] });
    const started = startClock(parts, 1, at('2026-11-30T10:00'));
    expect(due(started)).toBe('2026-12-02T18:00');
    const off = { ...C, specialDays: { '2026-12-01': { name: '停工', nameEn: 'Closed', spans: [] } } };
    const later = recountClock({ ...parts, calendar: off }, started, at('2026-11-30T11:00'));
    expect(later.kind === 'later' && due(later.clock)).toBe('2026-12-03T18:00');
    const back = later.kind === 'later' ? recountClock(parts, later.clock, at('2026-11-30T12:00')) : later;
    expect(back.kind).toBe('earlier');
  });

  it('leaves alone what is over, and the half hour that was given', () => {
    const parts = partsOf({ budgets: [{ measure: { kind: 'openTime', minutes: 60 } }] });
    const started = startClock(parts, 1, at('2026-11-30T10:00'));
    const off = { ...C, specialDays: { '2026-11-30': { name: '停工', nameEn: 'Closed', spans: [] } } };
    // Nobody has entered the miss yet.
    expect(recountClock({ ...parts, calendar: off }, started, at('2026-11-30T11:01'))).toEqual({ kind: 'same' });
    const graced = retargetClock(
      partsOf({ budgets: [{ measure: { kind: 'openTime', minutes: 10 } }] }),
      started,
      at('2026-11-30T10:45'),
    );
    expect([graced.isGrace, due(graced)]).toEqual([true, '2026-11-30T11:15']);
    const again = partsOf({ budgets: [{ measure: { kind: 'openTime', minutes: 10 } }] });
    expect(recountClock(again, graced, at('2026-11-30T10:50'))).toEqual({ kind: 'same' });
  });

  it('takes the earlier time with half an hour to go, and never gives more than there was', () => {
    const parts = partsOf({ budgets: [{ measure: { kind: 'workingDays', days: 2 } }] });
    const off = { ...C, specialDays: { '2026-12-01': { name: '停工', nameEn: 'Closed', spans: [] } } };
    const started = startClock({ ...parts, calendar: off }, 1, at('2026-11-30T10:00'));
    expect(due(started)).toBe('2026-12-03T18:00');
    const taken = (time: string) => takeEarlierTime(parts, started, at(time));
    expect(due(taken('2026-12-01T09:00') as CaseClock)).toBe('2026-12-02T18:00');
    const late = taken('2026-12-03T09:00') as CaseClock;
    expect([due(late), late.isGrace]).toEqual(['2026-12-03T09:30', true]);
    expect(taken('2026-12-03T17:45')).toBeNull();
    expect(takeEarlierTime({ ...parts, calendar: off }, started, at('2026-12-01T09:00'))).toBeNull();
  });

  it('opens the case even where no time can be counted, and counts again when it can', () => {
    const never = { ...C, hours: { weekly: [[], [], [], [], [], [], []], holiday: [], makeUp: [] } };
    const started = startClock(partsOf({}, {}, never), 1, at('2026-11-30T10:00'));
    expect({ state: started.state, next: started.nextActAtMs }).toEqual({ state: 'noCalendar', next: null });
    const again = recountClock(partsOf(), started, at('2026-11-30T11:00'));
    expect(again.kind === 'later' && again.clock.state).toBe('running');
  });

  it('promises the time that a field holds, and nothing before there is one', () => {
    const given = { budgets: [{ measure: { kind: 'promise', field: 'promisedAt' } }] };
    const started = startClock(partsOf(given), 1, at('2026-11-30T10:00'));
    expect(started).toMatchObject({ dueAtMs: null, nextActAtMs: null });
    const promised = partsOf(given, { fields: { promisedAt: at('2026-12-02T10:00') } });
    expect(due(retargetClock(promised, started, at('2026-11-30T11:00')))).toBe('2026-12-02T10:00');
  });
});

/** Acts on a clock at growing times. */
const acts = fc.array(
  fc.record({
    what: fc.constantFrom('pause', 'pauseUntil', 'resume', 'act', 'retarget'),
    afterMinutes: fc.integer({ min: 0, max: 3000 }),
  }),
  { maxLength: 12 },
);
const startsAt = fc.integer({ min: at('2026-01-05T00:00') / MINUTE_MS, max: at('2026-11-20T00:00') / MINUTE_MS });

function run(steps: { what: string; afterMinutes: number }[], startedAtMs: number) {
  const budgets = [
    { when: [{ of: 'grade', op: 'is', value: 'major' }], measure: { kind: 'openTime', minutes: 240 } },
    { measure: { kind: 'openTime', minutes: 540 } },
  ];
  let parts = partsOf({ ...reminded, budgets });
  let clock = startClock(parts, 1, startedAtMs);
  let nowMs = startedAtMs;
  const history = [{ clock, nowMs }];
  for (const { what, afterMinutes } of steps) {
    nowMs += afterMinutes * MINUTE_MS;
    clock = actOnClock(parts, clock, nowMs).clock;
    if (what === 'pause') clock = pauseClock(parts, clock, customer, nowMs);
    if (what === 'pauseUntil')
      clock = pauseClock(parts, clock, { reason: 'parts', untilMs: nowMs + 600 * MINUTE_MS }, nowMs);
    if (what === 'resume') clock = resumeClock(parts, clock, nowMs);
    if (what === 'retarget') {
      parts = { ...parts, facts: { ...facts, grade: parts.facts.grade === 'major' ? 'ordinary' : 'major' } };
      clock = retargetClock(parts, clock, nowMs);
    }
    history.push({ clock, nowMs });
  }
  return { parts, clock, nowMs, history };
}

describe('whatever is done to a clock', () => {
  it('pauses give no time away and take none: counted spans are the budget', () => {
    fc.assert(
      fc.property(acts, startsAt, (steps, start) => {
        const { parts, clock } = run(steps, start * MINUTE_MS);
        const why = whyOf(parts, clock);
        if (why?.kind !== 'due' || clock.isGrace || clock.measure.kind !== 'openTime') return;
        const countedMs = why.counted.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
        expect(countedMs).toBe(clock.measure.minutes * MINUTE_MS);
        const stopped = (ms: number) =>
          clock.pauses.some(({ fromMs, toMs }) => fromMs <= ms && ms < (toMs ?? Infinity));
        for (const { fromMs } of why.counted) expect(stopped(fromMs)).toBe(false);
      }),
    );
  });

  it('runs never backwards: time that is used up does not come back, and while it stands none is used up', () => {
    fc.assert(
      fc.property(acts, startsAt, (steps, start) => {
        const sameBudget = steps.filter(({ what }) => what !== 'retarget');
        const { parts, history } = run(sameBudget, start * MINUTE_MS);
        let before: { leftMs: number; clock: CaseClock } | null = null;
        for (const { clock, nowMs } of history) {
          expect(clock.startedAtMs).toBe(start * MINUTE_MS);
          const left = timeLeft(parts.calendar, clock, nowMs);
          if (left === null) continue;
          if (before !== null) expect(left.leftMs).toBeLessThanOrEqual(before.leftMs);
          const isSamePause = before?.clock.state === 'paused' && clock.pauses.length === before.clock.pauses.length;
          if (before !== null && isSamePause && clock.state === 'paused') expect(left.leftMs).toBe(before.leftMs);
          before = { leftMs: left.leftMs, clock };
        }
      }),
    );
  });

  it('nothing told is forgotten, nothing is told twice', () => {
    fc.assert(
      fc.property(acts, startsAt, (steps, start) => {
        const { parts, clock, nowMs, history } = run(steps, start * MINUTE_MS);
        for (const [place, { clock: one }] of history.entries()) {
          const before = history[place - 1]?.clock;
          if (before !== undefined) expect(one.levelsDone).toEqual(expect.arrayContaining([...before.levelsDone]));
          expect(new Set(one.levelsDone).size).toBe(one.levelsDone.length);
          if (before?.state === 'missed') expect(one.state).toBe('missed');
        }
        const once = actOnClock(parts, clock, nowMs);
        expect(actOnClock(parts, once.clock, nowMs).happenings).toEqual([]);
      }),
    );
  });
});
