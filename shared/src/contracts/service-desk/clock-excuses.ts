/** Misses that a supervisor excuses: the verdict stays, and a second rate leaves them out. */
import { z } from 'zod';
import type { Role } from '../../domain/roles.ts';
import { InstantMs } from '../instant.ts';
import { ownId } from '../plain-text.ts';

export const clockExcuseAccess = {
  clockExcuses: ['supervisor'],
} as const satisfies Record<string, readonly Role[]>;

export const clockExcuseAudit = {
  clockExcuse: ['excused', 'excuseTakenBack'],
} as const;

/** One clock of a case, of all that it ever had. */
export const OneClock = z
  .object({
    clock: ownId(40).min(1),
    round: z.number().int().positive(),
    startedAtMs: InstantMs,
  })
  .strict();
export type OneClock = z.output<typeof OneClock>;
export const ExcuseClockBody = OneClock.extend({ reason: z.string().trim().min(1).max(200) }).strict();

export const ClockExcuse = z.object({
  reason: z.string(),
  byId: z.string(),
  byName: z.string(),
  atMs: z.number(),
});
export type ClockExcuse = z.infer<typeof ClockExcuse>;
