import { z } from 'zod';
import { Instant } from '../instant.ts';
import { ownId } from '../plain-text.ts';
import { LegQuality } from '../telephony/call-quality.ts';
import { legEnds, legKinds, legRoles } from '../../domain/call-leg.ts';
import { LegalHold, recordingStates } from './recordings.ts';
import { callDirections, callOutcomes, callParties } from '../../domain/call-state.ts';
import { offerCauses } from '../../domain/agent-state.ts';
import { countedThings, MAX_SERVICE_LEVEL_SECONDS, openFigures } from '../../domain/figures.ts';
import { type Role, seatRoles } from '../../domain/roles.ts';

export const callRecordAccess = {
  calls: [...seatRoles, 'supervisor', 'qa', 'admin'],
} as const satisfies Record<string, readonly Role[]>;

export const callRecordJobs = {
  /** Trim the part of the event stream that has been written to the records. */
  trimEvents: z.object({}),
} as const;

/** `from`, `to`: ISO 8601 with offset, or ms since 1970; `to` is exclusive. */
export const CallQuery = z.object({
  from: Instant.optional(),
  to: Instant.optional(),
  queue: ownId(40).optional(),
  /** Employee number, or part of the name. */
  agent: z.string().trim().max(64).optional(),
  number: z.string().max(32).optional(),
  outcome: z.enum(callOutcomes).optional(),
  customer: ownId(40).optional(),
  /** Words in the note, each as it was written; in Chinese any part of a sentence. */
  note: z.string().trim().max(100).optional(),
  /** The figure that was clicked: only the calls it counts. */
  figure: z.enum(openFigures).optional(),
  /** Seconds of the figure `withinThreshold`. */
  threshold: z.coerce.number().int().min(1).max(MAX_SERVICE_LEVEL_SECONDS).optional(),
  hotline: z.string().max(64).optional(),
  category: ownId(40).optional(),
  /** A tier, or `unknown`: callers without a file. */
  tier: ownId(16).optional(),
  /** Counted for this queue, the queues that need this skill, the seats of this team; `offered` unless `figure` says. */
  entered: ownId(40).optional(),
  skill: ownId(40).optional(),
  team: ownId(40).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const CallSummary = z.object({
  callId: z.string(),
  direction: z.enum(callDirections),
  arrivedAtMs: z.number(),
  endedAtMs: z.number().nullable(),
  hotline: z.string(),
  queueId: z.string().nullable(),
  queueName: z.string().nullable(),
  /** Masked for roles that need not see it. */
  callerNumber: z.string(),
  customerId: z.string().nullable(),
  customerName: z.string().nullable(),
  tier: z.string().nullable(),
  agentId: z.string().nullable(),
  agentName: z.string().nullable(),
  outcome: z.enum(callOutcomes).nullable(),
  endedBy: z.enum(callParties).nullable(),
  /** From arrival to answer by a seat, or to the end when none answered. */
  waitedMs: z.number().nullable(),
  /** Rings until a person, the center, or the end: 1 is the first. */
  rings: z.number().int().nullable(),
  withinThreeRings: z.boolean().nullable(),
  centerAnsweredAtMs: z.number().nullable(),
  answeredAtMs: z.number().nullable(),
  talkMs: z.number().nullable(),
  holdMs: z.number().nullable(),
  wrapUpMs: z.number().nullable(),
  categoryId: z.string().nullable(),
  categoryName: z.string().nullable(),
  result: z.string().nullable(),
  note: z.string(),
  /** The record is complete only with a category (answered calls). */
  isComplete: z.boolean(),
  recordingId: z.string().nullable(),
  /** The customer's vote after the conversation, 1 to 5. */
  vote: z.number().int().nullable(),
  recordingState: z.enum(recordingStates).nullable(),
});
export type CallSummary = z.infer<typeof CallSummary>;
export const CallPage = z.object({ calls: z.array(CallSummary), nextCursor: z.string().nullable() });

/** `GET /api/v1/calls/count`: how many calls the whole list has, with the filters of the list. */
export const CallCountQuery = CallQuery.omit({ cursor: true, limit: true, from: true }).extend({ from: Instant });
/** Counted up to this; for more, narrow the filters. */
export const MAX_CALLS_COUNTED = 200_000;
export const CallCount = z.object({
  /** `MAX_CALLS_COUNTED` also stands for more. */
  calls: z.number().int(),
  /** How often `figure` counts them, if one call may count several times; null if it counts calls. */
  things: z.object({ kind: z.enum(countedThings), count: z.number().int() }).nullable(),
});
export type CallCount = z.infer<typeof CallCount>;

const RecordingInfo = z.object({
  recordingId: z.string(),
  state: z.enum(recordingStates),
  bytes: z.number().nullable(),
  durationMs: z.number().nullable(),
  sha256: z.string().nullable(),
  mediaType: z.string().nullable(),
  startedAtMs: z.number(),
  /** When the retention of its queue was over. */
  deletedAtMs: z.number().nullable(),
});

export const CallDetail = CallSummary.extend({
  endCause: z.number().nullable(),
  endWhy: z.string().nullable(),
  offers: z.array(
    z.object({
      offerGen: z.number(),
      agentId: z.string(),
      agentName: z.string().nullable(),
      offeredAtMs: z.number(),
      endedAtMs: z.number().nullable(),
      result: z.enum(['open', 'answered', 'expired', 'failed', 'withdrawn']),
      cause: z.enum(offerCauses).nullable(),
    }),
  ),
  /** Its stays in queues, in order. */
  entries: z.array(
    z.object({
      queueId: z.string(),
      enteredAtMs: z.number(),
      leftAtMs: z.number().nullable(),
      left: z.enum(['answered', 'overflowed', 'closed', 'queued', 'ended']).nullable(),
      why: z.string(),
    }),
  ),
  /** How its seats' legs sounded, as their browsers measured it. */
  /** All participants, including the first seat, in the order in which they came. */
  legs: z.array(
    z.object({
      legNo: z.number(),
      kind: z.enum(legKinds),
      /** Employee number or outside number, masked like the caller's. */
      who: z.string(),
      name: z.string().nullable(),
      role: z.enum([...legRoles, 'answer']),
      addedBy: z.string(),
      addedAtMs: z.number(),
      answeredAtMs: z.number().nullable(),
      endedAtMs: z.number().nullable(),
      end: z.enum([...legEnds, 'transferred', 'callEnded']).nullable(),
      /** Since when the call was its own. */
      ownedFromMs: z.number().nullable(),
      talkMs: z.number().nullable(),
      holdMs: z.number(),
      wrapUpMs: z.number().nullable(),
    }),
  ),
  /** Wrap-ups of the seats, in the order in which they began; two for a seat that had the call twice. */
  wrapUps: z.array(
    z.object({
      agentId: z.string(),
      agentName: z.string().nullable(),
      startedAtMs: z.number(),
      /** Null while the wrap-up lasts. */
      endedAtMs: z.number().nullable(),
      wrapUpMs: z.number(),
      categoryId: z.string().nullable(),
      categoryName: z.string().nullable(),
      result: z.string().nullable(),
      note: z.string(),
      /** False: it ran out of time or was cut short, and waits to be finished. */
      isComplete: z.boolean(),
      amendedAtMs: z.number().nullable(),
      /** Only a note, by a participant. */
      isNote: z.boolean(),
    }),
  ),
  qualities: z.array(LegQuality.extend({ offerGen: z.number(), agentId: z.string() })),
  timeline: z.array(
    z.object({
      eventId: z.string(),
      type: z.string(),
      atMs: z.number(),
      agentId: z.string(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
  /** Of the first leg, then of all legs: a seat that came back to its call on a new leg has one for each. */
  recording: RecordingInfo.nullable(),
  recordings: z.array(RecordingInfo),
  /** While it is set, no recording of the call is deleted. */
  legalHold: LegalHold.nullable(),
});
export type CallDetail = z.infer<typeof CallDetail>;

/** Wrap-ups that the reader's seat still has to finish, newest first. */
export const OpenWrapUps = z.object({
  wrapUps: z.array(
    CallSummary.pick({
      callId: true,
      direction: true,
      arrivedAtMs: true,
      callerNumber: true,
      customerName: true,
      queueId: true,
      queueName: true,
    }).extend({ startedAtMs: z.number() }),
  ),
});
export type OpenWrapUp = z.infer<typeof OpenWrapUps>['wrapUps'][number];
