import type { EventType, LiveEvent } from '../../contracts/events.ts';
import type { ExpectedRecording, LeftVoicemail, LegQualityRecord, OfferRecord } from './records.ts';

export type EventOf<T extends EventType> = Extract<LiveEvent, { type: T }>;

/** What is known of a call while its events are read, in order. */
export interface CallSoFar {
  readonly callId: string;
  arrived?: EventOf<'call.arrived'>;
  /** Its first event, of a callback. */
  placed?: EventOf<'callback.placed'>;
  /** Its first event, of a call that a seat places. */
  dialled?: EventOf<'outbound.placed'>;
  identified?: EventOf<'call.identified'>;
  ended?: EventOf<'call.ended'>;
  queueId: string | null;
  agentId: string | null;
  answeredAtMs: number | null;
  centerAnsweredAtMs: number | null;
  heldSinceMs: number | null;
  holdMs: number;
  transfers: number;
  isVoteAsked: boolean;
  vote: number | null;
  voicemail: LeftVoicemail | null;
  /** By generation. */
  readonly offers: Map<number, OfferRecord>;
  readonly recordings: Map<string, ExpectedRecording>;
  /** By seat and generation. */
  readonly qualities: Map<string, LegQualityRecord>;
}

export const callBegun = (callId: string): CallSoFar => ({
  callId,
  queueId: null,
  agentId: null,
  answeredAtMs: null,
  centerAnsweredAtMs: null,
  heldSinceMs: null,
  holdMs: 0,
  transfers: 0,
  isVoteAsked: false,
  vote: null,
  voicemail: null,
  offers: new Map(),
  recordings: new Map(),
  qualities: new Map(),
});

/** What one event changes in the record of its call. */
export type Reducer<T extends EventType> = (call: CallSoFar, event: EventOf<T>) => void;
/** One for each event of a chapter: the compiler names the one that is missing. */
export type Reducers<Chapter> = { [T in keyof Chapter & EventType]: Reducer<T> };

export const changesNothing = (): void => {};
