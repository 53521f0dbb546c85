/** Due times after a calendar was changed: how far they are counted again, and earlier ones that a supervisor may take. */
import { z } from 'zod';
import { InstantMs } from '../instant.ts';

export const ClockRecounts = z.object({
  recounts: z.array(
    z.object({
      calendarId: z.string(),
      isRunning: z.boolean(),
      /** Cases that were looked at, clocks that are due later, and those that would be due earlier. */
      looked: z.number().int(),
      later: z.number().int(),
      earlier: z.number().int(),
      finishedAtMs: z.number().nullable(),
    }),
  ),
});

export const EarlierTimes = z.object({
  /** Those that come first. */
  times: z.array(
    z.object({
      caseNo: z.string(),
      title: z.string(),
      clockKey: z.string(),
      clockName: z.object({ zh: z.string(), en: z.string() }),
      dueAtMs: z.number(),
      earlierAtMs: z.number(),
    }),
  ),
  total: z.number().int(),
  asOfMs: z.number(),
});

/** All that were found until then: what came up since has been seen by nobody. */
export const AgreeToEarlierTimes = z.object({ asOfMs: InstantMs.positive() }).strict();
