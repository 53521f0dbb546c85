/** Cases around a call: open ones of its customer as the phone rings, and those that came up in it. */
import { z } from 'zod';
import { CaseRowView } from './cases.ts';

export const CaseOfCall = CaseRowView.pick({
  caseId: true,
  caseNo: true,
  type: true,
  typeName: true,
  title: true,
  stepName: true,
  state: true,
  grade: true,
  openedAtMs: true,
  stepSinceMs: true,
  closedAtMs: true,
  nextDueAtMs: true,
  nextDueName: true,
  nextDueLeft: true,
  assigneeId: true,
  assigneeName: true,
  firstOwnerId: true,
  chases: true,
}).extend({
  /** How the call belongs to it; null: it does not, or not yet. */
  link: z.enum(['opened', 'linked']).nullable(),
  /** A call of the customer about it asks whoever has it to get on with it. */
  isChased: z.boolean(),
});
export type CaseOfCall = z.infer<typeof CaseOfCall>;
/** What is due first comes first. */
export const CasesOfCall = z.object({ cases: z.array(CaseOfCall) });
export type CasesOfCall = z.infer<typeof CasesOfCall>;
