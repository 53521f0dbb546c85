/** How a call finds a seat. */
import { z } from 'zod';
import { offerCauses } from '../../domain/agent-state.ts';

const ms = z.number().int();
const gen = z.number().int();

/**
 * Why this seat: the candidates considered, in order, with the verdict on each. `by` says whether a call looked for a
 * seat or a seat that became free for a call. Verdicts of seats: chosen, later, passed (it let this call ring before),
 * skill, notRegistered, noMicrophone, silent, own, borrowed, freed; of calls: due, lent, own, passed, keptForOther. The
 * one that was picked is always named; of the others only the first few. `looked` counts them all.
 */
export const OfferReason = z.object({
  by: z.enum(['call', 'seat']),
  strategy: z.string().optional(),
  /** `skill>level` by commas; '' when any seat would do. */
  needs: z.string().optional(),
  /** Seats rung at once. */
  atOnce: z.number().int().optional(),
  looked: z.number().int().optional(),
  // An empty Lua table becomes {}.
  seats: z
    .union([
      z.array(
        z.object({
          agentId: z.string(),
          score: z.string().optional(),
          verdict: z.string(),
          /** A seat of another queue, lent to this one. */
          lent: z.boolean().optional(),
        }),
      ),
      z.object({}),
    ])
    .optional(),
  calls: z
    .union([
      z.array(
        z.object({
          callId: z.string(),
          score: z.string(),
          verdict: z.string(),
          /**
           * If its queue takes part in the fair share: how far it was ahead of its share at this seat; the queue with
           * the least is next.
           */
          share: z.object({ queueId: z.string(), share: z.number().int(), ahead: z.number() }).optional(),
        }),
      ),
      z.object({}),
    ])
    .optional(),
});
export type OfferReason = z.infer<typeof OfferReason>;

export const routingEvents = {
  'routing.callQueued': z.object({ queueId: z.string(), priority: z.number().int() }),
  'routing.offered': z.object({
    offerGen: gen,
    queueId: z.string(),
    deadlineAtMs: ms,
    waitedMs: ms,
    why: OfferReason.optional(),
  }),
  /**
   * The telephone of a seat on duty at home was picked up: until this time the key that accepts the call must be
   * pressed.
   */
  'routing.phonePickedUp': z.object({ offerGen: gen, deadlineAtMs: ms }),
  'routing.offerExpired': z.object({ offerGen: gen, cause: z.enum(offerCauses) }),
  /** The seat could not be rung, or refused; the call is back at the head of its queue. */
  'routing.offerFailed': z.object({ offerGen: gen, cause: z.enum(offerCauses) }),
  /** The caller gave up (or another end came) while the seat rang. */
  'routing.offerWithdrawn': z.object({ offerGen: gen }),
  /**
   * Removed from its queue, or not put into it: with `to` queue it waits in `toQueueId`, placed by its first arrival.
   */
  'routing.callOverflowed': z.object({
    fromQueueId: z.string(),
    to: z.enum(['queue', 'number', 'voicemail', 'message', 'callback']),
    toQueueId: z.string(),
    number: z.string(),
    /** An OverflowReason, `closed`, `menu`, or `noAnswer` for an outside number. */
    why: z.string(),
  }),
  /** The outside number that the call was forwarded to. */
  'routing.numberAnswered': z.object({}),
  /** The queue is closed now; `kind` is that of the day in question. */
  'businessCalendar.lineClosed': z.object({ queueId: z.string(), kind: z.string() }),
  'routing.priorityChanged': z.object({ priority: z.number().int() }),
  /** A lead gave the waiting call to this seat by hand. */
  'routing.callPulled': z.object({ byAgentId: z.string() }),
} as const;
