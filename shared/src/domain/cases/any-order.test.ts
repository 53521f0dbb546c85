/** Everybody at once, in any order, with the clocks between them: a case stays where its table leads, and its clocks are right. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseField, CaseType } from '../../contracts/service-desk/case-types.ts';
import { A, at } from '../calendars-of-2026.ts';
import { actOnClock, type CaseClock, extendClock, whyOf } from './case-clock.ts';
import {
  actsFor,
  type CaseNow,
  type CaseParts,
  type CasePerson,
  clockParts,
  moveCase,
  openCase,
  refitClocks,
} from './move-case.ts';
import { shippedCaseTypes } from './types/index.ts';

const MINUTE_MS = 60_000;
const START_MS = at('2026-09-28T10:00');
const calendars = new Map([
  ['office', { ...A, calendarId: 'office' }],
  ['always', { ...A, calendarId: 'always', hours: null }],
]);
const person = (employeeNo: string, roles: CasePerson['roles'], departmentIds: string[] = []): CasePerson => ({
  employeeNo,
  roles,
  departmentIds,
  headOf: departmentIds,
});
const everybody = [
  person('1001', ['agent']),
  person('2001', ['lead']),
  person('3001', ['supervisor']),
  person('5001', ['info_desk']),
  person('6001', ['complaint_handler']),
  person('7001', ['dispatcher']),
  person('8001', ['department'], ['finance']),
];

/** What somebody, or time, does to the case as it then is. */
const deeds = fc.array(
  fc.record({
    what: fc.constantFrom('act', 'act', 'act', 'act', 'edit', 'extend', 'clocks'),
    who: fc.constantFrom(...everybody),
    which: fc.nat(60),
    isForced: fc.boolean(),
    minutes: fc.integer({ min: 0, max: 900 }),
  }),
  { maxLength: 30 },
);

const filled: Record<string, unknown> = { department: 'finance', worker: '8001' };
const valueOf = ({ key, kind, choices }: CaseField): unknown =>
  filled[key] ??
  {
    choice: choices[0]?.key,
    many: [choices[0]?.key],
    yesNo: true,
    rating: 3,
    number: 1,
    money: 1,
    instant: at('2026-12-20T10:00'),
    date: '2026-12-20',
  }[kind as 'choice'] ??
  '文字';
const fieldsFor = (type: CaseType, keys: readonly string[]) =>
  Object.fromEntries(type.fields.filter(({ key }) => keys.includes(key)).map((field) => [field.key, valueOf(field)]));

interface Standing {
  now: CaseNow;
  clocks: CaseClock[];
  /** Steps that it was moved along, one after the other. */
  way: { from: string; to: string; transition: string }[];
}
type Deed = ReturnType<(typeof deeds)['generate']>['value'][number];

function opened(parts: CaseParts): Standing {
  const given = { grade: 'ordinary', channel: 'call', categoryId: null, areaKind: null, amountFen: null } as const;
  const one = openCase(parts, { ...given, isDifficult: false, tier: null, fields: {} }, '1001', START_MS);
  if (one.kind !== 'opened') throw new Error(one.kind);
  return { now: one.now, clocks: one.clocks, way: [] };
}

function acted(parts: CaseParts, { now, clocks, way }: Standing, { who, which, isForced }: Deed, nowMs: number) {
  const transition = parts.type.transitions[which % parts.type.transitions.length] as CaseType['transitions'][number];
  const act = {
    transition: transition.key,
    text: '因为',
    fields: fieldsFor(parts.type, transition.required),
    isForced,
    pause: { reason: 'customer' as const, untilMs: which % 2 === 0 ? null : nowMs + 600 * MINUTE_MS },
  };
  const isMine = actsFor(parts, now, who).includes(transition);
  const move = moveCase(parts, { now, clocks, hasOpenChildren: false }, act, who, nowMs);
  if (move.kind !== 'moved') {
    expect(isMine).toBe(false);
    return { now, clocks, way };
  }
  const { fromStep, toStep } = move.entry;
  return {
    now: move.now,
    clocks: move.clocks,
    way: [...way, { from: fromStep, to: toStep, transition: act.transition }],
  };
}

function done(parts: CaseParts, standing: Standing, deed: Deed, nowMs: number): Standing {
  const { now, clocks } = standing;
  switch (deed.what) {
    case 'edit': {
      const grades = ['ordinary', 'major', 'malicious'] as const;
      const after = { ...now, grade: grades[deed.which % 3] ?? 'ordinary', amountFen: deed.which * 100_000 };
      return { ...standing, now: after, clocks: refitClocks(parts, now, after, clocks, nowMs) };
    }
    case 'extend': {
      const clock = clocks[deed.which % Math.max(1, clocks.length)];
      const later = (one: CaseClock) =>
        extendClock(clockParts(parts, now, one.clockKey), one, nowMs + deed.minutes * MINUTE_MS, nowMs);
      return { ...standing, clocks: clocks.map((one) => (one === clock ? later(one) : one)) };
    }
    case 'clocks':
      return {
        ...standing,
        clocks: clocks.map((one) => actOnClock(clockParts(parts, now, one.clockKey), one, nowMs).clock),
      };
    default:
      return acted(parts, standing, deed, nowMs);
  }
}

function everyStanding(parts: CaseParts, list: readonly Deed[]): { standing: Standing; nowMs: number }[] {
  let standing = opened(parts);
  let nowMs = START_MS;
  const passed = [{ standing, nowMs }];
  for (const deed of list) {
    nowMs += deed.minutes * MINUTE_MS;
    standing = done(parts, standing, deed, nowMs);
    passed.push({ standing, nowMs });
  }
  return passed;
}

const running = ({ clocks }: Standing) => clocks.filter(({ stoppedAtMs }) => stoppedAtMs === null);

describe.each(shippedCaseTypes().map((type) => [type.key, type] as const))('a case of %s', (_, type) => {
  const parts: CaseParts = { type, calendars };

  it('ends where its table leads, one step after the other', () => {
    fc.assert(
      fc.property(deeds, (list) => {
        for (const { standing } of everyStanding(parts, list)) {
          let place = type.steps[0]?.key;
          for (const { from, to, transition } of standing.way) {
            const of = type.transitions.find(({ key }) => key === transition);
            expect(from).toBe(place);
            expect(of?.from).toContain(from);
            expect(to).toBe(of?.to ?? from);
            place = to;
          }
          const { now } = standing;
          expect(now.stepKey).toBe(place);
          expect(now.state).toBe(type.steps.find(({ key }) => key === place)?.state);
          expect(now.closedAtMs !== null).toBe(now.state === 'closed' || now.state === 'cancelled');
          expect(now.settledAtMs !== null).toBe(now.state === 'closed' || now.state === 'settled');
        }
      }),
    );
  });

  it('never takes back a verdict, a round or a count', () => {
    fc.assert(
      fc.property(deeds, (list) => {
        const passed = everyStanding(parts, list);
        for (const [place, { standing }] of passed.entries()) {
          const before = passed[place - 1]?.standing;
          if (before === undefined) continue;
          for (const old of before.clocks.filter(({ stoppedAtMs }) => stoppedAtMs !== null))
            expect(standing.clocks).toContainEqual(old);
          for (const count of ['round', 'returns', 'reworks', 'reopenings'] as const)
            expect(standing.now[count]).toBeGreaterThanOrEqual(before.now[count]);
        }
      }),
    );
  });

  it('has clocks that fit its state: none runs when it is over, and none stands unless it waits', () => {
    fc.assert(
      fc.property(deeds, (list) => {
        for (const { standing } of everyStanding(parts, list)) {
          const { state } = standing.now;
          const keys = running(standing).map(({ clockKey }) => clockKey);
          if (state === 'closed' || state === 'cancelled') expect(keys).toEqual([]);
          expect(new Set(keys).size).toBe(keys.length);
          const stands = running(standing).filter((one) => one.state === 'paused');
          if (state !== 'waiting') expect(stands.map(({ clockKey }) => clockKey)).toEqual([]);
        }
      }),
    );
  });

  it('has clocks that never run backwards, and whose counted spans are their budget', () => {
    fc.assert(
      fc.property(deeds, (list) => {
        for (const { standing, nowMs } of everyStanding(parts, list)) {
          for (const clock of standing.clocks) {
            expect(clock.startedAtMs).toBeLessThanOrEqual(nowMs);
            expect(clock.stoppedAtMs ?? nowMs).toBeGreaterThanOrEqual(clock.startedAtMs);
            expect(clock.dueAtMs ?? clock.startedAtMs).toBeGreaterThanOrEqual(clock.startedAtMs);
            for (const [nth, { fromMs, toMs }] of clock.pauses.entries()) {
              expect(fromMs).toBeGreaterThanOrEqual(clock.pauses[nth - 1]?.toMs ?? clock.startedAtMs);
              expect(toMs ?? fromMs).toBeGreaterThanOrEqual(fromMs);
            }
            const { measure, isGrace } = clock;
            const why = whyOf(clockParts(parts, standing.now, clock.clockKey), clock);
            if (why?.kind !== 'due' || isGrace || !('minutes' in measure)) continue;
            const countedMs = why.counted.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
            expect(countedMs).toBe(measure.minutes * MINUTE_MS);
          }
        }
      }),
    );
  });
});
