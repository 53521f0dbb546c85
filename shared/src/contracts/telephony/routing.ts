/** Looking into the routing, and the lead's hand in it. */
import { z } from 'zod';
import { agentStates } from '../../domain/agent-state.ts';
import { OfferReason } from '../events.ts';
import { overflowReasons, OverflowTarget } from './overflow.ts';

export const RoutingNeed = z.object({ skill: z.string(), level: z.number().int() });

/** Who would get a call that arrived now, and why. */
export const RoutingPreview = z.object({
  queueId: z.string(),
  /** `rings`: these seats would ring at once; `waits`: nobody can take it now; `full`: the queue takes no more. */
  outcome: z.enum(['rings', 'waits', 'full']),
  /** What becomes of the caller in place of this queue: the line is closed, or it overflows; null: neither. */
  instead: z.object({ why: z.enum(['closed', ...overflowReasons]), target: OverflowTarget.nullable() }).nullable(),
  customer: z.object({ name: z.string(), tier: z.string() }).nullable(),
  priority: z.number().int(),
  needs: z.array(RoutingNeed),
  /** The seat that owns the customer's case or served them last, where the queue waits for it. */
  ownAgent: z.string().nullable(),
  /** Queues with a fair share that compete for the seats of this one, itself included; empty: its calls go by arrival. */
  shares: z.array(z.object({ queueId: z.string(), name: z.string(), nameEn: z.string(), share: z.number().int() })),
  /** Callers that would stand before this one. */
  ahead: z.number().int(),
  chosen: z.array(z.string()),
  why: OfferReason,
  /** Seats of the queue that are signed in, at most 100; of those offline only the count is known. */
  seats: z.array(
    z.object({
      agentId: z.string(),
      name: z.string(),
      state: z.enum(agentStates),
      reason: z.string(),
      sinceMs: z.number(),
    }),
  ),
});
export type RoutingPreview = z.infer<typeof RoutingPreview>;

/** A caller who waits in a queue, as the lead sees it. */
export const WaitingCall = z.object({
  callId: z.string(),
  position: z.number().int(),
  callerNumber: z.string(),
  customerName: z.string().nullable(),
  tier: z.string().nullable(),
  arrivedAtMs: z.number(),
  priority: z.number().int(),
  /** What it needs by now. */
  needs: z.array(RoutingNeed),
  /** The seat that it is kept for, and until when. */
  keptFor: z.object({ agentId: z.string(), name: z.string(), untilMs: z.number() }).nullable(),
  /**
   * Why it waits: the seats that are ready and cannot have it, and those that let it ring, each with a verdict of
   * OfferReason; empty when nobody is ready, null where it was not asked (far back in the line).
   */
  passedOver: z.array(z.object({ agentId: z.string(), name: z.string(), verdict: z.string() })).nullable(),
  /** Waits for a seat without being on the line. */
  isCallback: z.boolean(),
});
export type WaitingCall = z.infer<typeof WaitingCall>;
export const WaitingCalls = z.object({
  /** How many wait in all; the list is its head. */
  total: z.number().int(),
  serverNowMs: z.number(),
  calls: z.array(WaitingCall),
});

export const SetPriority = z.object({ priority: z.number().int().min(0).max(9) });
