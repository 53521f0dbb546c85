/** What the records of one call are made of. */
import type { LegQuality } from '../../contracts/telephony/call-quality.ts';
import type { OfferCause } from '../agent-state.ts';
import type { CallDirection, CallOutcome, CallParty } from '../call-state.ts';

/** Times are ms since 1970, durations ms; null where the call has not got that far. */
export interface CallRecord {
  callId: string;
  direction: CallDirection;
  arrivedAtMs: number;
  endedAtMs: number | null;
  hotline: string;
  /** The queue it was in last. */
  queueId: string | null;
  /** E.164 when the number could be parsed, else as the carrier sent it; '' when withheld. */
  callerNumber: string;
  customerId: string | null;
  /** Name and tier as they were at the call. */
  customerName: string | null;
  tier: string | null;
  /** The first seat that answered: it is responsible to the end. */
  agentId: string | null;
  outcome: CallOutcome | null;
  endedBy: CallParty | null;
  /** Where the caller was when they gave up. */
  gaveUpIn: 'menu' | 'queue' | 'ringing' | null;
  /** Q.850. */
  endCause: number | null;
  endWhy: string | null;
  /** From arrival to the answer by a seat, or to the end when none answered. */
  waitedMs: number | null;
  /** Rings until a seat, the center or the end: 1 is the first. */
  rings: number | null;
  /** Answered by a seat, by a seat or the center, within three rings of arrival. Null until it is decided. */
  withinThreeRings: boolean | null;
  takenWithinThreeRings: boolean | null;
  centerAnsweredAtMs: number | null;
  answeredAtMs: number | null;
  /** All talk time with the customer, by whomever: without hold, and without the waits of transfers. */
  talkMs: number | null;
  holdMs: number | null;
  /** Total of all its wrap-ups. */
  wrapUpMs: number | null;
  /** Category, result and note are those of the wrap-up that represents the call: see standingWrapUp. */
  categoryId: string | null;
  result: string | null;
  note: string;
  /** Ended, and with a category when a seat answered. */
  isComplete: boolean;
  /** Offers that a seat let ring to the end. */
  ronas: number;
  recordingId: string | null;
  /** How often a seat transferred it: to a seat, a queue or a number. */
  transfers: number;
  isVoteAsked: boolean;
  /** The customer's vote after the conversation, 1 to 5. */
  vote: number | null;
}

export interface OfferRecord {
  callId: string;
  offerGen: number;
  agentId: string;
  queueId: string;
  offeredAtMs: number;
  endedAtMs: number | null;
  result: 'open' | 'answered' | 'expired' | 'failed' | 'withdrawn';
  cause: OfferCause | null;
}

/** How one leg of a seat sounded. */
export interface LegQualityRecord extends LegQuality {
  callId: string;
  offerGen: number;
  agentId: string;
}

/** A message the caller has left, or was about to. */
export interface LeftVoicemail {
  voicemailId: string;
  queueId: string;
  leftAtMs: number;
}

export interface ExpectedRecording {
  recordingId: string;
  callId: string;
  /** Mono files in RECORDING_SPOOL: the seat's audio ('' for a voicemail), the customer's audio. */
  agentFile: string;
  customerFile: string;
  startedAtMs: number;
  /** When its call ended: from then on it is due. Null while the call lasts. */
  callEndedAtMs: number | null;
}
