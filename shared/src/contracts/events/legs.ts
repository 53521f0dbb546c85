/** Whoever takes part in a call, and who has it. */
import { z } from 'zod';
import { legEnds, legKinds, legRoles, transferWays } from '../../domain/call-leg.ts';

const ms = z.number().int();
const gen = z.number().int();

export const legEvents = {
  /** The seat of this leg has handed the call to another seat, a queue or a number; its conversation is over. */
  'call.transferred': z.object({
    offerGen: gen,
    how: z.enum(transferWays),
    to: z.enum(['seat', 'queue', 'number']),
    /** Employee number, queue or number. */
    who: z.string(),
    /** What it is about, in the words of the seat that transferred it. */
    said: z.string().optional(),
  }),
  /** The call belongs to this leg from now on. */
  'call.takenOver': z.object({ offerGen: gen, kind: z.enum(legKinds), who: z.string() }),
  /** Another participant is rung. `by`: the seat or lead that asked for it. */
  'leg.added': z.object({
    offerGen: gen,
    kind: z.enum(legKinds),
    /** Employee number or outside number. */
    who: z.string(),
    role: z.enum(legRoles),
    by: z.string(),
    deadlineAtMs: ms,
    said: z.string().optional(),
  }),
  'leg.answered': z.object({ offerGen: gen }),
  'leg.roleChanged': z.object({ offerGen: gen, role: z.enum(legRoles) }),
  /** On hold while the seat talks with the customer; then talked with again. */
  'leg.held': z.object({ offerGen: gen }),
  'leg.retrieved': z.object({ offerGen: gen }),
  /** The seat of the leg is back on a new channel. */
  'leg.rejoined': z.object({ offerGen: gen, wasGen: gen }),
  'leg.ended': z.object({ offerGen: gen, cause: z.enum(legEnds) }),
} as const;
