/**
 * One clock of a case: when it is due, what it does next and when, and what it came to. Pure; all times are given. The
 * row in the database is the whole truth: whoever reads it can go on from there.
 *
 *     running <-> paused          a pause has a reason, perhaps an end
 *        | \________|
 *        |     stopped in time -> kept
 *        |     over            -> missed (still told of until it is stopped)
 *        |_____ rule or case gone -> cancelled;  case gone into another -> merged;  no open time within ten years -> noCalendar
 */
import type {
  CaseClockRule,
  CaseLevel,
  CaseMeasure,
  PauseReason,
  Receiver,
} from '../../contracts/service-desk/case-types.ts';
import { instantAtShare, retarget } from '../deadline-clock.ts';
import { type Counting, type DueTime, dueTimeOf, type Measure } from '../due-time.ts';
import { type DeadlineCalendar, nextOpenAt } from '../open-time.ts';
import { type FactsOfCase, holdAll } from './case-condition.ts';

export const clockStates = ['running', 'paused', 'kept', 'missed', 'cancelled', 'merged', 'noCalendar'] as const;
export type ClockState = (typeof clockStates)[number];

export interface ClockPause {
  reason: PauseReason;
  fromMs: number;
  /** Exclusive; in the future: it goes on then by itself. Null: until somebody says so. */
  toMs: number | null;
}

/** A budget of the type, or a time that a supervisor gave in its place. */
export type ClockMeasure = CaseMeasure | { kind: 'at'; atMs: number };

export interface CaseClock {
  clockKey: string;
  round: number;
  measure: ClockMeasure;
  calendarId: string;
  startedAtMs: number;
  state: ClockState;
  /** Null while it stands and nobody knows how long, and where the calendar has no such time. */
  dueAtMs: number | null;
  isProvisional: boolean;
  /** Its rule or its facts changed so that it was over at once: half an open hour was given. */
  isGrace: boolean;
  pauses: readonly ClockPause[];
  stoppedAtMs: number | null;
  /** `<level>@<due time>`: each is told once for each due time. */
  levelsDone: readonly string[];
  /** When it has to be looked at again; null: never. */
  nextActAtMs: number | null;
}

/** What a clock needs to be reckoned. */
export interface ClockParts {
  rule: CaseClockRule;
  calendar: DeadlineCalendar;
  facts: FactsOfCase;
}

export type ClockHappening =
  | { kind: 'level'; level: string; tell: readonly Receiver[]; isGrave: boolean; dueAtMs: number }
  | { kind: 'missed'; dueAtMs: number }
  | { kind: 'resumed' }
  /** It has stood longer than anybody should wait. */
  | { kind: 'pausedTooLong'; sinceMs: number };

/** Nobody waits longer than this without the lead knowing. */
const PAUSE_CAP: Measure = { kind: 'workingDays', days: 30 };

/** The first budget whose conditions hold. */
export function budgetOf({ budgets }: Pick<CaseClockRule, 'budgets'>, facts: FactsOfCase): CaseMeasure {
  const found = budgets.find(({ when }) => holdAll(when, facts)) ?? budgets.at(-1);
  return (found as CaseClockRule['budgets'][number]).measure;
}

export function startClock(parts: ClockParts, round: number, startedAtMs: number): CaseClock {
  return reckoned(
    parts,
    {
      clockKey: parts.rule.key,
      round,
      measure: budgetOf(parts.rule, parts.facts),
      calendarId: parts.calendar.calendarId,
      startedAtMs,
      state: 'running',
      dueAtMs: null,
      isProvisional: false,
      isGrace: false,
      pauses: [],
      stoppedAtMs: null,
      levelsDone: [],
      nextActAtMs: null,
    },
    startedAtMs,
  );
}

/** A clock that was missed stays so; one that stands already, or that promises a time, or whose rule says so, runs on. */
export function pauseClock(
  parts: ClockParts,
  clock: CaseClock,
  pause: { reason: PauseReason; untilMs: number | null },
  nowMs: number,
): CaseClock {
  const isPromised = clock.measure.kind === 'promise' || clock.measure.kind === 'at';
  if (clock.state !== 'running' || !parts.rule.pauses || isPromised) return clock;
  const pauses = [...clock.pauses, { reason: pause.reason, fromMs: nowMs, toMs: pause.untilMs }];
  return reckoned(parts, { ...clock, state: 'paused', pauses }, nowMs);
}

export function resumeClock(parts: ClockParts, clock: CaseClock, nowMs: number): CaseClock {
  if (clock.state !== 'paused') return clock;
  const pauses = clock.pauses.map((pause) =>
    pause.toMs === null || pause.toMs > nowMs ? { ...pause, toMs: Math.max(pause.fromMs, nowMs) } : pause,
  );
  return reckoned(parts, { ...clock, state: 'running', pauses }, nowMs);
}

/** What it was for is done. At the due time itself it still is in time. */
export function stopClock(clock: CaseClock, nowMs: number): CaseClock {
  if (clock.stoppedAtMs !== null || clock.state === 'cancelled') return clock;
  const pauses = clock.pauses.map((pause) =>
    pause.toMs === null || pause.toMs > nowMs ? { ...pause, toMs: Math.max(pause.fromMs, nowMs) } : pause,
  );
  const isLate = clock.state === 'missed' || (clock.state === 'running' && (clock.dueAtMs ?? nowMs) < nowMs);
  return { ...clock, pauses, state: isLate ? 'missed' : 'kept', stoppedAtMs: nowMs, nextActAtMs: null };
}

/** The rule was switched off, or the case is gone: in no rate. What was missed or kept before stays so. */
export function cancelClock(clock: CaseClock, nowMs: number): CaseClock {
  if (clock.stoppedAtMs !== null) return { ...clock, nextActAtMs: null };
  const state = clock.state === 'missed' ? 'missed' : 'cancelled';
  return { ...clock, state, stoppedAtMs: nowMs, nextActAtMs: null };
}

/**
 * After grade, amount or category changed: the budget of now, from the first start, with all pauses. A clock that was
 * missed, stopped or cancelled stays as it is, and so does one whose budget is the same.
 */
export function retargetClock(parts: ClockParts, clock: CaseClock, nowMs: number): CaseClock {
  if (clock.state !== 'running' && clock.state !== 'paused') return clock;
  const measure = budgetOf(parts.rule, parts.facts);
  if (isSame(measure, clock.measure) && measure.kind !== 'promise') return clock;
  const counting = countingOf(parts, { ...clock, measure });
  if (counting === null) return clock;
  const { isGrace, ...due } = retarget(counting, nowMs);
  return withNextAct(parts, { ...clock, measure, isGrace, ...dueFields(due, clock) }, isGrace ? due : null, nowMs);
}

/** A supervisor gives a time: it stands, whatever pauses later, until another budget holds. The next miss is told again. */
export function extendClock(parts: ClockParts, clock: CaseClock, atMs: number, nowMs: number): CaseClock {
  if (clock.stoppedAtMs !== null || clock.state === 'cancelled') return clock;
  const resumed = clock.state === 'paused' ? resumeClock(parts, clock, nowMs) : clock;
  return reckoned(parts, { ...resumed, state: 'running', isGrace: false, measure: { kind: 'at', atMs } }, nowMs);
}

export type Recount =
  | { kind: 'same' }
  /** It holds at once. */
  | { kind: 'later'; clock: CaseClock }
  /** Less time than was promised: it holds when a supervisor says so. */
  | { kind: 'earlier'; clock: CaseClock }
  | { kind: 'noCalendar'; clock: CaseClock };

/**
 * What a changed calendar does. Verdicts stay, also one that nobody has entered yet, and so does the half hour that was
 * given; a clock that had no calendar runs again when it has one.
 */
export function recountClock(parts: ClockParts, clock: CaseClock, nowMs: number): Recount {
  if (clock.state !== 'running' && clock.state !== 'paused' && clock.state !== 'noCalendar') return { kind: 'same' };
  if (clock.state === 'running' && clock.dueAtMs !== null && clock.dueAtMs < nowMs) return { kind: 'same' };
  const state = clock.state === 'noCalendar' ? 'running' : clock.state;
  const again = reckoned(parts, { ...clock, state }, nowMs);
  if (again.state === 'noCalendar')
    return clock.state === 'noCalendar' ? { kind: 'same' } : { kind: 'noCalendar', clock: again };
  if (again.dueAtMs === clock.dueAtMs && again.isProvisional === clock.isProvisional) return { kind: 'same' };
  const isEarlier = clock.dueAtMs !== null && again.dueAtMs !== null && again.dueAtMs < clock.dueAtMs;
  if (isEarlier && clock.isGrace) return { kind: 'same' };
  return isEarlier ? { kind: 'earlier', clock: again } : { kind: 'later', clock: { ...again, isGrace: false } };
}

/**
 * A supervisor takes the earlier time. Where that is over already, half an open hour is left from now on, but never more
 * than there was. Null: there is none that is earlier, or not any more.
 */
export function takeEarlierTime(parts: ClockParts, clock: CaseClock, nowMs: number): CaseClock | null {
  const recount = recountClock(parts, clock, nowMs);
  const counting = countingOf(parts, clock);
  if (recount.kind !== 'earlier' || counting === null) return null;
  const { isGrace, ...due } = retarget(counting, nowMs);
  if (!isGrace) return recount.clock;
  const taken = withNextAct(parts, { ...clock, isGrace, ...dueFields(due, clock) }, due, nowMs);
  return taken.dueAtMs !== null && clock.dueAtMs !== null && taken.dueAtMs < clock.dueAtMs ? taken : null;
}

/**
 * What has come to pass by now, in order of time, and the clock after it. Asking again at the same time gives nothing:
 * whoever died between asking and writing asks again.
 */
export function actOnClock(
  parts: ClockParts,
  clock: CaseClock,
  nowMs: number,
): { clock: CaseClock; happenings: ClockHappening[] } {
  if (clock.nextActAtMs === null || clock.nextActAtMs > nowMs) return { clock, happenings: [] };
  const happenings: ClockHappening[] = [];
  let after = clock;
  if (after.state === 'paused') {
    const pause = after.pauses.at(-1);
    if (pause === undefined || (pause.toMs !== null && pause.toMs <= nowMs)) {
      after = { ...after, state: 'running' };
      happenings.push({ kind: 'resumed' });
    } else if (!isDone(after, 'pausedTooLong', pause.fromMs)) {
      after = { ...after, levelsDone: [...after.levelsDone, mark('pausedTooLong', pause.fromMs)] };
      happenings.push({ kind: 'pausedTooLong', sinceMs: pause.fromMs });
      return { clock: withNextAct(parts, after, null, nowMs), happenings };
    }
  }
  for (const { level, atMs } of levelsOf(parts, after)) {
    const { dueAtMs } = after;
    if (dueAtMs === null || atMs > nowMs || isDone(after, level.key, dueAtMs)) continue;
    after = { ...after, levelsDone: [...after.levelsDone, mark(level.key, dueAtMs)] };
    happenings.push({ kind: 'level', level: level.key, tell: level.tell, isGrave: level.isGrave, dueAtMs });
  }
  if (after.state === 'running' && after.dueAtMs !== null && after.dueAtMs < nowMs) {
    happenings.unshift({ kind: 'missed', dueAtMs: after.dueAtMs });
    after = { ...after, state: 'missed' };
  }
  return { clock: withNextAct(parts, after, null, nowMs), happenings };
}

/** The due time with the spans that were counted, for "why this time"; null while nobody has promised one. */
export function whyOf(parts: ClockParts, clock: CaseClock): DueTime | null {
  const counting = countingOf(parts, clock);
  return counting === null ? null : dueTimeOf(counting);
}

function countingOf({ calendar, facts }: ClockParts, { measure, startedAtMs, pauses }: CaseClock): Counting | null {
  if (measure.kind !== 'promise') return { measure, startedAtMs, pauses, calendar };
  const atMs = facts.fields[measure.field];
  return typeof atMs === 'number' ? { measure: { kind: 'at', atMs }, startedAtMs, pauses: [], calendar } : null;
}

function reckoned(parts: ClockParts, clock: CaseClock, nowMs: number): CaseClock {
  const due = whyOf(parts, clock);
  if (due === null) return { ...clock, dueAtMs: null, nextActAtMs: null };
  return withNextAct(parts, { ...clock, ...dueFields(due, clock) }, due, nowMs);
}

function dueFields(due: DueTime, { state }: CaseClock): Pick<CaseClock, 'dueAtMs' | 'isProvisional' | 'state'> {
  if (due.kind === 'noCalendar') return { dueAtMs: null, isProvisional: false, state: 'noCalendar' };
  if (due.kind === 'paused') return { dueAtMs: null, isProvisional: false, state };
  return { dueAtMs: due.dueAtMs, isProvisional: due.isProvisional, state };
}

/** Levels with the instant at which each is told, the earliest first. Ordinary ones wait for the office to open. */
function levelsOf(parts: ClockParts, clock: CaseClock, known: DueTime | null = null) {
  const { dueAtMs } = clock;
  if (dueAtMs === null || clock.stoppedAtMs !== null) return [];
  const due = known ?? whyOf(parts, clock);
  const counted = due?.kind === 'due' && due.dueAtMs === dueAtMs ? due.counted : [];
  return parts.rule.levels
    .map((level) => {
      const atMs = instantOf(level, parts, clock.startedAtMs, dueAtMs, counted);
      const told = level.isGrave ? atMs : (nextOpenAt(parts.calendar, atMs) ?? atMs);
      return { level, atMs: told };
    })
    .toSorted((one, other) => one.atMs - other.atMs);
}

function instantOf(
  { at }: CaseLevel,
  { calendar }: ClockParts,
  startedAtMs: number,
  dueAtMs: number,
  counted: Extract<DueTime, { kind: 'due' }>['counted'],
): number {
  switch (at.kind) {
    case 'share':
      return instantAtShare(counted, at.share) ?? startedAtMs + (dueAtMs - startedAtMs) * at.share;
    case 'openBefore': {
      const wholeMs = counted.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
      const share = wholeMs === 0 ? 0 : Math.max(0, 1 - (at.minutes * 60_000) / wholeMs);
      return instantAtShare(counted, share) ?? Math.max(startedAtMs, dueAtMs - at.minutes * 60_000);
    }
    case 'due':
      return dueAtMs;
    case 'openAfter': {
      const after = dueTimeOf({
        measure: { kind: 'openTime', minutes: at.minutes },
        startedAtMs: dueAtMs,
        pauses: [],
        calendar,
      });
      return after.kind === 'due' ? after.dueAtMs : dueAtMs + at.minutes * 60_000;
    }
    case 'sinceStart':
      return startedAtMs + at.minutes * 60_000;
  }
}

function withNextAct(parts: ClockParts, clock: CaseClock, due: DueTime | null, nowMs: number): CaseClock {
  return { ...clock, nextActAtMs: nextActOf(parts, clock, due, nowMs) };
}

function nextActOf(parts: ClockParts, clock: CaseClock, due: DueTime | null, nowMs: number): number | null {
  if (clock.stoppedAtMs !== null || clock.state === 'cancelled' || clock.state === 'noCalendar') return null;
  if (clock.state === 'paused') {
    const pause = clock.pauses.at(-1);
    if (pause === undefined) return null;
    if (pause.toMs !== null) return pause.toMs;
    if (isDone(clock, 'pausedTooLong', pause.fromMs)) return null;
    const cap = dueTimeOf({ measure: PAUSE_CAP, startedAtMs: pause.fromMs, pauses: [], calendar: parts.calendar });
    return cap.kind === 'due' ? cap.dueAtMs : null;
  }
  const { dueAtMs } = clock;
  if (dueAtMs === null) return null;
  const left = levelsOf(parts, clock, due)
    .filter(({ level }) => !isDone(clock, level.key, dueAtMs))
    .map(({ atMs }) => atMs);
  // One millisecond later it is over.
  if (clock.state === 'running') left.push(dueAtMs + 1);
  return left.length === 0 ? null : Math.max(nowMs, Math.min(...left));
}

const mark = (level: string, dueAtMs: number) => `${level}@${dueAtMs}`;
const isDone = ({ levelsDone }: CaseClock, level: string, dueAtMs: number): boolean =>
  levelsDone.includes(mark(level, dueAtMs));
const isSame = (one: ClockMeasure, other: ClockMeasure): boolean => JSON.stringify(one) === JSON.stringify(other);
