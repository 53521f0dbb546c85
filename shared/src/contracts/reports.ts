import { z } from 'zod';
import { serviceLevelNames } from '../domain/service-level.ts';

const instant = z.union([z.iso.datetime({ offset: true }), z.coerce.number().int()]);

/** `GET /api/v1/reports/service-level`. Calls are booked in the interval they arrived in. */
export const ServiceLevelQuery = z.object({
  from: instant,
  to: instant,
  interval: z.enum(['15m', '30m', '1h', 'day', 'all']).default('30m'),
  groupBy: z.enum(['none', 'queue', 'hotline', 'agent']).default('queue'),
  definition: z.enum(serviceLevelNames).default('answered-over-all'),
  thresholdSeconds: z.coerce.number().int().min(1).max(600).default(20),
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
  /** Asked to be called back with the place kept. */
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
