/** A clock of a case: what happens to it when its rule, its calendar or its parent changes. Pure. */
import { type Counting, type CountedSpan, type DueTime, dueTimeOf, type Measure } from './due-time.ts';
import type { DeadlineCalendar } from './open-time.ts';

/** Half-open, `from` to below `to`, in fen; the last one has no end. */
export interface AmountBand<T> {
  fromFen: number;
  toFen: number | null;
  value: T;
}

/** The band that an amount lies in; undefined for an amount below the first. */
export function bandOf<T>(bands: readonly AmountBand<T>[], amountFen: number): AmountBand<T> | undefined {
  return bands.find(({ fromFen, toFen }) => amountFen >= fromFen && (toFen === null || amountFen < toFen));
}

export type BandFault = { kind: 'noBand' } | { kind: 'gap' | 'overlap' | 'badAmount'; at: number };

/** What is wrong with a table of bands that must cover every amount from zero on; `at` counts from 0. */
export function checkBands(bands: readonly AmountBand<unknown>[]): BandFault | null {
  if (bands.length === 0) return { kind: 'noBand' };
  let reachedFen: number | null = 0;
  for (const [at, { fromFen, toFen }] of bands.entries()) {
    const isWhole = [fromFen, toFen ?? 0].every((fen) => Number.isSafeInteger(fen) && fen >= 0);
    if (!isWhole || (toFen !== null && toFen <= fromFen)) return { kind: 'badAmount', at };
    if (reachedFen === null || fromFen < reachedFen) return { kind: 'overlap', at };
    if (fromFen > reachedFen) return { kind: 'gap', at };
    reachedFen = toFen;
  }
  return reachedFen === null ? null : { kind: 'gap', at: bands.length };
}

/** Whoever has to act on a changed rule gets at least this much time. */
const GRACE: Measure = { kind: 'openTime', minutes: 30 };

/**
 * The due time by another rule: the clock keeps its start and its pauses and gets the new budget. One that would
 * thereby be overdue is due half an open hour from now (`isGrace`), so that nobody misses a deadline they could not
 * know.
 */
export function retarget(counting: Counting, nowMs: number): DueTime & { isGrace: boolean } {
  const due = dueTimeOf(counting);
  if (due.kind !== 'due' || due.dueAtMs > nowMs) return { ...due, isGrace: false };
  return { ...dueTimeOf({ ...counting, measure: GRACE, startedAtMs: nowMs, pauses: [] }), isGrace: true };
}

export type CalendarEffect =
  | { kind: 'same' }
  /** More time than before: takes effect at once. */
  | { kind: 'later'; dueAtMs: number; due: DueTime }
  /** Less time than was promised: takes effect when a supervisor confirms it. */
  | { kind: 'earlier'; dueAtMs: number; due: DueTime }
  /** No time at all any more. */
  | { kind: 'noCalendar' };

/** What a changed calendar does to a running clock that was due at `dueAtMs`. Verdicts already given do not change. */
export function calendarEffect(counting: Counting, dueAtMs: number): CalendarEffect {
  const due = dueTimeOf(counting);
  if (due.kind === 'noCalendar') return { kind: 'noCalendar' };
  if (due.kind === 'paused' || due.dueAtMs === dueAtMs) return { kind: 'same' };
  return { kind: due.dueAtMs > dueAtMs ? 'later' : 'earlier', dueAtMs: due.dueAtMs, due };
}

/** For a case that depends on another: never later than its parent. */
export function nestedDue(ownMs: number, parentMs: number | null): { dueAtMs: number; isParents: boolean } {
  const isParents = parentMs !== null && parentMs < ownMs;
  return { dueAtMs: isParents ? parentMs : ownMs, isParents };
}

/** When this share (0 to 1) of the counted time is over; null where nothing was counted. */
export function instantAtShare(counted: readonly CountedSpan[], share: number): number | null {
  const wholeMs = counted.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  let left = wholeMs * share;
  for (const { fromMs, toMs } of counted) {
    if (left <= toMs - fromMs) return Math.round(fromMs + left);
    left -= toMs - fromMs;
  }
  return counted.at(-1)?.toMs ?? null;
}

/** Years whose holidays a calendar should know: from 1 December on the next one too. */
export function missingYears({ knownYears }: Pick<DeadlineCalendar, 'knownYears'>, today: string): number[] {
  const year = Number(today.slice(0, 4));
  const wanted = today.slice(5) >= '12-01' ? [year, year + 1] : [year];
  return wanted.filter((one) => !knownYears.includes(one));
}
