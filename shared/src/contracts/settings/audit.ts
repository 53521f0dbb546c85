/** What was changed, by whom, and what became of it. */
import { z } from 'zod';

/** What happens to a setting that is kept as a row. */
export const settingDeeds = ['added', 'changed', 'deactivated', 'deleted'] as const;
export const auditAudit = {
  audit: ['exported'],
} as const;

/** A change of a setting, with its current state. */
export const AuditComparison = z.object({
  canTakeBack: z.boolean(),
  hasChangedSince: z.boolean(),
  /** The changed fields as they are now; null when the setting no longer exists. */
  now: z.record(z.string(), z.unknown()).nullable(),
});
export const AuditEntry = z.object({
  auditId: z.string(),
  atMs: z.number(),
  employeeNo: z.string(),
  action: z.string(),
  target: z.string(),
  address: z.string(),
  detail: z.record(z.string(), z.unknown()),
});
