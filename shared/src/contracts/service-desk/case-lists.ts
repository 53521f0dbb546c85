/** What is done with many cases at once: exported, or moved one by one. */
import { z } from 'zod';
import type { Role } from '../../domain/roles.ts';
import { ownId } from '../plain-text.ts';
import { CaseActBody, CaseQuery } from './cases.ts';

export const caseListAccess = {
  /** May export, of the cases they find. */
  caseExport: ['lead', 'complaint_handler', 'supervisor', 'dispatcher', 'department', 'admin'],
} as const satisfies Record<string, readonly Role[]>;

export const CaseExport = CaseQuery.omit({ cursor: true, limit: true }).extend({
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
  reason: z.string().trim().min(1).max(200),
});

export const CASES_AT_ONCE = 100;
export const CaseActsBody = CaseActBody.omit({ version: true })
  .extend({
    cases: z
      .array(z.object({ caseNo: ownId(40).min(1), version: z.number().int().positive() }).strict())
      .min(1)
      .max(CASES_AT_ONCE),
  })
  .strict();
/** One for each, in the order asked; those that could not be done are as they were. */
export const CaseActsDone = z.object({
  cases: z.array(
    z.object({ caseNo: z.string(), isDone: z.boolean(), code: z.string().nullable(), field: z.string().nullable() }),
  ),
});
export type CaseActsDone = z.infer<typeof CaseActsDone>;
