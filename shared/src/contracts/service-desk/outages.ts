/** Outages: one order for an area. Callers are attached to it by one key, and when it is over all of them are told. */
import { z } from 'zod';
import { type Role, seatRoles } from '../../domain/roles.ts';
import { ownId } from '../plain-text.ts';
import { followUpStates } from './follow-ups.ts';

export const outageAudit = {
  outage: ['callerAttached', 'caseAttached', 'callerTold'],
} as const;

export const outageAccess = {
  /** Who has callers on the line sees what is out where, and attaches them. */
  outages: [...seatRoles, 'supervisor', 'dispatcher'],
} as const satisfies Record<string, readonly Role[]>;

/** An outage that a caller may be calling about. */
export const OutageOfCaller = z.object({
  caseNo: z.string(),
  title: z.string(),
  /** What callers are told. */
  words: z.string(),
  cause: z.string(),
  expectedEndAtMs: z.number().nullable(),
  /** It is over, and they are still to be told. */
  isOver: z.boolean(),
  isAttached: z.boolean(),
});
export type OutageOfCaller = z.infer<typeof OutageOfCaller>;
export const OutageOfCallerQuery = z.object({
  number: ownId(32).default(''),
  customer: ownId(40).min(1).optional(),
});
export const OutagesOfCaller = z.object({ outages: z.array(OutageOfCaller) });

export const AttachCallerBody = z
  .object({
    number: ownId(32).min(3),
    name: z.string().trim().max(64).default(''),
    customerId: ownId(40).min(1).nullable().default(null),
    /** The call that they rang in with. */
    callId: ownId(64).min(1).nullable().default(null),
    /** To be called when it is over; otherwise a notice is enough. */
    wantsCall: z.boolean().default(true),
  })
  .strict();
export const TellCallerBody = z
  .object({ number: ownId(32).min(3), callId: ownId(64).min(1).nullable().default(null) })
  .strict();
export const AttachCaseBody = z.object({ caseNo: ownId(40).min(1) }).strict();

export const OutageProgress = z.object({
  /** Different numbers. */
  callers: z.number().int(),
  told: z.number().int(),
  /** Visits that are still owed; before it is over, those who want to be called. */
  toBeTold: z.number().int(),
  /** Tried in vain, refused, or a wrong number. */
  notReached: z.number().int(),
});
export const Outage = z.object({
  caseId: z.string(),
  caseNo: z.string(),
  title: z.string(),
  state: z.string(),
  stepName: z.object({ zh: z.string(), en: z.string() }),
  areaName: z.string(),
  words: z.string(),
  expectedEndAtMs: z.number().nullable(),
  openedAtMs: z.number(),
  ...OutageProgress.shape,
});
export type Outage = z.infer<typeof Outage>;
export const OutageQuery = z.object({
  /** `open`: until everybody is told. */
  view: z.enum(['open', 'completed']).default('open'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const OutagePage = z.object({ outages: z.array(Outage), nextCursor: z.string().nullable() });

export const OutageCaller = z.object({
  /** Masked for roles that do not call customers. */
  number: z.string(),
  name: z.string(),
  calls: z.number().int(),
  wantsCall: z.boolean(),
  attachedAtMs: z.number(),
  toldAtMs: z.number().nullable(),
  toldIn: z.enum(['visit', 'call']).nullable(),
  visit: z.enum(followUpStates).nullable(),
});
export type OutageCaller = z.infer<typeof OutageCaller>;
export const OutageDetail = Outage.extend({
  people: z.array(OutageCaller),
  cases: z.array(z.object({ caseNo: z.string(), title: z.string(), state: z.string() })),
  may: z.object({ attach: z.boolean() }),
});
export type OutageDetail = z.infer<typeof OutageDetail>;
