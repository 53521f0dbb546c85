/** What would leave a case of this type stuck, unmeasured or unasked. Asked before a type is used. Pure. */
import {
  caseFacts,
  type CaseCondition,
  type CaseEffect,
  caseRelations,
  type CaseType,
  type VisitAct,
} from '../../contracts/service-desk/case-types.ts';
import type { Role } from '../roles.ts';

export interface CaseTypeProblem {
  /** Where it is, e.g. `transitions.approve.required`. */
  at: string;
  code:
    | 'double'
    | 'unknownStep'
    | 'unknownField'
    | 'unknownClock'
    | 'unknownAct'
    | 'unknownCalendar'
    | 'unknownType'
    | 'unreachable'
    | 'noWayOut'
    | 'nobodyActs'
    | 'clockNeverStarts'
    | 'clockNeverStops'
    | 'lastBudgetConditional'
    | 'noChoices'
    | 'wholeClockStopsNowhere';
  what: string;
}

export interface CaseTypeFacts {
  calendarIds: ReadonlySet<string>;
  typeKeys: ReadonlySet<string>;
  /** Roles that somebody of the center holds. */
  heldRoles: ReadonlySet<Role>;
}

/** Empty: it may be used. */
export function checkCaseType(type: CaseType, facts: CaseTypeFacts): CaseTypeProblem[] {
  const problems: CaseTypeProblem[] = [];
  const add = (at: string, code: CaseTypeProblem['code'], what = '') => problems.push({ at, code, what });
  const steps = new Set(type.steps.map(({ key }) => key));
  const fields = new Set(type.fields.map(({ key }) => key));
  const clocks = new Set(type.clocks.map(({ key }) => key));
  const known = (at: string, of: 'Step' | 'Field' | 'Clock', keys: readonly string[]) => {
    const among = { Step: steps, Field: fields, Clock: clocks }[of];
    for (const key of keys) if (!among.has(key)) add(at, `unknown${of}`, key);
  };
  const acts = new Set(type.transitions.map(({ key }) => key));
  const knownActs = (at: string, keys: readonly string[]) => {
    for (const key of keys) if (!acts.has(key)) add(at, 'unknownAct', key);
  };
  const checkVisit = (at: string, visit: VisitAct | null) => {
    if (visit === null) return;
    knownActs(at, [visit.act]);
    known(at, 'Field', Object.keys(visit.fields));
  };
  const knownFacts = (at: string, conditions: readonly CaseCondition[]) => {
    const names: readonly string[] = caseFacts;
    known(
      at,
      'Field',
      conditions.map(({ of }) => of).filter((of) => !names.includes(of)),
    );
  };

  for (const [name, list] of Object.entries({
    steps: type.steps,
    fields: type.fields,
    clocks: type.clocks,
    transitions: type.transitions,
  })) {
    for (const key of doublesOf(list.map((one) => one.key))) add(name, 'double', key);
  }
  known('asked', 'Field', type.asked);
  known('startsClocks', 'Clock', type.startsClocks);
  known('wholeClock', 'Clock', [type.wholeClock]);
  knownActs('whenRestored', type.whenRestored === null ? [] : [type.whenRestored]);
  for (const { key, kind, choices, secondIn } of type.fields) {
    if (secondIn !== undefined) known(`fields.${key}`, 'Field', [secondIn]);
    if ((kind === 'choice' || kind === 'many') && choices.every(({ isRetired }) => isRetired))
      add(`fields.${key}`, 'noChoices');
    for (const one of doublesOf(choices.map((choice) => choice.key))) add(`fields.${key}`, 'double', one);
  }
  for (const { key, budgets, calendarId, startsWhen, levels } of type.clocks) {
    const at = `clocks.${key}`;
    if (!facts.calendarIds.has(calendarId)) add(at, 'unknownCalendar', calendarId);
    if ((budgets.at(-1)?.when.length ?? 0) > 0) add(at, 'lastBudgetConditional');
    for (const { when, measure } of budgets) {
      knownFacts(at, when);
      if (measure.kind === 'promise') known(at, 'Field', [measure.field]);
    }
    knownFacts(at, startsWhen ?? []);
    for (const level of doublesOf(levels.map((one) => one.key))) add(at, 'double', level);
  }
  for (const { key, from, to, required, optional, effects } of type.transitions) {
    const at = `transitions.${key}`;
    known(at, 'Step', [...from, ...(to === null ? [] : [to])]);
    known(at, 'Field', [...required, ...optional]);
    for (const effect of effects) {
      known(at, 'Field', fieldsOf(effect));
      known(at, 'Clock', clocksOf(effect));
      if (effect.do === 'makeChild') known(at, 'Field', Object.values(effect.fields));
      if (effect.do === 'makeFollowUp')
        for (const visit of [effect.satisfied, effect.dissatisfied, effect.over]) checkVisit(at, visit);
      if (effect.do === 'makeChild' && !facts.typeKeys.has(effect.type)) add(at, 'unknownType', effect.type);
    }
  }
  // The walks below would only say the same again of what is not there.
  if (problems.length > 0) return problems;
  checkWays(type, facts, add);
  checkClocks(type, add);
  return problems;
}

type Add = (at: string, code: CaseTypeProblem['code'], what?: string) => void;

function checkWays(type: CaseType, { heldRoles }: CaseTypeFacts, add: Add): void {
  const ways = type.transitions.flatMap(({ from, to }) => from.map((step) => ({ from: step, to: to ?? step })));
  const [first] = type.steps as [CaseType['steps'][number]];
  const reached = closure([first.key], ways, 'from', 'to');
  const ends = type.steps.filter(({ state }) => state === 'closed' || state === 'cancelled').map(({ key }) => key);
  const leadsOut = closure(ends, ways, 'to', 'from');
  for (const { key, state } of type.steps) {
    const at = `steps.${key}`;
    if (!reached.has(key)) add(at, 'unreachable');
    if (!leadsOut.has(key)) add(at, 'noWayOut');
    if (state === 'closed' || state === 'cancelled') continue;
    const who = type.transitions
      .filter(({ from, to }) => from.includes(key) && to !== null && to !== key)
      .flatMap((one) => one.who);
    const isHeld = who.some(
      (actor) => (caseRelations as readonly string[]).includes(actor) || heldRoles.has(actor as Role),
    );
    if (!isHeld) add(at, 'nobodyActs');
  }
}

function checkClocks(type: CaseType, add: Add): void {
  const effects = type.transitions.flatMap((transition) => transition.effects);
  const started = new Set([
    ...type.startsClocks,
    ...type.clocks.filter(({ startsWhen }) => startsWhen !== null).map(({ key }) => key),
    ...effects.flatMap((effect) => (effect.do === 'startClock' ? [effect.clock] : [])),
  ]);
  const stopped = new Set(effects.flatMap((effect) => (effect.do === 'stopClock' ? [effect.clock] : [])));
  for (const { key } of type.clocks) {
    if (!started.has(key)) add(`clocks.${key}`, 'clockNeverStarts');
    if (!stopped.has(key)) add(`clocks.${key}`, key === type.wholeClock ? 'wholeClockStopsNowhere' : 'clockNeverStops');
  }
}

/** Everything that can be come to from these, by ways read from one end to the other. */
function closure(
  begin: readonly string[],
  ways: readonly { from: string; to: string }[],
  tail: 'from' | 'to',
  head: 'from' | 'to',
): Set<string> {
  const reached = new Set(begin);
  for (let size = -1; size !== reached.size; ) {
    size = reached.size;
    for (const way of ways) if (reached.has(way[tail])) reached.add(way[head]);
  }
  return reached;
}

function fieldsOf(effect: CaseEffect): string[] {
  switch (effect.do) {
    case 'setDepartment':
    case 'setField':
      return [effect.field];
    case 'setAssignee':
      return effect.field === null ? [] : [effect.field];
    case 'makeFollowUp':
      return effect.rating === null ? [] : [effect.rating];
    default:
      return [];
  }
}

const clocksOf = (effect: CaseEffect): string[] =>
  effect.do === 'startClock' || effect.do === 'stopClock' || effect.do === 'makeFollowUp' ? [effect.clock] : [];

const doublesOf = (keys: readonly string[]): string[] => keys.filter((key, at) => keys.indexOf(key) !== at);
