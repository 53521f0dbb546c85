/** Calls that seats place. */
import { z } from 'zod';

const ms = z.number().int();

export const outboundEvents = {
  /**
   * First event of a call that a seat places: to a customer (`number` as it is dialled, `hotline` as the number shown),
   * or to a colleague's seat.
   */
  'outbound.placed': z.object({
    direction: z.enum(['outbound', 'internal']),
    node: z.string(),
    hotline: z.string(),
    queueId: z.string(),
    number: z.string(),
    e164: z.string(),
    /** The colleague; '' when a customer is called. */
    calleeId: z.string(),
    ringCycleMs: ms,
  }),
  /** The seat's own phone is on the line; the other side is dialled. */
  'outbound.dialled': z.object({}),
} as const;
