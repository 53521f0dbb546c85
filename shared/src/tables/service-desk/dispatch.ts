import type { AreaKind } from '../../contracts/service-desk/case-types.ts';
import type { DispatchMethod, DispatchRank, DispatchRuleEdit } from '../../contracts/service-desk/dispatch.ts';
import { flag, int, intOrNull, json, key, ms, msOrNull, table, text, textOrNull } from '../table.ts';

export interface DispatchRuleRow {
  ruleId: string;
  name: string;
  order: number;
  typeKeys: string[];
  categoryId: string | null;
  areaKinds: AreaKind[];
  areaId: string | null;
  amountFromFen: number | null;
  amountToFen: number | null;
  departmentId: string;
  method: DispatchMethod;
  ranks: DispatchRank[];
  openQuiet: number | null;
  openBusy: number | null;
  perDay: number | null;
  perWeek: number | null;
  season: DispatchRuleEdit['season'];
  busyFrom: string | null;
  busyTo: string | null;
  isActive: boolean;
}
export const DispatchRuleSchema = table<DispatchRuleRow>('dispatch_rules', {
  ruleId: key,
  name: text,
  order: int,
  typeKeys: json,
  categoryId: textOrNull,
  areaKinds: json,
  areaId: textOrNull,
  amountFromFen: msOrNull,
  amountToFen: msOrNull,
  departmentId: text,
  method: text,
  ranks: json,
  openQuiet: intOrNull,
  openBusy: intOrNull,
  perDay: intOrNull,
  perWeek: intOrNull,
  season: text,
  busyFrom: textOrNull,
  busyTo: textOrNull,
  isActive: flag,
});

export interface DispatchPersonRow {
  employeeNo: string;
  rank: DispatchRank;
  awayFromMs: number | null;
  awayToMs: number | null;
}
export const DispatchPersonSchema = table<DispatchPersonRow>('dispatch_people', {
  employeeNo: key,
  rank: text,
  awayFromMs: msOrNull,
  awayToMs: msOrNull,
});

/** Locked by whoever gives a person a case, so that two who do so at once count one after the other. */
export interface PersonLoadRow {
  employeeNo: string;
  /** 0: never. */
  lastAtMs: number;
}
export const PersonLoadSchema = table<PersonLoadRow>('person_load', { employeeNo: key, lastAtMs: ms });

/** Each time that a case was dispatched, and what became of it there. */
export interface DispatchRow {
  caseId: string;
  /** Of the entry. */
  seq: number;
  round: number;
  departmentId: string;
  /** Null: to the department's pool. */
  employeeNo: string | null;
  byId: string;
  atMs: number;
  isOverruling: boolean;
  acceptedAtMs: number | null;
  returnedAtMs: number | null;
  returnReason: string;
  returnText: string;
}
export const DispatchSchema = table<DispatchRow>('dispatches', {
  caseId: key,
  seq: { type: 'int', primary: true },
  round: int,
  departmentId: text,
  employeeNo: textOrNull,
  byId: text,
  atMs: ms,
  isOverruling: flag,
  acceptedAtMs: msOrNull,
  returnedAtMs: msOrNull,
  returnReason: text,
  returnText: text,
});

/** A case that the supervisor watches; only a supervisor lifts it. */
export interface SupervisedCaseRow {
  caseId: string;
  sinceMs: number;
  liftedAtMs: number | null;
  liftedById: string | null;
}
export const SupervisedCaseSchema = table<SupervisedCaseRow>('supervised_cases', {
  caseId: key,
  sinceMs: ms,
  liftedAtMs: msOrNull,
  liftedById: textOrNull,
});
