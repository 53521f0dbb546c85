/** The way of a call from its arrival to its end. */
import { z } from 'zod';
import { callOutcomes, callParties } from '../../domain/call-state.ts';

const ms = z.number().int();
const gen = z.number().int();

export const callEvents = {
  'call.arrived': z.object({
    node: z.string(),
    channelId: z.string(),
    hotline: z.string(),
    /** As the carrier sent it; '' when withheld. */
    callerNumber: z.string(),
    /** In the canonical spelling, by which a caller is recognized; '' when withheld. Missing in older events. */
    canonicalNumber: z.string().optional(),
    ringCycleMs: ms,
  }),
  'call.identified': z.object({
    /** E.164, or '' when it is not a valid number. */
    e164: z.string(),
    numberKind: z.string(),
    customerId: z.string(),
    customerName: z.string(),
    tier: z.string(),
  }),
  /**
   * The center itself answered: greeting, then music. `isThirdRing`: because nobody had answered by then. Both are
   * missing in older events.
   */
  'call.centerAnswered': z.object({ queueId: z.string().optional(), isThirdRing: z.boolean().optional() }),
  'call.answered': z.object({ offerGen: gen, waitedMs: ms }),
  'call.held': z.object({}),
  'call.retrieved': z.object({ heldMs: ms }),
  /** No audio comes from the seat any more and the customer hears music; then it comes again, on the same leg. */
  'call.seatAway': z.object({ offerGen: gen }),
  'call.seatBack': z.object({ offerGen: gen, awayMs: ms }),
  /** The seat's browser lost its audio and is rung again; then it is back, on a new leg. */
  'call.rejoining': z.object({ offerGen: gen }),
  'call.rejoined': z.object({ offerGen: gen }),
  'call.ended': z.object({
    outcome: z.enum(callOutcomes),
    endedBy: z.enum(callParties),
    /** Q.850 cause, 0 when unknown. */
    cause: z.number().int(),
    /** A word for people: e.g. 'asteriskRestarted', 'unknownHotline', 'endedWhileServerWasDown'. */
    why: z.string(),
  }),
} as const;
