/** Visits: customers to be called after their case is settled, with attempts, what they said, and what comes of it. */
import { z } from 'zod';
import { ownId } from '../plain-text.ts';
import type { Role } from '../../domain/roles.ts';
import { taskStanding } from './call-back-list.ts';

export const followUpAudit = {
  followUp: ['claimed', 'released', 'attempted'],
} as const;

export const followUpAccess = {
  followUps: ['agent', 'lead', 'complaint_handler', 'info_desk', 'supervisor', 'admin'],
  /** Gives back and settles what another seat has taken. */
  followUpsOfAll: ['lead', 'supervisor'],
} as const satisfies Record<string, readonly Role[]>;

export const followUpErrors = {
  visitRatingMissing: 400,
  visitWordsMissing: 400,
  /** No call of the seat to this number, or one too short to have talked: the seat says why it counts. */
  visitWithoutCall: 400,
  visitTooShort: 400,
  visitTriedAlready: 409,
  /** Who has handled a case does not ask its customer what they think of it. */
  visitOfOwnWork: 403,
} as const;

/*   planned -> reached | refused | wrongNumber | unreachable (no attempt is left)
 *      |____-> cancelled (the case went another way)   struckOff (the customer rang in and was told) */
export const followUpStates = [
  'planned',
  'reached',
  'refused',
  'unreachable',
  'wrongNumber',
  'cancelled',
  'struckOff',
] as const;
export type FollowUpState = (typeof followUpStates)[number];
export const attemptOutcomes = ['reached', 'refused', 'noAnswer', 'wrongNumber'] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];
/** After this many attempts without an answer, each in another half of a day, nobody tries again. */
export const FOLLOW_UP_TRIES = 3;
/** A shorter talk counts as reached only by the seat's word. */
export const REACHED_TALK_MS = 15_000;

export const FollowUp = z.object({
  followUpId: z.string(),
  kind: z.string(),
  caseId: z.string(),
  caseNo: z.string(),
  caseTitle: z.string(),
  round: z.number().int(),
  customerName: z.string(),
  /** Masked for roles that do not call customers. */
  number: z.string(),
  /** Null: the clock of the case has no such time. */
  dueAtMs: z.number().nullable(),
  /** It was tried in this half of the day: not again before. Null: at once. */
  notBeforeMs: z.number().nullable(),
  assigneeId: z.string().nullable(),
  assigneeName: z.string().nullable(),
  claimedAtMs: z.number().nullable(),
  tries: z.number().int(),
  state: z.enum(followUpStates),
  /** 1 to 5; null: not asked, or not answered. */
  rating: z.number().int().nullable(),
  words: z.string(),
  createdAtMs: z.number(),
  settledAtMs: z.number().nullable(),
  /** Who asks has handled the case, so somebody else visits. */
  isOwnWork: z.boolean(),
  ...taskStanding,
});
export type FollowUp = z.infer<typeof FollowUp>;

export const followUpViews = ['today', 'overdue', 'mine', 'open', 'settled'] as const;
export const FollowUpQuery = z.object({
  /** `today`: due by the end of it, what is late included. */
  view: z.enum(followUpViews).default('today'),
  kind: ownId(40).optional(),
  case: ownId(40).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const FollowUpPage = z.object({ followUps: z.array(FollowUp), nextCursor: z.string().nullable() });

export const AttemptBody = z
  .object({
    outcome: z.enum(attemptOutcomes),
    rating: z.number().int().min(1).max(5).nullable().default(null),
    words: z.string().trim().max(2000).default(''),
    /** Absent: the last call that the seat placed to this number. */
    callId: ownId(64).min(1).nullable().default(null),
    /** Why it counts without a call of its own, or although the talk was short. */
    reason: z.string().trim().max(200).default(''),
  })
  .strict();
export type AttemptBody = z.output<typeof AttemptBody>;

export const FollowUpAttempt = z.object({
  attemptNo: z.number().int(),
  atMs: z.number(),
  byId: z.string(),
  byName: z.string().nullable(),
  callId: z.string().nullable(),
  outcome: z.enum(attemptOutcomes),
  talkMs: z.number().nullable(),
  rating: z.number().int().nullable(),
  words: z.string(),
  reason: z.string(),
});
export const FollowUpAttempts = z.object({ attempts: z.array(FollowUpAttempt) });
