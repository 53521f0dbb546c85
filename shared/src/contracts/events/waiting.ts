/** What waiting callers hear. */
import { z } from 'zod';

const ms = z.number().int();

export const waitingEvents = {
  /** The position in the queue was announced, and the estimated wait if it is reliable enough. */
  'waiting.announced': z.object({
    queueId: z.string(),
    position: z.number().int(),
    /**
     * Remaining wait, 0 when there is no estimate. Not announced when `isSaid` is false, but its error is measured all
     * the same.
     */
    estimateMs: ms,
    isSaid: z.boolean(),
  }),
  /** The caller rang back soon after giving up, or before being called back: the first arrival counts again. */
  'waiting.oldPlaceGiven': z.object({ queueId: z.string(), placeAtMs: ms }),
} as const;
