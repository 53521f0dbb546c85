/** The live console: queues, seats and alarms. A snapshot, then numbered differences at most twice a second. */
import { z } from 'zod';
import { agentStates } from '../../domain/agent-state.ts';
import { ledgerTerms } from '../../domain/figures.ts';
import type { QueueToday } from '../../domain/three-ring-rate.ts';
import { soundDirections } from '../telephony/call-quality.ts';
import type { Ack } from '../errors.ts';
import type { Role } from '../../domain/roles.ts';

export const liveBoardAccess = {
  live: ['lead', 'supervisor', 'admin'],
  /** What is done from the live page: to seats and calls, by messages, in the log of the shift. */
  room: ['lead', 'supervisor'],
} as const satisfies Record<string, readonly Role[]>;

export const LiveQueue = z.object({
  queueId: z.string(),
  name: z.string(),
  nameEn: z.string(),
  /** Calls on the line: each waits, rings at a seat or talks. */
  waiting: z.number().int(),
  /** Arrival of the longest waiting caller whom no seat has answered; null when there is none. */
  longestSinceMs: z.number().nullable(),
  ringing: z.number().int(),
  talking: z.number().int(),
  /** Unanswered callers who arrived more than three rings ago. */
  waitingLate: z.number().int(),
  /** Seats of this queue by their current state; those that ring or talk may have another queue's call. */
  ready: z.number().int(),
  seatsRinging: z.number().int(),
  seatsTalking: z.number().int(),
  wrapUp: z.number().int(),
  notReady: z.number().int(),
  /** Calls that entered the queue today, in the center's time zone: `offered` is the sum of the terms of the books. */
  today: z.object(
    Object.fromEntries(
      (['offered', ...ledgerTerms, 'withinThreeRings'] as const).map((name) => [name, z.number().int()]),
    ) as Record<keyof QueueToday, z.ZodNumber>,
  ),
});
export const LiveSeat = z.object({
  agentId: z.string(),
  name: z.string(),
  teamId: z.string().nullable(),
  teamName: z.string().nullable(),
  state: z.enum(agentStates),
  reason: z.string(),
  sinceMs: z.number(),
  callId: z.string().nullable(),
  queueId: z.string().nullable(),
  /** A lead with another seat's call. */
  isCoaching: z.boolean(),
  /** Its customer is on hold since then. */
  heldSinceMs: z.number().nullable(),
  /** The seat asks for help with its call. */
  help: z.object({ askedAtMs: z.number(), reason: z.string(), seenBy: z.string().nullable() }).nullable(),
  customerName: z.string().nullable(),
  customerTier: z.string().nullable(),
  /** Set while a call rings at the seat, to count rings from. */
  offeredAtMs: z.number().nullable(),
  isRegistered: z.boolean(),
  /** For its current call: the score of the last seconds, and the direction whose audio is missing. */
  mos: z.number().nullable(),
  soundLost: z.enum(soundDirections).nullable(),
});
/** Alarms by limits: they last until the cause is gone. */
export const watchedAlarmKinds = [
  'longestWait',
  'noSeat',
  'serviceLevel',
  'longTalk',
  'longHold',
  'longWrapUp',
  'quality',
  'ports',
  'diskLow',
  'switchSilent',
  'channelStuck',
  'switchRestart',
  'databaseSilent',
  'workersBehind',
  'caseMissed',
  'majorNotAcknowledged',
  'danger',
] as const;
export type WatchedAlarmKind = (typeof watchedAlarmKinds)[number];
export const alarmKinds = [
  ...watchedAlarmKinds,
  'rona',
  'thirdRing',
  'seatUnreachable',
  'oneWayAudio',
  'help',
] as const;
export const LiveAlarm = z.object({
  alarmId: z.string(),
  kind: z.enum(alarmKinds),
  atMs: z.number(),
  agentId: z.string().nullable(),
  queueId: z.string().nullable(),
  callId: z.string().nullable(),
  /** OfferCause for rona; for a request for help, the seat's words. */
  cause: z.string(),
  /** When the cause was gone; null while it lasts, and for momentary alarms. */
  endedAtMs: z.number().nullable(),
  /** The first lead who acknowledged it. */
  acknowledgedBy: z.string().nullable(),
});
export type LiveQueue = z.infer<typeof LiveQueue>;
export type LiveSeat = z.infer<typeof LiveSeat>;
export type LiveAlarm = z.infer<typeof LiveAlarm>;

export interface LiveSnapshot {
  seq: number;
  serverNowMs: number;
  ringCycleMs: number;
  queues: LiveQueue[];
  seats: LiveSeat[];
  /** Newest first, bounded. */
  alarms: LiveAlarm[];
}
/** Follows the message with `seq - 1`; a gap makes the viewer load the snapshot again. */
export interface LiveDifference {
  seq: number;
  serverNowMs: number;
  queues: LiveQueue[];
  seats: LiveSeat[];
  goneSeats: string[];
  /** New, ended or acknowledged. */
  alarms: LiveAlarm[];
}
export interface LiveCommands {
  'live.watch': (body: object, ack: (reply: Ack<{ snapshot: LiveSnapshot }>) => void) => void;
  /** Acknowledges an alarm, for everybody who sees it. */
  'live.acknowledge': (body: { alarmId: string }, ack: (reply: Ack) => void) => void;
  'live.unwatch': (body: object, ack: (reply: Ack) => void) => void;
}
export interface LiveEvents {
  'live.changed': (difference: LiveDifference) => void;
}
