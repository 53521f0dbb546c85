/**
 * What one act does to a case: who may, what must be filled in, where it stands afterwards, which clocks start and stop.
 * Pure: what it returns is written in one transaction, or nothing is.
 */
import type {
  CaseActor,
  CaseChannel,
  CaseEffect,
  CaseGrade,
  CaseState,
  CaseTransition,
  CaseType,
  PauseReason,
  Visibility,
} from '../../contracts/service-desk/case-types.ts';
import { caseAccess } from '../../contracts/service-desk/cases.ts';
import type { Role } from '../roles.ts';
import type { DeadlineCalendar } from '../open-time.ts';
import {
  cancelClock,
  type CaseClock,
  type ClockParts,
  pauseClock,
  resumeClock,
  retargetClock,
  startClock,
  stopClock,
} from './case-clock.ts';
import { type FactsOfCase, holdAll } from './case-condition.ts';
import { checkFields, type FieldFault, findMissing } from './case-fields.ts';

const mayForce: readonly Role[] = caseAccess.caseForcing;

/** Of a case, what its rules ask for. */
export interface CaseNow {
  stepKey: string;
  state: CaseState;
  round: number;
  grade: CaseGrade;
  channel: CaseChannel;
  categoryId: string | null;
  areaKind: string | null;
  amountFen: number | null;
  isDifficult: boolean;
  /** Of the customer. */
  tier: string | null;
  fields: Readonly<Record<string, unknown>>;
  departmentId: string | null;
  assigneeId: string | null;
  firstOwnerId: string;
  returns: number;
  reworks: number;
  reopenings: number;
  openedAtMs: number;
  stepSinceMs: number;
  settledAtMs: number | null;
  closedAtMs: number | null;
}

/** Who acts. */
export interface CasePerson {
  employeeNo: string;
  roles: readonly Role[];
  /** Departments they work in, and those that they head or stand in for the head of. */
  departmentIds: readonly string[];
  headOf: readonly string[];
}

export interface CaseAct {
  transition: string;
  text: string;
  fields: Readonly<Record<string, unknown>>;
  /** Where the act pauses. */
  pause?: { reason: PauseReason; untilMs: number | null };
  /** By a supervisor, with a reason: whoever else it is due to, whatever is not filled in. */
  isForced: boolean;
}

/** What is to be done outside the case, in the same transaction. */
export type CaseOutcome = Extract<CaseEffect, { do: 'makeChild' | 'makeFollowUp' | 'notify' }>;

export type CaseMove =
  | {
      kind: 'moved';
      now: CaseNow;
      clocks: CaseClock[];
      outcomes: CaseOutcome[];
      entry: {
        kind: 'moved' | 'forced';
        transition: string;
        fromStep: string;
        toStep: string;
        text: string;
        visibility: Visibility;
        /** Fields that changed, with what they were. */
        changed: Record<string, { before: unknown; after: unknown }>;
      };
    }
  | { kind: 'unknownAct' }
  /** It leads from other steps than this. */
  | { kind: 'notHere'; stepKey: string }
  | { kind: 'notAllowed'; who: readonly CaseActor[] }
  | { kind: 'textMissing' }
  | { kind: 'fieldMissing'; field: string }
  | { kind: 'badField'; fault: FieldFault }
  | { kind: 'pauseMissing' }
  | { kind: 'childrenOpen' };

export interface CaseParts {
  type: CaseType;
  /** By their id; a type whose calendar is not there was refused at the start. */
  calendars: ReadonlyMap<string, DeadlineCalendar>;
}

export const factsOf = ({
  grade,
  channel,
  categoryId,
  areaKind,
  amountFen,
  tier,
  isDifficult,
  fields,
}: CaseNow): FactsOfCase => ({
  grade,
  channel,
  categoryId,
  areaKind,
  amountFen,
  tier,
  isDifficult,
  fields,
});

/** The case as it is opened, with the clocks that run from then on. */
export function openCase(
  parts: CaseParts,
  given: Pick<
    CaseNow,
    'grade' | 'channel' | 'categoryId' | 'areaKind' | 'amountFen' | 'isDifficult' | 'tier' | 'fields'
  >,
  firstOwnerId: string,
  nowMs: number,
):
  | { kind: 'opened'; now: CaseNow; clocks: CaseClock[] }
  | { kind: 'fieldMissing'; field: string }
  | { kind: 'badField'; fault: FieldFault } {
  const { type } = parts;
  const fault = checkFields(type.fields, given.fields, {});
  if (fault !== null) return { kind: 'badField', fault };
  const [first] = type.steps as [CaseType['steps'][number]];
  const now: CaseNow = {
    ...given,
    stepKey: first.key,
    state: first.state,
    round: 1,
    departmentId: null,
    assigneeId: null,
    firstOwnerId,
    returns: 0,
    reworks: 0,
    reopenings: 0,
    openedAtMs: nowMs,
    stepSinceMs: nowMs,
    settledAtMs: null,
    closedAtMs: null,
  };
  const started = type.startsClocks.map((key) => startClock(clockParts(parts, now, key), 1, nowMs));
  return { kind: 'opened', now, clocks: startByThemselves(parts, now, started, nowMs) };
}

/** Whom an act is due to: by role, or by what they are to this case. */
export function mayAct(
  who: readonly CaseActor[],
  { departmentId, assigneeId, firstOwnerId }: Pick<CaseNow, 'departmentId' | 'assigneeId' | 'firstOwnerId'>,
  person: CasePerson,
): boolean {
  return who.some((actor) => {
    switch (actor) {
      case 'assignee':
        return assigneeId === person.employeeNo;
      case 'firstOwner':
        return firstOwnerId === person.employeeNo;
      case 'departmentMember':
        return departmentId !== null && person.departmentIds.includes(departmentId);
      case 'departmentHead':
        return departmentId !== null && person.headOf.includes(departmentId);
      default:
        // A user of a department acts for that department alone, whatever a type says.
        return actor !== 'department' && person.roles.includes(actor);
    }
  });
}

/** Acts that lead on from here for this person, for the buttons of the page. */
export function actsFor({ type }: Pick<CaseParts, 'type'>, now: CaseNow, person: CasePerson): CaseTransition[] {
  return type.transitions.filter(({ from, who }) => from.includes(now.stepKey) && mayAct(who, now, person));
}

/** Whether nothing would come of an act: it stops clocks and does no more, and none of them runs. */
export function isIdle(
  { to, required, optional, effects }: CaseTransition,
  clocks: readonly Pick<CaseClock, 'clockKey' | 'stoppedAtMs'>[],
): boolean {
  const stopped = effects.flatMap((effect) => (effect.do === 'stopClock' ? [effect.clock] : []));
  if (to !== null || required.length + optional.length > 0) return false;
  if (effects.length === 0 || stopped.length < effects.length) return false;
  return !clocks.some(({ clockKey, stoppedAtMs }) => stoppedAtMs === null && stopped.includes(clockKey));
}

export function moveCase(
  parts: CaseParts,
  { now, clocks, hasOpenChildren }: { now: CaseNow; clocks: readonly CaseClock[]; hasOpenChildren: boolean },
  act: CaseAct,
  person: CasePerson,
  nowMs: number,
): CaseMove {
  const { type } = parts;
  const transition = type.transitions.find(({ key }) => key === act.transition);
  if (transition === undefined) return { kind: 'unknownAct' };
  const isForced = act.isForced && person.roles.some((role) => mayForce.includes(role));
  const refusal = refusalOf(type, transition, now, act, person, isForced);
  if (refusal !== null) return refusal;
  const fields = { ...now.fields, ...act.fields };
  const step = type.steps.find(({ key }) => key === (transition.to ?? now.stepKey)) as CaseType['steps'][number];
  const settles = (step.state === 'settled' || step.state === 'closed') && now.state !== 'settled';
  if (settles && hasOpenChildren && !type.settlesBeforeChildren && !isForced) return { kind: 'childrenOpen' };

  const moved = applyEffects(parts, transition.effects, { ...now, fields }, clocks, { act, person, nowMs });
  const after = arriveAt(step, moved.now, now, nowMs);
  return {
    kind: 'moved',
    now: after,
    clocks: settleClocks(parts, now, after, moved.clocks, nowMs),
    outcomes: moved.outcomes,
    entry: {
      kind: isForced ? 'forced' : 'moved',
      transition: transition.key,
      fromStep: now.stepKey,
      toStep: after.stepKey,
      text: act.text,
      visibility: transition.visibility,
      changed: changedFields(now.fields, after.fields),
    },
  };
}

function refusalOf(
  type: CaseType,
  transition: CaseTransition,
  now: CaseNow,
  { text, fields, pause }: CaseAct,
  person: CasePerson,
  isForced: boolean,
): CaseMove | null {
  if (!isForced && !mayAct(transition.who, now, person)) return { kind: 'notAllowed', who: transition.who };
  if (!transition.from.includes(now.stepKey)) return { kind: 'notHere', stepKey: now.stepKey };
  if ((isForced || transition.text === 'required') && text.trim() === '') return { kind: 'textMissing' };
  const offered = [...transition.required, ...transition.optional];
  const foreign = Object.keys(fields).find((key) => !offered.includes(key));
  if (foreign !== undefined) return { kind: 'badField', fault: { field: foreign, code: 'unknown' } };
  const fault = checkFields(type.fields, fields, now.fields);
  if (fault !== null) return { kind: 'badField', fault };
  const missing = findMissing(transition.required, { ...now.fields, ...fields });
  if (missing !== null && !isForced) return { kind: 'fieldMissing', field: missing };
  const isPause = transition.effects.some((effect) => effect.do === 'pause');
  return isPause && pause === undefined ? { kind: 'pauseMissing' } : null;
}

interface Moving {
  now: CaseNow;
  clocks: CaseClock[];
  outcomes: CaseOutcome[];
}

function applyEffects(
  parts: CaseParts,
  effects: readonly CaseEffect[],
  now: CaseNow,
  clocks: readonly CaseClock[],
  by: { act: CaseAct; person: CasePerson; nowMs: number },
): Moving {
  let moving: Moving = { now, clocks: [...clocks], outcomes: [] };
  for (const effect of effects) moving = applyEffect(parts, effect, moving, by);
  return moving;
}

function applyEffect(
  parts: CaseParts,
  effect: CaseEffect,
  moving: Moving,
  { act, person, nowMs }: { act: CaseAct; person: CasePerson; nowMs: number },
): Moving {
  const { now, clocks, outcomes } = moving;
  const becomes = (change: Partial<CaseNow>): Moving => ({ ...moving, now: { ...now, ...change } });
  const eachOfRound = (change: (clock: CaseClock) => CaseClock): Moving => ({
    ...moving,
    clocks: clocks.map((clock) => (clock.round === now.round ? change(clock) : clock)),
  });
  switch (effect.do) {
    case 'setDepartment':
      return becomes({ departmentId: textOf(now.fields[effect.field]), assigneeId: null });
    case 'clearDepartment':
      return becomes({ departmentId: null, assigneeId: null });
    case 'setAssignee':
      return becomes({ assigneeId: effect.field === null ? person.employeeNo : textOf(now.fields[effect.field]) });
    case 'clearAssignee':
      return becomes({ assigneeId: null });
    case 'startClock': {
      const isThere = clocks.some(
        ({ clockKey, round, stoppedAtMs }) => clockKey === effect.clock && round === now.round && stoppedAtMs === null,
      );
      if (isThere) return moving;
      return { ...moving, clocks: [...clocks, startClock(clockParts(parts, now, effect.clock), now.round, nowMs)] };
    }
    case 'stopClock':
      return eachOfRound((clock) => (clock.clockKey === effect.clock ? stopClock(clock, nowMs) : clock));
    case 'pause': {
      const pause = act.pause ?? { reason: 'customer', untilMs: null };
      return eachOfRound((clock) => pauseClock(clockParts(parts, now, clock.clockKey), clock, pause, nowMs));
    }
    case 'resume':
      return eachOfRound((clock) => resumeClock(clockParts(parts, now, clock.clockKey), clock, nowMs));
    case 'nextRound': {
      const round = now.round + 1;
      const ended = clocks.map((clock) => (clock.round === now.round ? stopClock(clock, nowMs) : clock));
      const next = { ...now, round, settledAtMs: null, closedAtMs: null };
      const begun = parts.type.startsClocks.includes(parts.type.wholeClock)
        ? [startClock(clockParts(parts, next, parts.type.wholeClock), round, nowMs)]
        : [];
      return { ...moving, now: next, clocks: [...ended, ...begun] };
    }
    case 'countReturn':
      return becomes({ returns: now.returns + 1 });
    case 'countRework':
      return becomes({ reworks: now.reworks + 1 });
    case 'countReopening':
      return becomes({ reopenings: now.reopenings + 1 });
    case 'setField':
      return becomes({ fields: { ...now.fields, [effect.field]: effect.value } });
    case 'makeChild':
    case 'makeFollowUp':
    case 'notify':
      return { ...moving, outcomes: [...outcomes, effect] };
  }
}

function arriveAt(step: CaseType['steps'][number], now: CaseNow, before: CaseNow, nowMs: number): CaseNow {
  const isSettled = step.state === 'settled' || step.state === 'closed';
  return {
    ...now,
    stepKey: step.key,
    state: step.state,
    stepSinceMs: step.key === before.stepKey ? before.stepSinceMs : nowMs,
    settledAtMs: isSettled ? (now.settledAtMs ?? nowMs) : null,
    closedAtMs: step.state === 'closed' || step.state === 'cancelled' ? (now.closedAtMs ?? nowMs) : null,
  };
}

/** Clocks after the case arrived where it is: those of a closed case stop, budgets follow the facts. */
function settleClocks(
  parts: CaseParts,
  before: CaseNow,
  now: CaseNow,
  clocks: readonly CaseClock[],
  nowMs: number,
): CaseClock[] {
  if (now.state === 'cancelled') return clocks.map((clock) => cancelClock(clock, nowMs));
  if (now.state === 'closed') return clocks.map((clock) => stopClock(clock, nowMs));
  const retargeted =
    JSON.stringify(factsOf(before)) === JSON.stringify(factsOf(now))
      ? [...clocks]
      : clocks.map((clock) => retargetClock(clockParts(parts, now, clock.clockKey), clock, nowMs));
  return startByThemselves(parts, now, retargeted, nowMs);
}

/** Facts and fields that are edited without a step: budgets follow, and clocks that wait for a fact start. */
export function refitClocks(
  parts: CaseParts,
  before: CaseNow,
  now: CaseNow,
  clocks: readonly CaseClock[],
  nowMs: number,
): CaseClock[] {
  return now.state === 'open' || now.state === 'waiting' || now.state === 'settled'
    ? settleClocks(parts, before, now, clocks, nowMs)
    : [...clocks];
}

function startByThemselves(parts: CaseParts, now: CaseNow, clocks: readonly CaseClock[], nowMs: number): CaseClock[] {
  const facts = factsOf(now);
  const begun = parts.type.clocks.filter(
    ({ key, startsWhen }) =>
      startsWhen !== null &&
      holdAll(startsWhen, facts) &&
      !clocks.some(({ clockKey, round }) => clockKey === key && round === now.round),
  );
  return [...clocks, ...begun.map(({ key }) => startClock(clockParts(parts, now, key), now.round, nowMs))];
}

/** Throws RangeError for a clock that the type does not have: it was checked before the type was used. */
export function clockParts({ type, calendars }: CaseParts, now: CaseNow, clockKey: string): ClockParts {
  const rule = type.clocks.find(({ key }) => key === clockKey);
  const calendar = rule && calendars.get(rule.calendarId);
  if (rule === undefined || calendar === undefined) throw new RangeError(`${type.key} has no clock ${clockKey}`);
  return { rule, calendar, facts: factsOf(now) };
}

function changedFields(before: CaseNow['fields'], after: CaseNow['fields']) {
  const keys = Object.keys({ ...before, ...after });
  return Object.fromEntries(
    keys
      .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
      .map((key) => [key, { before: before[key] ?? null, after: after[key] ?? null }]),
  );
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
