/** Dispatch: rules that say to whom a case goes, the dispatcher's board, what is stuck, and the page of a department. */
import { z } from 'zod';
import type { Role } from '../../domain/roles.ts';
import { InstantMs } from '../instant.ts';
import { newId, ownId, plainName } from '../plain-text.ts';
import { EmployeeNo } from '../people/sign-in.ts';
import { settingDeeds } from '../settings/audit.ts';
import { areaKinds } from './case-types.ts';
import { CaseOnDesk, CaseRowView } from './cases.ts';

export const dispatchAccess = {
  dispatchBoard: ['dispatcher', 'supervisor', 'lead'],
  dispatchRules: ['dispatcher', 'supervisor', 'admin'],
  stuckCases: ['dispatcher', 'supervisor', 'lead', 'complaint_handler'],
  departmentDesk: ['department'],
  supervisedCases: ['supervisor'],
  /** Overrules a department, or a full desk, more than once in a case. */
  overrulingAgain: ['supervisor'],
} as const satisfies Record<string, readonly Role[]>;

export const dispatchAudit = {
  dispatchRule: settingDeeds,
  dispatchPerson: settingDeeds,
  supervision: ['ended'],
} as const;

export const dispatchErrors = {
  /** They have as many as they may have. */
  capReached: 409,
  /** No rule says where it goes: the dispatcher chooses. */
  noDispatchRule: 409,
  /** This department has returned it: the dispatcher overrules that once, with words, after that the supervisor. */
  returnedByDepartment: 409,
  overruledAlready: 409,
} as const;

export const MOST_RULES = 200;
/** Returned, or worked on again, this often: the supervisor watches it. */
export const SUPERVISED_FROM = 3;

/** 普通, 骨干, 主任: what amounts somebody handles. */
export const dispatchRanks = ['ordinary', 'senior', 'chief'] as const;
export type DispatchRank = (typeof dispatchRanks)[number];
export const dispatchMethods = ['leastOpen', 'byTurn', 'pool', 'byHand'] as const;
export type DispatchMethod = (typeof dispatchMethods)[number];
export const dispatchSeasons = ['byDates', 'quiet', 'busy'] as const;

const Amount = z.number().int().min(0).max(1_000_000_000_000).nullable().default(null);
const Cap = (usual: number | null) => z.number().int().min(1).max(1000).nullable().default(usual);
const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .nullable()
  .default(null);

/** Empty lists and null hold for every case. The first rule that holds, by order, is the one. */
export const DispatchRuleEdit = z.object({
  ruleId: newId,
  name: plainName(),
  order: z.number().int().min(1).max(10_000).default(100),
  typeKeys: z.array(ownId(40).min(1)).max(40).default([]),
  /** With all that hangs below it. */
  categoryId: ownId(40).min(1).nullable().default(null),
  areaKinds: z.array(z.enum(areaKinds)).max(3).default([]),
  /** With all that lies in it. */
  areaId: ownId(40).min(1).nullable().default(null),
  /** In fen, from and up to but without; a case without an amount counts as 0. */
  amountFromFen: Amount,
  amountToFen: Amount,
  departmentId: ownId(40).min(1),
  method: z.enum(dispatchMethods).default('leastOpen'),
  ranks: z.array(z.enum(dispatchRanks)).max(3).default([]),
  /** For each person; null: none. */
  openQuiet: Cap(2),
  openBusy: Cap(4),
  perDay: Cap(2),
  perWeek: Cap(6),
  season: z.enum(dispatchSeasons).default('byDates'),
  /** First and last day of the busy season. */
  busyFrom: Day,
  busyTo: Day,
  isActive: z.boolean().default(true),
});
export type DispatchRuleEdit = z.output<typeof DispatchRuleEdit>;

/** Who is not here counts as ordinary and present. */
export const DispatchPersonEdit = z.object({
  employeeNo: EmployeeNo,
  rank: z.enum(dispatchRanks).default('ordinary'),
  awayFromMs: InstantMs.nullable().default(null),
  awayToMs: InstantMs.nullable().default(null),
});
export type DispatchPersonEdit = z.output<typeof DispatchPersonEdit>;

export const passedOverFor = ['rank', 'away', 'openCap', 'dayCap', 'weekCap', 'subject', 'hasMore'] as const;
export type PassedOverFor = (typeof passedOverFor)[number];
/** Why it went, or would go, to this one and not to the others; kept in the case's entry. */
export const DispatchReason = z.object({
  /** `nobody`: none of the department can take it, so it lies in its pool. */
  kind: z.enum(['person', 'pool', 'byHand', 'nobody']),
  ruleId: z.string().nullable(),
  ruleName: z.string(),
  method: z.enum(dispatchMethods),
  departmentId: z.string(),
  employeeNo: z.string().nullable(),
  name: z.string(),
  /** Open cases of who has it. */
  open: z.number().int().nullable(),
  /** The head for whom a deputy stands in. */
  standsInFor: z.string().nullable(),
  isBusySeason: z.boolean(),
  passedOver: z.array(
    z.object({
      employeeNo: z.string(),
      name: z.string(),
      why: z.enum(passedOverFor),
      /** How many they have, and may have. */
      has: z.number().int().nullable(),
      cap: z.number().int().nullable(),
    }),
  ),
});
export type DispatchReason = z.infer<typeof DispatchReason>;

/** Nothing given: as the rules say. */
export const DispatchBody = z
  .object({
    version: z.number().int().positive(),
    departmentId: ownId(40).min(1).optional(),
    employeeNo: EmployeeNo.optional(),
    /** Back to a department that has returned it; needs words. */
    isOverruling: z.boolean().default(false),
    text: z.string().trim().max(4000).default(''),
  })
  .strict();
export type DispatchBody = z.output<typeof DispatchBody>;

export const DispatchResult = z.object({ caseNo: z.string(), reason: DispatchReason });

const BoardCase = CaseRowView.extend({
  /** What the last department that returned it said. */
  returned: z.object({ departmentId: z.string(), reason: z.string(), text: z.string(), atMs: z.number() }).nullable(),
  /** Null: no rule holds, or it has been dispatched. */
  proposal: DispatchReason.nullable(),
});
export const PersonLoad = z.object({
  departmentId: z.string(),
  employeeNo: z.string(),
  name: z.string(),
  rank: z.enum(dispatchRanks),
  isAway: z.boolean(),
  open: z.number().int(),
  today: z.number().int(),
  thisWeek: z.number().int(),
});
export type PersonLoad = z.infer<typeof PersonLoad>;
/** What is due first, on top; as many as a dispatcher can look through. */
export const DispatchBoard = z.object({
  toDispatch: z.array(BoardCase),
  notAccepted: z.array(BoardCase),
  loads: z.array(PersonLoad),
});
export type DispatchBoard = z.infer<typeof DispatchBoard>;
export type BoardCase = DispatchBoard['toDispatch'][number];

export const stuckKinds = ['step', 'pause', 'accept'] as const;
export const StuckQuery = z.object({ department: ownId(40).optional() });
export const StuckCases = z.object({
  cases: z.array(
    CaseRowView.extend({
      /** Longer at its step than the step allows, past the end of its pause, or not accepted in time. */
      why: z.enum(stuckKinds),
      /** Open time that it has stood at its step. */
      openMs: z.number(),
      lastChasedAtMs: z.number().nullable(),
      mayChase: z.boolean(),
    }),
  ),
  /** All of them are there. */
  nextCursor: z.null(),
});
export type StuckCase = z.infer<typeof StuckCases>['cases'][number];

/** What a department has before it. */
export const DepartmentDesk = z.object({
  toAccept: z.array(CaseOnDesk),
  inWork: z.array(CaseOnDesk),
  answered: z.array(CaseRowView),
});
export type DepartmentDesk = z.infer<typeof DepartmentDesk>;
