import { z } from 'zod';
import { Instant } from '../instant.ts';
import { ownId, plainName } from '../plain-text.ts';
import { axes, figureNames, MAX_SERVICE_LEVEL_SECONDS, measures } from '../../domain/figures.ts';
import { serviceLevelNames } from '../../domain/service-level.ts';
import type { Role } from '../../domain/roles.ts';

export const reportAudit = {
  reports: [
    'exported',
    'noted',
    'mailAdded',
    'mailChanged',
    'mailRemoved',
    'mailAsked',
    'mailed',
    'mailRefused',
    'notMailed',
  ],
} as const;

export const reportAccess = {
  /** Read figures, and may export them. */
  reports: ['supervisor', 'lead', 'admin', 'qa'],
  reportNotes: ['supervisor', 'lead'],
  /** Removes saved views of others. */
  reportViewsOfAll: ['supervisor'],
} as const satisfies Record<string, readonly Role[]>;

export const reportJobs = {
  /** Recount the figures of what has changed. */
  countFigures: z.object({}),
  /** Prove that the books balance, each night. */
  checkLedger: z.object({}),
} as const;

export const reportErrors = {
  tooFine: 400,
  tooLong: 400,
} as const;

/**
 * `GET /api/v1/reports/service-level`. Calls count in the interval in which they arrived; by queue, each entry into a
 * queue counts, by the same rules as the figures. A period of more than a day is widened to whole quarters of an hour.
 */
export const ServiceLevelQuery = z.object({
  from: Instant,
  to: Instant,
  interval: z.enum(['15m', '30m', '1h', 'day', 'all']).default('30m'),
  groupBy: z.enum(['none', 'queue', 'hotline', 'agent']).default('queue'),
  definition: z.enum(serviceLevelNames).default('answered-over-all'),
  thresholdSeconds: z.coerce.number().int().min(1).max(MAX_SERVICE_LEVEL_SECONDS).default(20),
});
export const ServiceLevelRow = z.object({
  /** Start of the interval; null in totals. */
  intervalStartMs: z.number().nullable(),
  /** Queue id, hotline or employee number; '' when not grouped. */
  group: z.string(),
  groupName: z.string(),
  offered: z.number().int(),
  answered: z.number().int(),
  abandoned: z.number().int(),
  shortAbandoned: z.number().int(),
  /** By queue: went on to another queue, or out of the center. */
  overflowedOut: z.number().int(),
  /** Asked to be called back, keeping the place. */
  callback: z.number().int(),
  sentAway: z.number().int(),
  lost: z.number().int(),
  stillThere: z.number().int(),
  answeredWithinThreshold: z.number().int(),
  answeredWithinThreeRings: z.number().int(),
  /** Answered within three rings by a person or by the center itself. */
  takenWithinThreeRings: z.number().int(),
  rona: z.number().int(),
  serviceLevel: z.number().nullable(),
  threeRingSeatRate: z.number().nullable(),
  threeRingCenterRate: z.number().nullable(),
  abandonmentRate: z.number().nullable(),
  averageSpeedOfAnswerMs: z.number().nullable(),
  averageHandleTimeMs: z.number().nullable(),
  longestWaitMs: z.number().nullable(),
});
export type ServiceLevelRow = z.infer<typeof ServiceLevelRow>;
export const ServiceLevelReport = z.object({
  definition: z.enum(serviceLevelNames),
  thresholdSeconds: z.number(),
  shortAbandonSeconds: z.number(),
  timeZone: z.string(),
  madeAtMs: z.number(),
  rows: z.array(ServiceLevelRow),
  totals: z.array(ServiceLevelRow),
  total: ServiceLevelRow,
});
export type ServiceLevelReport = z.infer<typeof ServiceLevelReport>;

/** `GET /api/v1/reports/figures`: from the interval tables. The period is widened to whole quarters of an hour. */
export const FigureQuery = z.object({
  from: Instant,
  to: Instant,
  interval: z.enum(['15m', '30m', '1h', 'day', 'week', 'month', 'all']).default('day'),
  groupBy: z.enum(axes).default('queue'),
  /** Only this group. */
  group: ownId(64).optional(),
  definition: z.enum(serviceLevelNames).default('answered-over-all'),
  thresholdSeconds: z.coerce.number().int().min(1).max(MAX_SERVICE_LEVEL_SECONDS).default(20),
  /** Also why seats were not ready. */
  reasons: z.stringbool().default(false),
  /** Also the sums of the period before. */
  compare: z.stringbool().default(false),
});
/** Sums, without zeros, and the figures computed from them, without undefined ones. */
export const FigureRow = z.object({
  /** Start of the interval; null in totals. */
  intervalStartMs: z.number().nullable(),
  /** Id of the queue, seat, ...; '' for the center, and for what belongs to none. */
  group: z.string(),
  measures: z.partialRecord(z.enum(measures), z.number()),
  /** Parts of `seatNotReadyMs`, when they were asked for and the group has seats. */
  notReadyMsByReason: z.record(z.string(), z.number()).optional(),
  figures: z.partialRecord(z.enum(figureNames), z.number()),
  /** Answers and losses, short or not, within the seconds of the service level. */
  within: z.object({ answered: z.number(), abandoned: z.number() }),
});
export type FigureRow = z.infer<typeof FigureRow>;
export const FigureReport = z.object({
  definition: z.enum(serviceLevelNames),
  thresholdSeconds: z.number(),
  timeZone: z.string(),
  madeAtMs: z.number(),
  fromMs: z.number(),
  toMs: z.number(),
  /** Quarter-hours of the period that are waiting to be recounted. */
  pending: z.number().int(),
  names: z.record(z.string(), z.string()),
  /** Where the intervals of the rows begin; the first may lie before the period. */
  intervalStarts: z.array(z.number()),
  /** For a reader who leads one team: by seat and by team, the report covers only this team. Null: the center. */
  teamId: z.string().nullable(),
  rows: z.array(FigureRow),
  /** Figures of each group over the whole period. */
  totals: z.array(FigureRow),
  /** Figures of the center, where each call counts once, or of `teamId` if the report covers a team. */
  total: FigureRow,
  /** Calls of the total answered within the seconds of the service level. */
  answeredWithin: z.number().int(),
  before: z.object({ fromMs: z.number(), toMs: z.number(), totals: z.array(FigureRow), total: FigureRow }).nullable(),
});
export type FigureReport = z.infer<typeof FigureReport>;

export const LedgerCheck = z.object({
  checkedAtMs: z.number(),
  fromMs: z.number(),
  toMs: z.number(),
  calls: z.number().int(),
  entries: z.number().int(),
  pending: z.number().int(),
  faultCount: z.number().int(),
  faults: z.array(
    z.object({
      kind: z.enum(['unbalanced', 'miscounted', 'notBooked', 'daySumAmiss']),
      axis: z.enum(['center', 'queue']),
      member: z.string(),
      startMs: z.number(),
      term: z.string(),
      booked: z.number(),
      recorded: z.number(),
    }),
  ),
});
export type LedgerCheck = z.infer<typeof LedgerCheck>;

/** Why an hour was unusual. */
export const FigureNoteEdit = z.object({ note: z.string().trim().max(500) });
export const FigureNote = FigureNoteEdit.extend({
  startMs: z.number(),
  employeeNo: z.string(),
  atMs: z.number(),
  revision: z.string(),
});
/** `unwritten`: the revision of an hour without a note. */
export const FigureNotes = z.object({ notes: z.array(FigureNote), unwritten: z.string() });
export type FigureNote = z.infer<typeof FigureNote>;

/** A report page with everything chosen on it: its address. */
export const ReportViewEdit = z.object({
  name: plainName(),
  path: z
    .string()
    .max(500)
    .regex(/^\/reports(\/[a-z]+)?(\?[\w%&=.+-]*)?$/),
});
export const ReportView = ReportViewEdit.extend({
  viewId: z.string(),
  employeeNo: z.string(),
  atMs: z.number(),
  /** Names of the mailed reports that show it. */
  usedBy: z.array(z.string()),
  may: z.object({ remove: z.boolean() }),
});
export type ReportView = z.infer<typeof ReportView>;
