/** What webhooks are told of a case: facts, and nothing that people wrote. */
import { z } from 'zod';
import { caseChannels, caseGrades, caseStates } from './case-types.ts';

export const ToldCase = z.object({
  caseId: z.string(),
  caseNo: z.string(),
  type: z.string(),
  step: z.string(),
  /** Null when it has just been opened. */
  formerStep: z.string().nullable(),
  state: z.enum(caseStates),
  round: z.number().int(),
  grade: z.enum(caseGrades),
  channel: z.enum(caseChannels),
  externalNo: z.string().nullable(),
  categoryId: z.string().nullable(),
  customerId: z.string().nullable(),
  departmentId: z.string().nullable(),
  assigneeId: z.string().nullable(),
  chases: z.number().int(),
  /** The act that moved it. */
  transition: z.string().nullable(),
});
export type ToldCase = z.infer<typeof ToldCase>;
