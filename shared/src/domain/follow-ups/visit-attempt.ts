/** When a customer may be visited again, and what counts as an attempt. Pure; times and zone are given. */
import {
  type AttemptBody,
  type AttemptOutcome,
  FOLLOW_UP_TRIES,
  type followUpErrors,
  type FollowUpState,
  REACHED_TALK_MS,
} from '../../contracts/service-desk/follow-ups.ts';
import { centerClock } from '../center-day.ts';

const MORNING_MINUTE = 8 * 60;
const NOON_MINUTE = 12 * 60;

/** The half of a day, as one word. */
export function halfDayOf(atMs: number, timeZone: string): string {
  const { date, minute } = centerClock(timeZone).wallTimeOf(atMs);
  return `${date} ${minute < NOON_MINUTE ? 'am' : 'pm'}`;
}

/** Noon, or the next morning: an attempt without an answer is not repeated in the same half of a day. */
export function nextHalfDayAt(atMs: number, timeZone: string): number {
  const clock = centerClock(timeZone);
  const { date, minute } = clock.wallTimeOf(atMs);
  return minute < NOON_MINUTE
    ? clock.instantAt(date, NOON_MINUTE)
    : clock.instantAt(clock.dateOf(clock.startOfNextDay(atMs)), MORNING_MINUTE);
}

export interface AttemptFault {
  field: 'outcome' | 'rating' | 'words' | 'reason';
  code: keyof typeof followUpErrors;
}

export interface AttemptFacts {
  /** The last attempt without an answer; null: there is none. */
  lastTriedAtMs: number | null;
  /** Of the seat to this number since then; null: there is none. */
  call: { talkMs: number } | null;
  /** Whether its kind asks how satisfied the customer is. */
  asksRating: boolean;
  timeZone: string;
  nowMs: number;
}

/** Null: it counts. */
export function faultOfAttempt(
  { outcome, rating, words, reason }: Pick<AttemptBody, 'outcome' | 'rating' | 'words' | 'reason'>,
  { lastTriedAtMs, call, asksRating, timeZone, nowMs }: AttemptFacts,
): AttemptFault | null {
  if (outcome === 'noAnswer' && lastTriedAtMs !== null) {
    if (halfDayOf(lastTriedAtMs, timeZone) === halfDayOf(nowMs, timeZone))
      return { field: 'outcome', code: 'visitTriedAlready' };
  }
  if (outcome === 'reached') {
    if (asksRating && rating === null) return { field: 'rating', code: 'visitRatingMissing' };
    if (isDissatisfied(rating) && words === '') return { field: 'words', code: 'visitWordsMissing' };
    if (call !== null && call.talkMs < REACHED_TALK_MS && reason === '')
      return { field: 'reason', code: 'visitTooShort' };
  }
  return call === null && reason === '' ? { field: 'reason', code: 'visitWithoutCall' } : null;
}

/** 4 and 5 are satisfied, 3 is neither. */
export const isDissatisfied = (rating: number | null): boolean => rating !== null && rating <= 2;

export function stateAfter(outcome: AttemptOutcome, tries: number): FollowUpState {
  if (outcome !== 'noAnswer') return outcome;
  return tries >= FOLLOW_UP_TRIES ? 'unreachable' : 'planned';
}
