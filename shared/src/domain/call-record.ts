/** The record of one call, computed from its events and nothing else, so that it can always be computed again. */
import type { LegQuality } from '../contracts/telephony/call-quality.ts';
import type { LiveEvent } from '../contracts/events.ts';
import type { OfferCause } from './agent-state.ts';
import type { CallDirection, CallOutcome, CallParty } from './call-state.ts';
import { type LegRecord, legsFrom, ownedTalkMs } from './leg-record.ts';
import { followEntries, type QueueEntry } from './queue-entries.ts';
import { isWithinThreeRings, ringCount } from './rings.ts';
import { standingWrapUp, type WrapUpRecord, wrapUpsFrom } from './wrap-up-record.ts';

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
  /** Of all its wrap-ups. */
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

  const { callId } = first;
  const offers = new Map<number, OfferRecord>();
  const recordings = new Map<string, ExpectedRecording>();
  const stays = followEntries(callId);
  const { entries } = stays;
  const qualities = new Map<string, LegQualityRecord>();
  let voicemail: LeftVoicemail | null = null;
  let arrived: Extract<LiveEvent, { type: 'call.arrived' }> | undefined;
  let ended: Extract<LiveEvent, { type: 'call.ended' }> | undefined;
  let placed: Extract<LiveEvent, { type: 'callback.placed' }> | undefined;
  let dialled: Extract<LiveEvent, { type: 'outbound.placed' }> | undefined;
  let transfers = 0;
  let isVoteAsked = false;
  let vote: number | null = null;
  let identified: Extract<LiveEvent, { type: 'call.identified' }> | undefined;
  let queueId: string | null = null;
  let answeredAtMs: number | null = null;
  let agentId: string | null = null;
  let centerAnsweredAtMs: number | null = null;
  let heldSinceMs: number | null = null;
  let holdMs = 0;

  const offerOf = (event: LiveEvent, offerGen: number): OfferRecord => {
    const known = offers.get(offerGen);
    if (known !== undefined) return known;
    const offer: OfferRecord = {
      callId,
      offerGen,
      agentId: event.agentId,
      queueId: queueId ?? '',
      offeredAtMs: event.atMs,
      endedAtMs: null,
      result: 'open',
      cause: null,
    };
    offers.set(offerGen, offer);
    return offer;
  };
  const closeOffer = (offer: OfferRecord, result: OfferRecord['result'], atMs: number, cause?: OfferCause) => {
    if (offer.result !== 'open') return;
    offer.result = result;
    offer.endedAtMs = Math.max(atMs, offer.offeredAtMs);
    offer.cause = cause ?? null;
  };

  for (const event of events) {
    const before = entries.length;
    stays.take(event);
    if (entries.length > before) queueId = entries.at(-1)?.queueId ?? queueId;
    switch (event.type) {
      case 'call.arrived':
        arrived ??= event;
        break;
      case 'callback.placed':
        placed ??= event;
        queueId = event.data.queueId;
        break;
      case 'outbound.placed':
        dialled ??= event;
        queueId = event.data.queueId || null;
        // Also when nobody answers: the seat that placed the call is responsible for it.
        agentId = event.agentId;
        break;
      case 'vote.asked':
        isVoteAsked = true;
        break;
      case 'vote.given':
        vote ??= event.data.score;
        break;
      case 'call.identified':
        identified = event;
        break;
      case 'routing.offered':
        queueId = event.data.queueId;
        offerOf(event, event.data.offerGen);
        break;
      case 'routing.offerExpired':
        closeOffer(offerOf(event, event.data.offerGen), 'expired', event.atMs, event.data.cause);
        break;
      case 'routing.offerFailed':
        closeOffer(offerOf(event, event.data.offerGen), 'failed', event.atMs, event.data.cause);
        break;
      case 'routing.offerWithdrawn':
        closeOffer(offerOf(event, event.data.offerGen), 'withdrawn', event.atMs);
        break;
      case 'call.centerAnswered':
        if (ended === undefined) centerAnsweredAtMs ??= event.atMs;
        break;
      case 'call.answered':
        if (ended !== undefined) break;
        // A seat that places a call gets no offer for it.
        if (dialled === undefined) closeOffer(offerOf(event, event.data.offerGen), 'answered', event.atMs);
        // A call transferred to a queue is answered again; the first seat stays responsible.
        if (answeredAtMs !== null) break;
        answeredAtMs = event.atMs;
        agentId = event.agentId;
        break;
      case 'call.qualityMeasured':
        qualities.set(`${event.agentId}.${event.data.offerGen}`, { callId, agentId: event.agentId, ...event.data });
        break;
      case 'call.transferred':
        // A seat that was lost has not transferred the call.
        if (ended === undefined && event.data.how !== 'gone') transfers += 1;
        break;
      case 'call.soundLost':
      case 'call.soundRestored':
      case 'call.seatAway':
      case 'call.seatBack':
      case 'call.takenOver':
      case 'leg.added':
      case 'leg.answered':
      case 'leg.roleChanged':
      case 'leg.held':
      case 'leg.retrieved':
      case 'leg.rejoined':
      case 'leg.ended':
      case 'call.rejoining':
      case 'call.rejoined':
        break;
      case 'call.held':
        if (answeredAtMs !== null && ended === undefined) heldSinceMs ??= event.atMs;
        break;
      case 'call.retrieved':
        if (heldSinceMs !== null) holdMs += Math.max(0, event.atMs - heldSinceMs);
        heldSinceMs = null;
        break;
      case 'call.ended':
        if (ended !== undefined) break;
        ended = event;
        if (heldSinceMs !== null) holdMs += Math.max(0, event.atMs - heldSinceMs);
        heldSinceMs = null;
        break;
      case 'voicemail.started':
        voicemail ??= { voicemailId: event.data.recordingId, queueId: event.data.queueId, leftAtMs: event.atMs };
        recordings.set(event.data.recordingId, {
          recordingId: event.data.recordingId,
          callId,
          agentFile: '',
          customerFile: event.data.file,
          startedAtMs: event.atMs,
          callEndedAtMs: null,
        });
        break;
      case 'recording.started':
        if (recordings.has(event.data.recordingId)) break;
        recordings.set(event.data.recordingId, {
          recordingId: event.data.recordingId,
          callId,
          agentFile: event.data.agentFile,
          customerFile: event.data.customerFile,
          startedAtMs: event.atMs,
          callEndedAtMs: null,
        });
        break;
      case 'callback.dialled':
        // The seat has taken it; `call.answered` says whether the customer answered.
        closeOffer(offerOf(event, event.data.offerGen), 'answered', event.atMs);
        break;
      case 'routing.callQueued':
      case 'routing.callOverflowed':
      case 'businessCalendar.lineClosed':
      case 'waiting.announced':
      case 'waiting.oldPlaceGiven':
      case 'callback.requested':
      case 'outbound.dialled':
      case 'recording.omitted':
      case 'recording.paused':
      case 'recording.resumed':
      case 'vote.missed':
      case 'callback.notReached':
      case 'call.menuStepEntered':
      case 'call.menuChosen':
      case 'call.digitsCollected':
      case 'call.languageChosen':
      case 'routing.priorityChanged':
      case 'routing.callPulled':
      case 'routing.phonePickedUp':
      case 'help.asked':
      case 'help.seen':
      case 'help.ended':
      case 'alarm.raised':
      case 'alarm.ended':
      case 'alarm.acknowledged':
      case 'routing.numberAnswered':
      // Each seat that had the call has a wrap-up: wrapUpsFrom.
      case 'wrapUp.started':
      case 'wrapUp.finished':
      case 'wrapUp.amended':
      case 'wrapUp.noted':
      case 'agent.phoneChanged':
      case 'agent.stateChanged':
        break;
    }
  }

  const arrivedAtMs = arrived?.atMs ?? first.atMs;
  const begun = arrived?.data ?? placed?.data ?? (dialled && { ...dialled.data, callerNumber: dialled.data.number });
  const who = identified?.data ?? placed?.data;
  /** In the canonical spelling; '' when withheld. */
  const callerNumberOf = (): string => {
    const canonical = (arrived ?? placed)?.data.canonicalNumber;
    if (canonical === '' || identified?.data.numberKind === 'withheld') return '';
    return who?.e164 || dialled?.data.e164 || canonical || (begun?.callerNumber ?? '');
  };
  const endedAtMs = ended?.atMs ?? null;
  if (endedAtMs !== null) {
    for (const offer of offers.values()) closeOffer(offer, 'withdrawn', endedAtMs);
    for (const recording of recordings.values()) recording.callEndedAtMs = endedAtMs;
  }
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
    if ([...offers.values()].some(({ result, endedAtMs: at }) => result === 'withdrawn' && at === endedAtMs))
      return 'ringing';
    return entries.length === 0 ? 'menu' : 'queue';
  };
  const wrapUps = wrapUpsFrom(events);
  const standing = standingWrapUp(wrapUps, agentId);
  const legs = legsFrom(events);
  // Either of two colleagues may transfer the call, and the one who stays no longer has it.
  const talkedMs = (end: number, begin: number) =>
    dialled?.data.direction === 'internal' ? Math.max(0, end - begin - holdMs) : ownedTalkMs(legs);

  return {
    call: {
      callId,
      direction: dialled?.data.direction ?? (placed === undefined ? 'inbound' : 'callback'),
      arrivedAtMs,
      endedAtMs,
      hotline: begun?.hotline ?? '',
      queueId,
      callerNumber: callerNumberOf(),
      customerId: who?.customerId || null,
      customerName: who?.customerName || null,
      tier: who?.tier || null,
      agentId,
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
      ronas: [...offers.values()].filter((offer) => offer.result === 'expired').length,
      recordingId: recordings.keys().next().value ?? null,
      transfers,
      isVoteAsked,
      vote,
    },
    offers: [...offers.values()].sort((a, b) => a.offerGen - b.offerGen),
    recordings: [...recordings.values()],
    legs,
    entries,
    qualities: [...qualities.values()],
    wrapUps,
    voicemail,
  };
}
