/** Insight into the routing, and the lead's interventions. */
import { z } from 'zod';
import { agentStates } from '../../domain/agent-state.ts';
import { OfferReason } from '../events/routing.ts';
import { overflowReasons, OverflowTarget } from './overflow.ts';

export const routingAudit = {
  call: ['priorityChanged', 'pulled'],
} as const;

export const RoutingNeed = z.object({ skill: z.string(), level: z.number().int() });

/** Who would get a call that arrived now, and why. */
export const RoutingPreview = z.object({
  queueId: z.string(),
  /** `rings`: these seats would ring at once; `waits`: no seat is available; `full`: the queue is full. */
  outcome: z.enum(['rings', 'waits', 'full']),
  /** Where the caller goes instead of this queue: the line is closed, or it overflows; null: neither. */
  instead: z.object({ why: z.enum(['closed', ...overflowReasons]), target: OverflowTarget.nullable() }).nullable(),
  customer: z.object({ name: z.string(), tier: z.string() }).nullable(),
  priority: z.number().int(),
  needs: z.array(RoutingNeed),
  /** The seat that owns the customer's case or served them last, if the queue waits for it. */
  ownAgent: z.string().nullable(),
  /** Queues with a fair share that compete for the seats of this one, itself included; empty: its calls go by arrival. */
  shares: z.array(z.object({ queueId: z.string(), name: z.string(), nameEn: z.string(), share: z.number().int() })),
  /** Callers who would be ahead of this one. */
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

/** A caller waiting in a queue, as the lead sees them. */
export const WaitingCall = z.object({
  callId: z.string(),
  position: z.number().int(),
  callerNumber: z.string(),
  customerName: z.string().nullable(),
  tier: z.string().nullable(),
  arrivedAtMs: z.number(),
  priority: z.number().int(),
  /** The skills it needs at this moment. */
  needs: z.array(RoutingNeed),
  /** The seat it is reserved for, and until when. */
  keptFor: z.object({ agentId: z.string(), name: z.string(), untilMs: z.number() }).nullable(),
  /**
   * Why it waits: the seats that are ready but cannot take it, and those that did not answer it, each with a verdict of
   * OfferReason; empty when nobody is ready, null if not determined (far back in the queue).
   */
  passedOver: z.array(z.object({ agentId: z.string(), name: z.string(), verdict: z.string() })).nullable(),
  /** Waits for a seat without being on the line. */
  isCallback: z.boolean(),
});
export type WaitingCall = z.infer<typeof WaitingCall>;
export const WaitingCalls = z.object({
  /** How many are waiting in all; the list has the first ones. */
  total: z.number().int(),
  serverNowMs: z.number(),
  calls: z.array(WaitingCall),
});

export const SetPriority = z.object({ priority: z.number().int().min(0).max(9) });
