import { type DeadlineCalendar, nextOpenAt, openTimeBetween } from '../open-time.ts';
import type { CaseClock } from './case-clock.ts';

/** What is left of a clock's time, in the time that it counts. */
export interface TimeLeft {
  /** In ms; below zero: so much of it has passed since. */
  leftMs: number;
  /** All of its time, in ms. */
  wholeMs: number;
  /** Whether it runs at this moment: neither paused nor out of hours. */
  isTicking: boolean;
  asOfMs: number;
}

const onTheWall: readonly CaseClock['measure']['kind'][] = ['elapsed', 'calendarDays', 'at', 'promise'];

/** Null while nobody knows when it is due. */
export function timeLeft(
  calendar: DeadlineCalendar,
  { measure, startedAtMs, dueAtMs, pauses }: Pick<CaseClock, 'measure' | 'startedAtMs' | 'dueAtMs' | 'pauses'>,
  nowMs: number,
): TimeLeft | null {
  if (dueAtMs === null) return null;
  const counted = onTheWall.includes(measure.kind) ? { ...calendar, hours: null, specialDays: {} } : calendar;
  const countedBetween = (fromMs: number, toMs: number): number => {
    const paused = pauses.map((pause) =>
      openTimeBetween(counted, Math.max(fromMs, pause.fromMs), Math.min(toMs, pause.toMs ?? toMs)),
    );
    return openTimeBetween(counted, fromMs, toMs) - paused.reduce((sum, ms) => sum + ms, 0);
  };
  const isPaused = pauses.some(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < (toMs ?? Infinity));
  return {
    leftMs: nowMs < dueAtMs ? countedBetween(nowMs, dueAtMs) : -countedBetween(dueAtMs, nowMs),
    wholeMs: countedBetween(startedAtMs, dueAtMs),
    isTicking: !isPaused && nextOpenAt(counted, nowMs) === nowMs,
    asOfMs: nowMs,
  };
}
