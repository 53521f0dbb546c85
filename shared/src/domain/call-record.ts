/** The record of one call, computed from its events and nothing else, so that it can always be computed again. */
import type { EventType, LiveEvent } from '../contracts/events.ts';
import { type LegRecord, legsFrom, ownedTalkMs } from './leg-record.ts';
import { followEntries, type QueueEntry } from './queue-entries.ts';
import { asideReducers } from './record/aside.ts';
import { callReducers } from './record/call.ts';
import { callBegun, type CallSoFar, type Reducer } from './record/call-so-far.ts';
import { callQualityReducers, legReducers } from './record/legs.ts';
import { callbackReducers, outboundReducers } from './record/outbound.ts';
import { recordingReducers } from './record/recording.ts';
import type { CallRecord, ExpectedRecording, LeftVoicemail, LegQualityRecord, OfferRecord } from './record/records.ts';
import { closeOffer, routingReducers } from './record/routing.ts';
import { voteReducers } from './record/vote.ts';
import { isWithinThreeRings, ringCount } from './rings.ts';
import { standingWrapUp, type WrapUpRecord, wrapUpsFrom } from './wrap-up-record.ts';

/** Ring of a call whose arrival is missing from the stream: China's. */
const USUAL_RING_CYCLE_MS = 5000;

/** Orders events as the stream does: by ms, then by the number within the ms. */
export function compareEventIds(a: string, b: string): number {
  const dash = a.indexOf('-');
  // Numbers with equally many digits can be compared as text. Nearly all can, and every record sorts its events.
  if (a.length === b.length && dash === b.indexOf('-')) return a < b ? -1 : Number(a > b);
  const [aMs = 0, aSeq = 0] = a.split('-').map(Number);
  const [bMs = 0, bSeq = 0] = b.split('-').map(Number);
  return aMs - bMs || aSeq - bSeq;
}

/** What each event changes; by the type of this table the compiler knows that none is forgotten. */
const reducers: { [T in EventType]: Reducer<T> } = {
  ...callReducers,
  ...routingReducers,
  ...outboundReducers,
  ...callbackReducers,
  ...legReducers,
  ...callQualityReducers,
  ...recordingReducers,
  ...voteReducers,
  ...asideReducers,
};

/**
 * The record of a call from its events, in any order, doubled or with some missing: what is there is used, the first
 * end of anything counts, and what comes after it is late and changes nothing (except an amended wrap-up). Throws on an
 * empty list.
 */
export function callRecordFrom(given: readonly LiveEvent[]): {
  call: CallRecord;
  offers: OfferRecord[];
  recordings: ExpectedRecording[];
  entries: QueueEntry[];
  legs: LegRecord[];
  qualities: LegQualityRecord[];
  wrapUps: WrapUpRecord[];
  voicemail: LeftVoicemail | null;
} {
  const events = [...new Map(given.map((event) => [event.id, event])).values()].sort((a, b) =>
    compareEventIds(a.id, b.id),
  );
  const first = events[0];
  if (first === undefined) throw new Error('a call without events has no record');

  const call = callBegun(first.callId);
  const stays = followEntries(call.callId);
  for (const event of events) {
    const before = stays.entries.length;
    stays.take(event);
    if (stays.entries.length > before) call.queueId = stays.entries.at(-1)?.queueId ?? call.queueId;
    // An event that only an older release knew is still among those kept.
    (reducers[event.type] as Reducer<EventType> | undefined)?.(call, event);
  }
  const endedAtMs = call.ended?.atMs ?? null;
  if (endedAtMs !== null) {
    for (const offer of call.offers.values()) closeOffer(offer, 'withdrawn', endedAtMs);
    for (const recording of call.recordings.values()) recording.callEndedAtMs = endedAtMs;
  }
  const legs = legsFrom(events);
  const wrapUps = wrapUpsFrom(events);
  return {
    call: summaryOf(call, first.atMs, { entries: stays.entries, legs, wrapUps }),
    offers: [...call.offers.values()].sort((a, b) => a.offerGen - b.offerGen),
    recordings: [...call.recordings.values()],
    legs,
    entries: stays.entries,
    qualities: [...call.qualities.values()],
    wrapUps,
    voicemail: call.voicemail,
  };
}

/** `firstAtMs`: of its first event, where the stream tells of no arrival. */
function summaryOf(
  call: CallSoFar,
  firstAtMs: number,
  { entries, legs, wrapUps }: { entries: QueueEntry[]; legs: LegRecord[]; wrapUps: WrapUpRecord[] },
): CallRecord {
  const { arrived, placed, dialled, identified, ended, answeredAtMs, centerAnsweredAtMs, holdMs } = call;
  const arrivedAtMs = arrived?.atMs ?? firstAtMs;
  const begun = arrived?.data ?? placed?.data ?? (dialled && { ...dialled.data, callerNumber: dialled.data.number });
  const who = identified?.data ?? placed?.data;
  /** In the canonical spelling; '' when withheld. */
  const callerNumberOf = (): string => {
    const canonical = (arrived ?? placed)?.data.canonicalNumber;
    if (canonical === '' || identified?.data.numberKind === 'withheld') return '';
    return who?.e164 || dialled?.data.e164 || canonical || (begun?.callerNumber ?? '');
  };
  const endedAtMs = ended?.atMs ?? null;
  const ringCycleMs = begun?.ringCycleMs ?? USUAL_RING_CYCLE_MS;
  const sinceArrival = (atMs: number | null) => (atMs === null ? null : Math.max(0, atMs - arrivedAtMs));
  const waitedMs = sinceArrival(answeredAtMs ?? endedAtMs);
  const moments = [answeredAtMs, centerAnsweredAtMs, endedAtMs].filter((atMs) => atMs !== null);
  const rangMs = moments.length === 0 ? null : sinceArrival(Math.min(...moments));
  const isInTime = (atMs: number | null): boolean | null => {
    // The three-ring promise is made to those who call the center.
    if (dialled !== undefined) return null;
    const ringingMs = sinceArrival(atMs);
    if (ringingMs === null) return endedAtMs === null ? null : false;
    return isWithinThreeRings(ringingMs, ringCycleMs);
  };
  const takenAtMs =
    answeredAtMs !== null && centerAnsweredAtMs !== null
      ? Math.min(answeredAtMs, centerAnsweredAtMs)
      : (answeredAtMs ?? centerAnsweredAtMs);
  const wasAnswered = answeredAtMs !== null;
  const outcome = ended?.data.outcome ?? null;
  /** A caller who leaves while a seat rings thereby withdraws its offer. */
  const placeOfLoss = () => {
    if ([...call.offers.values()].some(({ result, endedAtMs: at }) => result === 'withdrawn' && at === endedAtMs))
      return 'ringing';
    return entries.length === 0 ? 'menu' : 'queue';
  };
  const standing = standingWrapUp(wrapUps, call.agentId);
  // Either of two colleagues may transfer the call, and the one who stays no longer has it.
  const talkedMs = (end: number, begin: number) =>
    dialled?.data.direction === 'internal' ? Math.max(0, end - begin - holdMs) : ownedTalkMs(legs);

  return {
    callId: call.callId,
    direction: dialled?.data.direction ?? (placed === undefined ? 'inbound' : 'callback'),
    arrivedAtMs,
    endedAtMs,
    hotline: begun?.hotline ?? '',
    queueId: call.queueId,
    callerNumber: callerNumberOf(),
    customerId: who?.customerId || null,
    customerName: who?.customerName || null,
    tier: who?.tier || null,
    agentId: call.agentId,
    // Nobody abandons a call that a seat has answered.
    outcome: wasAnswered && outcome === 'abandoned' ? 'answered' : outcome,
    endedBy: ended?.data.endedBy ?? null,
    gaveUpIn: outcome === 'abandoned' && !wasAnswered ? placeOfLoss() : null,
    endCause: ended?.data.cause ?? null,
    endWhy: ended?.data.why ?? null,
    waitedMs,
    rings: rangMs === null || dialled !== undefined ? null : ringCount(rangMs, ringCycleMs),
    withinThreeRings: isInTime(answeredAtMs),
    takenWithinThreeRings: isInTime(takenAtMs),
    centerAnsweredAtMs,
    answeredAtMs,
    talkMs: wasAnswered && endedAtMs !== null ? talkedMs(endedAtMs, answeredAtMs ?? 0) : null,
    holdMs: wasAnswered ? holdMs : null,
    wrapUpMs: standing === undefined ? null : wrapUps.reduce((sum, { wrapUpMs }) => sum + wrapUpMs, 0),
    categoryId: standing?.categoryId ?? null,
    result: standing?.result ?? null,
    note: standing?.note ?? '',
    // A queue without wrap-up asks for no category: its wrap-up is complete by itself. An internal call has no
    // wrap-up.
    isComplete:
      endedAtMs !== null && (!wasAnswered || dialled?.data.direction === 'internal' || standing?.isComplete === true),
    ronas: [...call.offers.values()].filter((offer) => offer.result === 'expired').length,
    recordingId: call.recordings.keys().next().value ?? null,
    transfers: call.transfers,
    isVoteAsked: call.isVoteAsked,
    vote: call.vote,
  };
}
