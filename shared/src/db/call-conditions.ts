/** What the figures count, in the terms of the table `calls` (as `c`): for sums and for the calls behind them. */
import { SHORT_ABANDON_MS } from '../domain/service-level.ts';

/** Ended as answered, or is talking now: the wait of a call is known once it is answered. */
const answered = `(outcome = 'answered' OR (outcome IS NULL AND waitedMs IS NOT NULL))`;
const abandoned = `(outcome = 'abandoned' AND waitedMs >= ${SHORT_ABANDON_MS})`;
/** Came to an end in the queue, or at a seat. */
const settled = `(${answered} OR outcome IN ('abandoned', 'callback', 'lost'))`;

/** Conditions on inbound calls, each counted once. */
export const callConditions = {
  offered: 'TRUE',
  answered,
  abandoned,
  shortAbandoned: `(outcome = 'abandoned' AND waitedMs < ${SHORT_ABANDON_MS})`,
  /** Asked to be called back; the callback is a call of its own and does not count as offered again. */
  calledBack: `(outcome = 'callback')`,
  sentAway: `(outcome = 'sentAway')`,
  lost: `(outcome = 'lost')`,
  stillThere: '(outcome IS NULL AND waitedMs IS NULL)',
  withinThreeRings: `(${answered} AND withinThreeRings)`,
  takenWithinThreeRings: `(${settled} AND takenWithinThreeRings)`,
  gaveUpInMenu: `(${abandoned} AND gaveUpIn = 'menu')`,
  gaveUpInQueue: `(${abandoned} AND (gaveUpIn = 'queue' OR gaveUpIn IS NULL))`,
  gaveUpRinging: `(${abandoned} AND gaveUpIn = 'ringing')`,
  handled: '(talkMs IS NOT NULL)',
  held: '(holdMs > 0)',
} as const;

export const answeredWithin = (seconds: number) => `(${answered} AND waitedMs <= ${seconds * 1000})`;
export const abandonedWithin = (seconds: number) => `(outcome = 'abandoned' AND waitedMs <= ${seconds * 1000})`;
