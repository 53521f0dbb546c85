/** What the information desk has before it: memos to answer, enquiries, and what others have of both that is due soon. */
import { z } from 'zod';
import type { Role } from '../../domain/roles.ts';
import { CaseOnDesk, CaseRowView } from './cases.ts';

export const infoDeskAccess = {
  infoDesk: ['info_desk'],
} as const satisfies Record<string, readonly Role[]>;

export const InfoDesk = z.object({
  memos: z.array(CaseOnDesk),
  enquiries: z.array(CaseOnDesk),
  /** With a department, a lead or a seat; what is overdue first. */
  dueSoon: z.array(CaseRowView),
});
export type InfoDesk = z.infer<typeof InfoDesk>;
