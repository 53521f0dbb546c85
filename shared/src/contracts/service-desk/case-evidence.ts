/** The evidence pack of a case: what a court, a regulator or an auditor is given, with the proof that nothing was changed. */
import { z } from 'zod';
import type { Role } from '../../domain/roles.ts';

export const evidenceAccess = {
  caseEvidence: ['complaint_handler', 'supervisor'],
} as const satisfies Record<string, readonly Role[]>;

export const evidenceAudit = {
  caseEvidence: ['exported'],
} as const;

export const EvidenceQuery = z.object({ reason: z.string().trim().min(1).max(200) });
