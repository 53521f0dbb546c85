/**
 * To whom a case goes: the first rule that holds, who of its department could take it, and why each of the others was
 * passed over. Pure: facts, loads and the time are given.
 */
import type {
  DispatchMethod,
  DispatchPersonEdit,
  DispatchRank,
  DispatchReason,
  DispatchRuleEdit,
  PassedOverFor,
} from '../../contracts/service-desk/dispatch.ts';
import { pathTo, type Tree } from '../tree.ts';

export interface CaseToDispatch {
  typeKey: string;
  categoryId: string | null;
  areaKind: string | null;
  areaId: string | null;
  amountFen: number | null;
  /** Who is complained about. */
  subjectIds: readonly string[];
}

export interface DispatchDepartment {
  departmentId: string;
  isActive: boolean;
  headId: string | null;
  deputyId: string | null;
  deputyFromMs: number | null;
  deputyToMs: number | null;
  memberIds: readonly string[];
}

export interface LoadOfPerson {
  open: number;
  today: number;
  thisWeek: number;
  /** 0: never had one. */
  lastAtMs: number;
}

export interface DispatchFacts {
  rules: readonly DispatchRuleEdit[];
  categories: Tree;
  areas: Tree;
  departments: ReadonlyMap<string, DispatchDepartment>;
  people: ReadonlyMap<string, DispatchPersonEdit>;
  names: ReadonlyMap<string, string>;
  loads: ReadonlyMap<string, LoadOfPerson>;
  nowMs: number;
  /** By the center's clock, e.g. 2026-12-01. */
  today: string;
}

/** A head who is away for less is waited for. */
export const DEPUTY_FROM_MS = 2 * 24 * 3_600_000;

const noLoad: LoadOfPerson = { open: 0, today: 0, thisWeek: 0, lastAtMs: 0 };

export function findRule(of: CaseToDispatch, facts: DispatchFacts) {
  const { rules, departments } = facts;
  return rules
    .toSorted((one, other) => one.order - other.order || (one.ruleId < other.ruleId ? -1 : 1))
    .find((rule) => rule.isActive && departments.get(rule.departmentId)?.isActive === true && holds(rule, of, facts));
}

function holds(rule: DispatchRuleEdit, of: CaseToDispatch, { categories, areas }: DispatchFacts): boolean {
  const { typeKeys, areaKinds, amountFromFen, amountToFen } = rule;
  const amount = of.amountFen ?? 0;
  return (
    (typeKeys.length === 0 || typeKeys.includes(of.typeKey)) &&
    isWithin(categories, of.categoryId, rule.categoryId) &&
    isWithin(areas, of.areaId, rule.areaId) &&
    (areaKinds.length === 0 || areaKinds.some((kind) => kind === of.areaKind)) &&
    (amountFromFen === null || amount >= amountFromFen) &&
    (amountToFen === null || amount < amountToFen)
  );
}

const isWithin = (tree: Tree, id: string | null, asked: string | null): boolean =>
  asked === null || (id !== null && pathTo(tree, id).includes(asked));

export function isBusySeason({ season, busyFrom, busyTo }: DispatchRuleEdit, today: string): boolean {
  if (season !== 'byDates') return season === 'busy';
  return busyFrom !== null && busyTo !== null && busyFrom <= today && today <= busyTo;
}

/** Null: no rule holds. */
export function chooseByRules(of: CaseToDispatch, facts: DispatchFacts): DispatchReason | null {
  const rule = findRule(of, facts);
  if (rule === undefined) return null;
  const department = facts.departments.get(rule.departmentId) as DispatchDepartment;
  const reason = emptyReason(rule, facts);
  if (rule.method === 'pool') return reason;
  const candidates = candidatesOf(department, facts);
  const judged = candidates.map((candidate) => ({ candidate, fault: faultOf(candidate, rule, of, facts) }));
  const away = awayHeadOf(department, facts);
  const passedOver: DispatchReason['passedOver'] = [
    ...(away === null ? [] : [{ ...named(away, facts), why: 'away' as const, has: null, cap: null }]),
    ...judged.flatMap(({ candidate, fault }) =>
      fault === null ? [] : [{ ...named(candidate.employeeNo, facts), ...fault }],
    ),
  ];
  const able = judged.filter(({ fault }) => fault === null).map(({ candidate }) => candidate);
  const inOrder = able.toSorted(orderOf(rule.method, facts));
  const [first] = inOrder;
  if (first === undefined) return { ...reason, kind: 'nobody', passedOver };
  if (rule.method === 'byHand') return { ...reason, kind: 'byHand', passedOver };
  const others = inOrder.slice(1).map(({ employeeNo }) => ({
    ...named(employeeNo, facts),
    why: 'hasMore' as const,
    has: loadOf(employeeNo, facts).open,
    cap: null,
  }));
  return {
    ...reason,
    kind: 'person',
    ...named(first.employeeNo, facts),
    open: loadOf(first.employeeNo, facts).open,
    standsInFor: first.standsInFor,
    passedOver: [...passedOver, ...others],
  };
}

/** What keeps this person from taking it by this rule; null: nothing does. */
export function capFaultOf(
  employeeNo: string,
  rule: DispatchRuleEdit,
  facts: DispatchFacts,
): { why: PassedOverFor; has: number; cap: number } | null {
  const { open, today, thisWeek } = loadOf(employeeNo, facts);
  const caps: [PassedOverFor, number, number | null][] = [
    ['openCap', open, isBusySeason(rule, facts.today) ? rule.openBusy : rule.openQuiet],
    ['dayCap', today, rule.perDay],
    ['weekCap', thisWeek, rule.perWeek],
  ];
  for (const [why, has, cap] of caps) if (cap !== null && has >= cap) return { why, has, cap };
  return null;
}

/** Who of a department a case may go to: its people, and who stands in for the head. */
export const candidateIdsOf = (department: DispatchDepartment, facts: Pick<DispatchFacts, 'nowMs'>): string[] =>
  candidatesOf(department, facts).map(({ employeeNo }) => employeeNo);

interface Candidate {
  employeeNo: string;
  standsInFor: string | null;
}

function candidatesOf(department: DispatchDepartment, facts: Pick<DispatchFacts, 'nowMs'>): Candidate[] {
  const away = awayHeadOf(department, facts);
  const { headId, deputyId, memberIds } = department;
  const ids = [...memberIds, ...(headId === null ? [] : [headId])].filter((id) => id !== away);
  const present = [...new Set(ids)].toSorted().map((employeeNo) => ({
    employeeNo,
    standsInFor: away !== null && employeeNo === deputyId ? away : null,
  }));
  const isThere = present.some(({ employeeNo }) => employeeNo === deputyId);
  if (away === null || deputyId === null || isThere) return present;
  return [...present, { employeeNo: deputyId, standsInFor: away }];
}

/** The head for whom a deputy stands in now; null: the head is there, or will soon be. */
function awayHeadOf(
  { headId, deputyId, deputyFromMs, deputyToMs }: DispatchDepartment,
  { nowMs }: Pick<DispatchFacts, 'nowMs'>,
): string | null {
  if (headId === null || deputyId === null || deputyFromMs === null || deputyToMs === null) return null;
  const isLong = deputyToMs - deputyFromMs >= DEPUTY_FROM_MS;
  return isLong && deputyFromMs <= nowMs && nowMs < deputyToMs ? headId : null;
}

type Fault = Pick<DispatchReason['passedOver'][number], 'why' | 'has' | 'cap'>;

function faultOf(
  { employeeNo, standsInFor }: Candidate,
  rule: DispatchRuleEdit,
  { subjectIds }: CaseToDispatch,
  facts: DispatchFacts,
): Fault | null {
  const none = { has: null, cap: null };
  if (subjectIds.includes(employeeNo)) return { why: 'subject', ...none };
  if (isAway(facts.people.get(employeeNo), facts.nowMs)) return { why: 'away', ...none };
  const ranks = [employeeNo, ...(standsInFor === null ? [] : [standsInFor])].map((one) => rankOf(one, facts));
  if (rule.ranks.length > 0 && !ranks.some((rank) => rule.ranks.includes(rank))) return { why: 'rank', ...none };
  return capFaultOf(employeeNo, rule, facts);
}

export const isAway = (person: DispatchPersonEdit | undefined, nowMs: number): boolean =>
  person !== undefined &&
  person.awayFromMs !== null &&
  person.awayFromMs <= nowMs &&
  nowMs < (person.awayToMs ?? Number.POSITIVE_INFINITY);

export const rankOf = (employeeNo: string, { people }: Pick<DispatchFacts, 'people'>): DispatchRank =>
  people.get(employeeNo)?.rank ?? 'ordinary';

const loadOf = (employeeNo: string, { loads }: DispatchFacts): LoadOfPerson => loads.get(employeeNo) ?? noLoad;

/** Ties go to who has waited longest, then by number. */
function orderOf(method: DispatchMethod, facts: DispatchFacts): (one: Candidate, other: Candidate) => number {
  return (one, other) => {
    const [a, b] = [loadOf(one.employeeNo, facts), loadOf(other.employeeNo, facts)];
    const byOpen = method === 'byTurn' ? 0 : a.open - b.open;
    return byOpen || a.lastAtMs - b.lastAtMs || (one.employeeNo < other.employeeNo ? -1 : 1);
  };
}

const named = (employeeNo: string, { names }: DispatchFacts) => ({ employeeNo, name: names.get(employeeNo) ?? '' });

const emptyReason = (rule: DispatchRuleEdit, { today }: DispatchFacts): DispatchReason => ({
  kind: 'pool',
  ruleId: rule.ruleId,
  ruleName: rule.name,
  method: rule.method,
  departmentId: rule.departmentId,
  employeeNo: null,
  name: '',
  open: null,
  standsInFor: null,
  isBusySeason: isBusySeason(rule, today),
  passedOver: [],
});

/** The dispatcher's own choice, beside what the rules say of the others. */
export function chosenByHand(
  proposal: DispatchReason | null,
  departmentId: string,
  employeeNo: string | null,
  facts: DispatchFacts,
): DispatchReason {
  const isRules = proposal !== null && proposal.departmentId === departmentId;
  return {
    kind: 'byHand',
    ruleId: isRules ? proposal.ruleId : null,
    ruleName: isRules ? proposal.ruleName : '',
    method: 'byHand',
    departmentId,
    employeeNo,
    name: employeeNo === null ? '' : (facts.names.get(employeeNo) ?? ''),
    open: employeeNo === null ? null : loadOf(employeeNo, facts).open,
    standsInFor: null,
    isBusySeason: isRules && proposal.isBusySeason,
    passedOver: isRules ? proposal.passedOver.filter((one) => one.employeeNo !== employeeNo) : [],
  };
}
