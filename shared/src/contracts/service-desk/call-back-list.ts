/** The call-back list: callers who gave up, could not be reached, or wait to be called back. */
import { z } from 'zod';
import { ownId } from '../plain-text.ts';
import { type Role, seatRoles } from '../../domain/roles.ts';

export const callBackListAudit = {
  callback: ['claimed', 'released', 'settled'],
} as const;

export const callBackListAccess = {
  callbacks: [...seatRoles, 'supervisor', 'admin'],
  /** The lists of all queues, and what others have taken. */
  callbacksOfAll: ['lead', 'supervisor', 'admin'],
} as const satisfies Record<string, readonly Role[]>;

/**
 * `abandoned`: gave up waiting; `lost`: the center lost the call; `requested`: asked to be called back, keeping the
 * place. The center calls back by itself, and people get the entry only if the customer was not reached.
 */
export const callbackKinds = ['abandoned', 'lost', 'requested'] as const;
/*   inQueue -> open <-> claimed -> done
 *      |________|__________|_____-> struckOff (the customer got through)   open -> repeated (an older entry stands) */
export const callbackStates = ['inQueue', 'open', 'claimed', 'done', 'struckOff', 'repeated'] as const;
export const callbackResults = ['reached', 'notReached', 'wrongNumber', 'notWanted'] as const;
/** After this many results `notReached` an entry is done. */
export const CALLBACK_TRIES = 3;

/** What people do with a task that one person at a time works on. */
export const taskActs = ['claim', 'release', 'settle'] as const;
export type TaskAct = (typeof taskActs)[number];
export const taskStanding = {
  /** What the reader may do with it in its present state. */
  may: z.record(z.enum(taskActs), z.boolean()),
  /** Sent back with an act (`If-Match`), so that nobody acts on something that has changed meanwhile. */
  revision: z.string(),
};

export const CallbackEntry = z.object({
  callId: z.string(),
  kind: z.enum(callbackKinds),
  state: z.enum(callbackStates),
  queueId: z.string(),
  queueName: z.string().nullable(),
  hotline: z.string(),
  /** Masked for roles that do not call customers. */
  number: z.string(),
  customerId: z.string().nullable(),
  customerName: z.string().nullable(),
  tier: z.string().nullable(),
  /** Since when the customer waits to be called. */
  sinceMs: z.number(),
  waitedMs: z.number().nullable(),
  isShort: z.boolean(),
  /** How often the same customer has given up in this queue since then, including this time. */
  times: z.number().int(),
  claimedBy: z.string().nullable(),
  claimedByName: z.string().nullable(),
  claimedAtMs: z.number().nullable(),
  tries: z.number().int(),
  result: z.enum(callbackResults).nullable(),
  note: z.string(),
  settledAtMs: z.number().nullable(),
  settledByCallId: z.string().nullable(),
  ...taskStanding,
});
export type CallbackEntry = z.infer<typeof CallbackEntry>;

export const CallbackQuery = z.object({
  /** `waiting`: what there is to do (open and claimed), oldest first; `settled`: the rest, newest first. */
  view: z.enum(['waiting', 'inQueue', 'settled']).default('waiting'),
  queue: ownId(40).optional(),
  number: z.string().max(32).optional(),
  /** Only what this seat has claimed. */
  claimedBy: ownId(10).optional(),
  /** Callers who gave up at once: listed separately. */
  short: z
    .enum(['0', '1'])
    .transform((value) => value === '1')
    .default(false),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const CallbackPage = z.object({ callbacks: z.array(CallbackEntry), nextCursor: z.string().nullable() });
export const CallbackResult = z.object({ result: z.enum(callbackResults), note: z.string().max(2000).default('') });
