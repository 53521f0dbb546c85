/** What a lead may do to a seat and to a waiting call from the live console. */
import { z } from 'zod';
import { newId as id, ownId } from '../plain-text.ts';
import { EmployeeNo } from '../people/sign-in.ts';

export const seatControlAudit = {
  seat: ['assignmentChanged', 'stateForced', 'wrapUpEnded'],
} as const;

export const seatControlErrors = {
  notYourTeam: 403,
  seatOffline: 409,
  seatOnCall: 409,
  seatNotReady: 409,
  notWaiting: 409,
} as const;

/** `offline` signs the seat out. */
export const ForceState = z
  .object({
    state: z.enum(['ready', 'notReady', 'offline']),
    /** For notReady: one of the center's reasons; absent: set by the lead. */
    reason: ownId(40).default(''),
  })
  .strict();
/** `pending`: takes effect after the call or wrap-up. */
export const ForcedState = z.object({ result: z.enum(['changed', 'pending']) });

/** Queues that a seat serves and its levels by skill, replacing the previous ones; inactive queues stay. */
export const SeatAssignment = z.object({
  queues: z.array(id).max(200),
  skills: z.record(id, z.number().int().min(1).max(10)),
});
export type SeatAssignment = z.infer<typeof SeatAssignment>;

export const PullCall = z.object({ agentId: EmployeeNo }).strict();
/** `offered`: it rings there now; `kept`: the seat is busy and gets it as its next call. */
export const PulledCall = z.object({ result: z.enum(['offered', 'kept']) });
