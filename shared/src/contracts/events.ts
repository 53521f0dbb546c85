/**
 * The event stream: what happened, in order, appended by the same Lua script that made the change.
 * Each entry of the Redis stream has the fields `type`, `at` (ms), `call` (id or ''), `agent` (employee number or '')
 * and `data` (JSON). The stream id orders and names the event; replaying one changes nothing.
 */
import { z } from 'zod';
import { watchedAlarmKinds } from './lead-room/live-board.ts';
import { agentStates, offerCauses } from '../domain/agent-state.ts';
import { legEnds, legKinds, legRoles, transferWays } from '../domain/call-leg.ts';
import { callOutcomes, callParties } from '../domain/call-state.ts';
import { LegQuality, soundDirections } from './telephony/call-quality.ts';

const ms = z.number().int();
const gen = z.number().int();

/**
 * Why this seat: the candidates considered, in order, with the verdict on each. `by` says whether a call looked for a
 * seat or a seat that became free for a call. Verdicts of seats: chosen, later, passed (it let this call ring before),
 * skill, notRegistered, noMicrophone, silent, own, borrowed, freed; of calls: due, lent, own, passed, keptForOther. The
 * one that was picked is always named; of the others only the first few. `looked` counts them all.
 */
export const OfferReason = z.object({
  by: z.enum(['call', 'seat']),
  strategy: z.string().optional(),
  /** `skill>level` by commas; '' when any seat would do. */
  needs: z.string().optional(),
  /** Seats rung at once. */
  atOnce: z.number().int().optional(),
  looked: z.number().int().optional(),
  // An empty Lua table becomes {}.
  seats: z
    .union([
      z.array(
        z.object({
          agentId: z.string(),
          score: z.string().optional(),
          verdict: z.string(),
          /** Of another queue's seats, lent to this one. */
          lent: z.boolean().optional(),
        }),
      ),
      z.object({}),
    ])
    .optional(),
  calls: z
    .union([
      z.array(
        z.object({
          callId: z.string(),
          score: z.string(),
          verdict: z.string(),
          /**
           * If its queue takes part in the fair share: how far it was ahead of its share at this seat; the queue with
           * the least is next.
           */
          share: z.object({ queueId: z.string(), share: z.number().int(), ahead: z.number() }).optional(),
        }),
      ),
      z.object({}),
    ])
    .optional(),
});
export type OfferReason = z.infer<typeof OfferReason>;

/** Payload (`data`) of every event type. */
export const eventData = {
  'call.arrived': z.object({
    node: z.string(),
    channelId: z.string(),
    hotline: z.string(),
    /** As the carrier sent it; '' when withheld. */
    callerNumber: z.string(),
    /** In the canonical spelling, by which a caller is recognized; '' when withheld. Missing in older events. */
    canonicalNumber: z.string().optional(),
    ringCycleMs: ms,
  }),
  'call.identified': z.object({
    /** E.164, or '' when it is not a valid number. */
    e164: z.string(),
    numberKind: z.string(),
    customerId: z.string(),
    customerName: z.string(),
    tier: z.string(),
  }),
  'routing.callQueued': z.object({ queueId: z.string(), priority: z.number().int() }),
  'routing.offered': z.object({
    offerGen: gen,
    queueId: z.string(),
    deadlineAtMs: ms,
    waitedMs: ms,
    why: OfferReason.optional(),
  }),
  /**
   * Removed from its queue, or not put into it: with `to` queue it waits in `toQueueId`, placed by its first arrival.
   */
  'routing.callOverflowed': z.object({
    fromQueueId: z.string(),
    to: z.enum(['queue', 'number', 'voicemail', 'message', 'callback']),
    toQueueId: z.string(),
    number: z.string(),
    /** An OverflowReason, `closed`, `menu`, or `noAnswer` for an outside number. */
    why: z.string(),
  }),
  /** The outside number that the call was forwarded to. */
  'routing.numberAnswered': z.object({}),
  /** The queue is closed now; `kind` is that of the day in question. */
  'businessCalendar.lineClosed': z.object({ queueId: z.string(), kind: z.string() }),
  /** The caller is about to leave a message, in this file inside RECORDING_SPOOL. */
  'voicemail.started': z.object({ recordingId: z.string(), file: z.string(), queueId: z.string() }),
  'routing.priorityChanged': z.object({ priority: z.number().int() }),
  /** A lead gave the waiting call to this seat by hand. */
  'routing.callPulled': z.object({ byAgentId: z.string() }),
  /**
   * The telephone of a seat on duty at home was picked up: until this time the key that accepts the call must be
   * pressed.
   */
  'routing.phonePickedUp': z.object({ offerGen: gen, deadlineAtMs: ms }),
  'routing.offerExpired': z.object({ offerGen: gen, cause: z.enum(offerCauses) }),
  /** The seat could not be rung, or refused; the call is back at the head of its queue. */
  'routing.offerFailed': z.object({ offerGen: gen, cause: z.enum(offerCauses) }),
  /** The caller gave up (or another end came) while the seat rang. */
  'routing.offerWithdrawn': z.object({ offerGen: gen }),
  /**
   * The center itself answered: greeting, then music. `isThirdRing`: because nobody had answered by then. Both are
   * missing in older events.
   */
  'call.centerAnswered': z.object({ queueId: z.string().optional(), isThirdRing: z.boolean().optional() }),
  /** A caller listens to another step of a menu; the digit that led there, '' when none did. */
  'call.menuStepEntered': z.object({
    menu: z.string(),
    version: z.number().int(),
    step: z.string(),
    digit: z.string(),
  }),
  /**
   * A caller left a menu: the digit pressed, '' when passed on without one. `queueId` is '' when the caller went
   * elsewhere: `target` then says where (`number:4002`, `hangUp`).
   */
  'call.menuChosen': z.object({
    menu: z.string(),
    digit: z.string(),
    queueId: z.string(),
    version: z.number().int().optional(),
    step: z.string().optional(),
    target: z.string().optional(),
  }),
  /** A customer or account number entered by keypad. */
  'call.digitsCollected': z.object({
    menu: z.string(),
    step: z.string(),
    what: z.enum(['customerNumber', 'accountNumber']),
    digits: z.string(),
  }),
  'call.languageChosen': z.object({ language: z.enum(['zh', 'en']) }),
  /** The position in the queue was announced, and the estimated wait if it is reliable enough. */
  'waiting.announced': z.object({
    queueId: z.string(),
    position: z.number().int(),
    /**
     * Remaining wait, 0 when there is no estimate. Not announced when `isSaid` is false, but its error is measured all
     * the same.
     */
    estimateMs: ms,
    isSaid: z.boolean(),
  }),
  /** The caller rang back soon after giving up, or before being called back: the first arrival counts again. */
  'waiting.oldPlaceGiven': z.object({ queueId: z.string(), placeAtMs: ms }),
  /** The caller asked to be called back; `callbackId` is the call that now keeps the place. */
  'callback.requested': z.object({ callbackId: z.string() }),
  /** First event of a callback: it takes its caller's place in the queue. */
  'callback.placed': z.object({
    ofCallId: z.string(),
    node: z.string(),
    hotline: z.string(),
    queueId: z.string(),
    priority: z.number().int(),
    callerNumber: z.string(),
    canonicalNumber: z.string().optional(),
    e164: z.string(),
    customerId: z.string(),
    customerName: z.string(),
    tier: z.string(),
    placeAtMs: ms,
    ringCycleMs: ms,
  }),
  /** The seat is on the line; the customer is dialled. */
  'callback.dialled': z.object({ offerGen: gen, attempt: z.number().int() }),
  /**
   * First event of a call that a seat places: to a customer (`number` as it is dialled, `hotline` as the number shown),
   * or to a colleague's seat.
   */
  'outbound.placed': z.object({
    direction: z.enum(['outbound', 'internal']),
    node: z.string(),
    hotline: z.string(),
    queueId: z.string(),
    number: z.string(),
    e164: z.string(),
    /** The colleague; '' when a customer is called. */
    calleeId: z.string(),
    ringCycleMs: ms,
  }),
  /** The seat's own phone is on the line; the other side is dialled. */
  'outbound.dialled': z.object({}),
  /** Q.850 cause. */
  'callback.notReached': z.object({ attempt: z.number().int(), cause: z.number().int() }),
  'call.answered': z.object({ offerGen: gen, waitedMs: ms }),
  /** The seat's browser lost its audio and is rung again; then it is back, on a new leg. */
  'call.rejoining': z.object({ offerGen: gen }),
  'call.rejoined': z.object({ offerGen: gen }),
  /** How a leg of the seat sounded, as its browser measured it; may come after the call has ended. */
  'call.qualityMeasured': LegQuality.extend({ offerGen: gen }),
  /** Audio that should flow is missing, seen from the seat; then it is back. */
  'call.soundLost': z.object({ offerGen: gen, direction: z.enum(soundDirections) }),
  'call.soundRestored': z.object({ offerGen: gen, lostMs: ms }),
  'call.held': z.object({}),
  'call.retrieved': z.object({ heldMs: ms }),
  /** No audio comes from the seat any more and the customer hears music; then it comes again, on the same leg. */
  'call.seatAway': z.object({ offerGen: gen }),
  'call.seatBack': z.object({ offerGen: gen, awayMs: ms }),
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
  'call.ended': z.object({
    outcome: z.enum(callOutcomes),
    endedBy: z.enum(callParties),
    /** Q.850 cause, 0 when unknown. */
    cause: z.number().int(),
    /** A word for people: e.g. 'asteriskRestarted', 'unknownHotline', 'endedWhileServerWasDown'. */
    why: z.string(),
  }),
  'recording.started': z.object({
    recordingId: z.string(),
    /** File names inside RECORDING_SPOOL: the seat's audio, the customer's audio. */
    agentFile: z.string(),
    customerFile: z.string(),
  }),
  /** The call is not recorded: the customer refuses it, or the queue does not record. */
  'recording.omitted': z.object({ why: z.enum(['customerRefuses', 'queueSetting', 'diskFull']) }),
  /** Silence is written from here on, until the seat goes on, or by itself at `untilMs`. */
  'recording.paused': z.object({ untilMs: ms }),
  'recording.resumed': z.object({ pausedMs: ms, why: z.enum(['seat', 'limit', 'callEnded']) }),
  /** The seat has left; the customer is asked for 1 to 5. */
  'vote.asked': z.object({}),
  'vote.given': z.object({ score: z.number().int().min(1).max(5) }),
  /** No vote: the customer hung up, or pressed no valid key. */
  'vote.missed': z.object({ why: z.enum(['hungUp', 'noAnswer']) }),
  'wrapUp.started': z.object({ deadlineAtMs: ms }),
  'wrapUp.finished': z.object({
    categoryId: z.string(),
    result: z.string(),
    note: z.string(),
    /** False when the time limit, or somebody other than its seat, ended it: what was written so far is kept. */
    complete: z.boolean(),
    wrapUpMs: ms,
    /** Absent in older events: `wrapUpMs` before its end. */
    startedAtMs: ms.optional(),
  }),
  /**
   * Category, result and note corrected after the wrap-up ended. `startedAtMs` says of which one; absent: the seat's
   * last.
   */
  'wrapUp.amended': z.object({
    categoryId: z.string(),
    result: z.string(),
    note: z.string(),
    startedAtMs: ms.optional(),
  }),
  /**
   * What a seat had written about a call that it leaves without owing a wrap-up: it was consulted, or did not answer.
   */
  'wrapUp.noted': z.object({ note: z.string() }),
  /** What the center knows of a seat's phone: registered at Asterisk, microphone live. */
  /** An alarm by the configured limits: raised, ended, acknowledged by a lead. */
  'alarm.raised': z.object({
    alarmId: z.string(),
    kind: z.enum(watchedAlarmKinds),
    queueId: z.string(),
    callId: z.string(),
  }),
  'alarm.ended': z.object({ alarmId: z.string() }),
  'alarm.acknowledged': z.object({ alarmId: z.string() }),
  /** A request for help by a seat: made, seen by a lead, ended. */
  'help.asked': z.object({ reason: z.string() }),
  'help.seen': z.object({ byAgentId: z.string() }),
  'help.ended': z.object({ why: z.enum(['withdrawn', 'callEnded']) }),
  'agent.phoneChanged': z.object({ isRegistered: z.boolean(), hasMicrophone: z.boolean() }),
  'agent.stateChanged': z.object({
    from: z.enum(agentStates),
    to: z.enum(agentStates),
    reason: z.string(),
    /** How long the previous state lasted. */
    lastedMs: ms,
  }),
} as const;

export type EventType = keyof typeof eventData;
export type EventData<T extends EventType> = z.infer<(typeof eventData)[T]>;

export type LiveEvent = {
  [T in EventType]: { id: string; type: T; atMs: number; callId: string; agentId: string; data: EventData<T> };
}[EventType];

/** Parses the flat field list of one stream entry. Throws on a type or payload it does not know. */
export function parseLiveEvent(id: string, fields: readonly string[]): LiveEvent {
  const entry: Record<string, string> = {};
  for (let i = 0; i + 1 < fields.length; i += 2) entry[fields[i] as string] = fields[i + 1] as string;
  const type = entry.type as EventType;
  const schema = eventData[type];
  if (schema === undefined) throw new Error(`unknown event type ${entry.type} in ${id}`);
  return {
    id,
    type,
    atMs: Number(entry.at),
    callId: entry.call ?? '',
    agentId: entry.agent ?? '',
    data: schema.parse(JSON.parse(entry.data ?? '{}')),
  } as LiveEvent;
}
