/** What a closed line offers, and where calls go that a queue does not take. */
import { z } from 'zod';
import { newId as id } from '../plain-text.ts';

export const overflowAudit = {
  queueOverflow: ['changed'],
} as const;

/** Any telephone number that the trunk can dial; only administrators set one. */
export const OutsideNumber = z.string().regex(/^\+?\d{2,20}$/);

/** The keys of a closed line are fixed, because its prompts mention them. */
export const closedLineKeys = { voicemail: '1', queue: '2', callback: '3' } as const;
/** What a closed line offers besides hanging up. */
export const ClosedLine = z.object({
  /** Leave a message: key 1. */
  voicemail: z.boolean().default(false),
  /** Another queue, which is open: key 2. */
  queueId: id.nullable().default(null),
  /** An entry in the call-back list: key 3. */
  callback: z.boolean().default(false),
});
export type ClosedLine = z.infer<typeof ClosedLine>;

/** What happens to a caller when the outside number does not answer. */
export const numberFailures = ['message', 'voicemail', 'callback'] as const;
export type NumberFailure = (typeof numberFailures)[number];

export const OverflowTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('queue'), queueId: id }),
  /** Dialled through the trunk. */
  z.object({
    kind: z.literal('number'),
    number: OutsideNumber,
    otherwise: z.enum(numberFailures).default('message'),
  }),
  z.object({ kind: z.literal('voicemail') }),
  /**
   * The caller is told that the center will call back, and a callback keeps the place; for a full queue, or a number
   * that does not answer, an entry goes to the call-back list instead. A caller who cannot be called back is treated as
   * if there were no such rule.
   */
  z.object({ kind: z.literal('callback') }),
  /** The caller is told that all lines are busy, and the call is ended. */
  z.object({ kind: z.literal('message') }),
]);
export type OverflowTarget = z.infer<typeof OverflowTarget>;
export const overflowReasons = ['size', 'longestWait', 'estimatedWait', 'noSeat'] as const;
export type OverflowReason = (typeof overflowReasons)[number];
/** Null: no overflow of this kind. */
export const Overflow = z.object({
  /** The queue has reached its size limit; null: the caller hears that it is busy. */
  size: OverflowTarget.nullable().default(null),
  longestWait: z
    .object({ afterSeconds: z.number().int().min(5).max(7200), target: OverflowTarget })
    .nullable()
    .default(null),
  /** On arrival, when the estimate says so. */
  estimatedWait: z
    .object({ overSeconds: z.number().int().min(5).max(7200), target: OverflowTarget })
    .nullable()
    .default(null),
  /** No agent of the queue is signed in: on arrival, and for waiting callers when the last agent leaves. */
  noSeat: OverflowTarget.nullable().default(null),
});
export type Overflow = z.infer<typeof Overflow>;

export const QueueOverflowEdit = z.object({
  queueId: id,
  hoursId: id.nullable().default(null),
  closed: ClosedLine.prefault({}),
  overflow: Overflow.prefault({}),
});
export type QueueOverflowEdit = z.infer<typeof QueueOverflowEdit>;
