/** Reports of the service desk: rates of a period, by department, by category, and the cases behind every number. */
import { z } from 'zod';
import { deskCounts, deskRateNames } from '../../domain/desk-reports/desk-rates.ts';
import type { Role } from '../../domain/roles.ts';
import { Instant } from '../instant.ts';
import { ownId } from '../plain-text.ts';
import { caseGrades, caseStates } from './case-types.ts';
import { ClockExcuse } from './clock-excuses.ts';
import { followUpStates } from './follow-ups.ts';

export const deskReportAccess = {
  deskReports: ['supervisor', 'complaint_handler'],
} as const satisfies Record<string, readonly Role[]>;

export const deskReportAudit = {
  deskReports: ['exported'],
} as const;

export const MOST_REPORT_DAYS = 400;

const Names = z.object({ zh: z.string(), en: z.string() });

/** By the day that it is due, or by the day that it was settled. */
export const countedBy = ['due', 'settled'] as const;
export type CountedBy = (typeof countedBy)[number];
/** For the category: of cases that have none. */
export const NO_CATEGORY = '-';

export const DeskReportQuery = z.object({
  from: Instant,
  to: Instant,
  by: z.enum(countedBy).default('due'),
  type: ownId(40).optional(),
  /** Also what is stuck now, which takes longer than all the rest where there are very many open cases. */
  stuck: z.stringbool().default(false),
});

const Counts = z.object(
  Object.fromEntries(deskCounts.map((name) => [name, z.number().int()])) as Record<
    (typeof deskCounts)[number],
    z.ZodNumber
  >,
);
const Rate = z.object({
  name: z.enum(deskRateNames),
  /** Null: there was nothing to judge. */
  rate: z.number().nullable(),
  /** Without what was excused, or wrong numbers; null: there is no such rate. */
  second: z.number().nullable(),
  isOnTarget: z.boolean().nullable(),
});
const Median = z.object({ median: z.number().nullable(), p90: z.number().nullable() });
export const DeskReport = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  by: z.enum(countedBy),
  type: z.string().nullable(),
  timeZone: z.string(),
  madeAtMs: z.number(),
  /** `stuck`: null where it was not asked for. */
  counts: Counts.extend({ stuck: z.number().int().nullable() }),
  rates: z.array(Rate),
  /** Of the cases that were open in the period. */
  chases: z.number().int(),
  answeredCalls: z.number().int(),
  complaintsPerThousandCalls: z.number().nullable(),
  /** Of rounds that were settled in the period. */
  handling: z.object({
    rounds: z.number().int(),
    openMs: Median,
    elapsedMs: Median,
    /** On average. */
    pausedMs: z.number().nullable(),
  }),
  departments: z.array(
    z.object({
      departmentId: z.string(),
      dispatches: z.number().int(),
      acceptedInTime: z.number().int(),
      returned: z.number().int(),
      rounds: z.number().int(),
      doneInTime: z.number().int(),
      stuck: z.number().int().nullable(),
    }),
  ),
});
export type DeskReport = z.infer<typeof DeskReport>;

export const DeskRowsQuery = DeskReportQuery.omit({ stuck: true }).extend({
  count: z.enum(deskCounts),
  department: ownId(40).optional(),
  category: ownId(40).optional(),
  /** `madeAtMs` of the report whose number it is. */
  asOf: z.coerce.number().int().min(0).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const DeskRow = z.object({
  rowId: z.string(),
  caseNo: z.string(),
  title: z.string(),
  typeName: Names,
  stepName: Names,
  state: z.enum(caseStates),
  grade: z.enum(caseGrades),
  categoryId: z.string().nullable(),
  departmentId: z.string().nullable(),
  round: z.number().int(),
  /** Of the clock or the visit that counts; null: neither does. */
  startedAtMs: z.number().nullable(),
  dueAtMs: z.number().nullable(),
  doneAtMs: z.number().nullable(),
  verdict: z.enum(['kept', 'missed', 'open']).nullable(),
  isReturned: z.boolean(),
  chases: z.number().int(),
  clock: z.string().nullable(),
  excuse: ClockExcuse.nullable(),
  mayExcuse: z.boolean(),
  visit: z.object({ state: z.enum(followUpStates), rating: z.number().nullable() }).nullable(),
});
export type DeskRow = z.infer<typeof DeskRow>;
export const DeskRows = z.object({ rows: z.array(DeskRow), nextCursor: z.string().nullable() });

/** Complaints by what they are about. */
export const CategoryQuery = DeskReportQuery.omit({ type: true, stuck: true });
export const CategoryRow = z.object({
  categoryId: z.string().nullable(),
  complaints: z.number().int(),
  share: z.number().nullable(),
  /** In the period before, of the same length. */
  before: z.number().int(),
  judged: z.number().int(),
  grounded: z.number().int(),
  grave: z.number().int(),
  rounds: z.number().int(),
  doneInTime: z.number().int(),
  rated: z.number().int(),
  satisfied: z.number().int(),
  /** What caused most of them; null: nobody has said. */
  topCause: Names.nullable(),
});
export type CategoryRow = z.infer<typeof CategoryRow>;
export const CategoryReport = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  madeAtMs: z.number(),
  before: z.object({ fromMs: z.number(), toMs: z.number() }),
  categories: z.array(CategoryRow),
});
export type CategoryReport = z.infer<typeof CategoryReport>;
export const CategoryExport = CategoryQuery.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') });
