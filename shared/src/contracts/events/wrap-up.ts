/** What seats write about a call. */
import { z } from 'zod';

const ms = z.number().int();

export const wrapUpEvents = {
  'wrapUp.started': z.object({ deadlineAtMs: ms }),
  'wrapUp.finished': z.object({
    categoryId: z.string(),
    result: z.string(),
    note: z.string(),
    /** False when the time limit, or somebody other than its seat, ended it: what was written so far is kept. */
    complete: z.boolean(),
    wrapUpMs: ms,
    /** Absent in older events: `wrapUpMs` before its end. */
    startedAtMs: ms.optional(),
  }),
  /**
   * Category, result and note corrected after the wrap-up ended. `startedAtMs` says of which one; absent: the seat's
   * last.
   */
  'wrapUp.amended': z.object({
    categoryId: z.string(),
    result: z.string(),
    note: z.string(),
    startedAtMs: ms.optional(),
  }),
  /**
   * What a seat had written about a call that it leaves without owing a wrap-up: it was consulted, or did not answer.
   */
  'wrapUp.noted': z.object({ note: z.string() }),
} as const;
