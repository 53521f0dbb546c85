import { ratio } from './service-level.ts';
import { noMeasures, settled, type LedgerTerm } from './figures.ts';

/** A queue today: the books of its stays, the calls answered within three rings, and those waiting past them now. */
export type QueueToday = Record<LedgerTerm | 'offered' | 'withinThreeRings', number>;
export const nothingToday: QueueToday = {
  offered: 0,
  answered: 0,
  abandoned: 0,
  shortAbandoned: 0,
  overflowedOut: 0,
  calledBack: 0,
  sentAway: 0,
  lost: 0,
  stillThere: 0,
  withinThreeRings: 0,
};

/**
 * The three-ring seat rate of a queue as the day goes, for the board, the wall and the alarm: as the report has it, and
 * whoever waits past the third ring counts from then on, since no answer will be in time. Who may still be answered in
 * time is left out. Null before the first is decided.
 */
export function threeRingParts(today: QueueToday, waitingLate: number): [part: number, whole: number] {
  return [today.withinThreeRings, settled({ ...noMeasures, ...today }) + waitingLate];
}
export const threeRingRate = (today: QueueToday, waitingLate: number): number | null =>
  ratio(...threeRingParts(today, waitingLate));
