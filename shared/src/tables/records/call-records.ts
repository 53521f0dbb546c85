/** What the records of calls are made of: written by the queue-workers from the event stream, and computed again from it. */
import type { CallRecord, LegQualityRecord, OfferRecord } from '../../domain/record/records.ts';
import type { LegRecord } from '../../domain/leg-record.ts';
import type { QueueEntry } from '../../domain/queue-entries.ts';
import type { WrapUpRecord } from '../../domain/wrap-up-record.ts';
import { flag, flagOrNull, int, intOrNull, json, key, ms, msOrNull, real, text, textOrNull, table } from '../table.ts';

export type CallRow = CallRecord;
export const CallSchema = table<CallRow>('calls', {
  callId: key,
  direction: text,
  arrivedAtMs: ms,
  endedAtMs: msOrNull,
  hotline: text,
  queueId: textOrNull,
  callerNumber: text,
  customerId: textOrNull,
  customerName: textOrNull,
  tier: textOrNull,
  agentId: textOrNull,
  outcome: textOrNull,
  endedBy: textOrNull,
  gaveUpIn: textOrNull,
  isVoteAsked: flag,
  transfers: int,
  endCause: intOrNull,
  endWhy: textOrNull,
  waitedMs: msOrNull,
  rings: intOrNull,
  withinThreeRings: flagOrNull,
  takenWithinThreeRings: flagOrNull,
  centerAnsweredAtMs: msOrNull,
  answeredAtMs: msOrNull,
  talkMs: msOrNull,
  holdMs: msOrNull,
  wrapUpMs: msOrNull,
  categoryId: textOrNull,
  result: textOrNull,
  note: text,
  isComplete: flag,
  ronas: int,
  recordingId: textOrNull,
  vote: intOrNull,
});

export interface CallEventRow {
  /** Id of the entry in the Redis stream: orders and names the event. */
  eventId: string;
  callId: string;
  type: string;
  atMs: number;
  agentId: string;
  data: Record<string, unknown>;
}
export const CallEventSchema = table<CallEventRow>('call_events', {
  eventId: key,
  callId: text,
  type: text,
  atMs: ms,
  agentId: text,
  data: json,
});

export type OfferRow = OfferRecord;
export const OfferSchema = table<OfferRow>('offers', {
  callId: key,
  offerGen: { type: 'int', primary: true },
  agentId: text,
  queueId: text,
  offeredAtMs: ms,
  endedAtMs: msOrNull,
  result: text,
  cause: textOrNull,
});

export type QueueEntryRow = QueueEntry;
export const QueueEntrySchema = table<QueueEntryRow>('queue_entries', {
  callId: key,
  entryNo: { type: 'int', primary: true },
  queueId: text,
  enteredAtMs: ms,
  leftAtMs: msOrNull,
  left: textOrNull,
  why: text,
});

export interface LegRow extends LegRecord {
  /** Arrival of its call. */
  arrivedAtMs: number;
}
export const LegSchema = table<LegRow>('legs', {
  callId: key,
  legNo: { type: 'int', primary: true },
  arrivedAtMs: ms,
  kind: text,
  who: text,
  role: text,
  addedBy: text,
  addedAtMs: ms,
  answeredAtMs: msOrNull,
  endedAtMs: msOrNull,
  end: textOrNull,
  ownedFromMs: msOrNull,
  talkMs: msOrNull,
  holdMs: ms,
  wrapUpMs: msOrNull,
});

export type LegQualityRow = LegQualityRecord;
export const LegQualitySchema = table<LegQualityRow>('leg_qualities', {
  callId: key,
  offerGen: { type: 'int', primary: true },
  agentId: key,
  mos: real,
  lowestMos: real,
  lostShare: real,
  sentLostShare: real,
  jitterMs: int,
  roundTripMs: intOrNull,
  soundLostMs: int,
  measuredMs: int,
});

/** The note of a call as a full text index can find it: see note-words.ts. */
export interface CallNoteRow {
  callId: string;
  words: string;
}
export const CallNoteSchema = table<CallNoteRow>('call_notes', { callId: key, words: text });

/** A wrap-up that ran out or was cut short, until its seat finishes it; counted from the call's events. */
export type OpenWrapUpRow = Pick<WrapUpRecord, 'callId' | 'agentId' | 'startedAtMs'>;
export const OpenWrapUpSchema = table<OpenWrapUpRow>('open_wrap_ups', { callId: key, agentId: key, startedAtMs: ms });

/** One spell of one seat in one state. */
export interface AgentStateRow {
  /** The event that began it. */
  eventId: string;
  agentId: string;
  state: string;
  reason: string;
  fromMs: number;
  /** Null while it lasts. */
  toMs: number | null;
}
export const AgentStateSchema = table<AgentStateRow>('agent_states', {
  eventId: key,
  agentId: text,
  state: text,
  reason: text,
  fromMs: ms,
  toMs: msOrNull,
});
