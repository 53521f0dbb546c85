/** A callback keeps the place of a caller in the queue. */
import { z } from 'zod';

const ms = z.number().int();
const gen = z.number().int();

export const callbackEvents = {
  /** The caller asked to be called back; `callbackId` is the call that now keeps the place. */
  'callback.requested': z.object({ callbackId: z.string() }),
  /** First event of a callback: it takes its caller's place in the queue. */
  'callback.placed': z.object({
    ofCallId: z.string(),
    node: z.string(),
    hotline: z.string(),
    queueId: z.string(),
    priority: z.number().int(),
    callerNumber: z.string(),
    canonicalNumber: z.string().optional(),
    e164: z.string(),
    customerId: z.string(),
    customerName: z.string(),
    tier: z.string(),
    placeAtMs: ms,
    ringCycleMs: ms,
  }),
  /** The seat is on the line; the customer is dialled. */
  'callback.dialled': z.object({ offerGen: gen, attempt: z.number().int() }),
  /** Q.850 cause. */
  'callback.notReached': z.object({ attempt: z.number().int(), cause: z.number().int() }),
} as const;
