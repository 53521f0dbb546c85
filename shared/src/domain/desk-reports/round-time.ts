import type { CaseClock } from '../cases/case-clock.ts';
import { type DeadlineCalendar, openTimeBetween } from '../open-time.ts';

export interface RoundTime {
  /** Of the hours of its calendar, without pauses. */
  openMs: number;
  elapsedMs: number;
  /** All of it, open or not. */
  pausedMs: number;
}

/** How long a round took that is settled now. */
export function roundTimeOf(
  calendar: DeadlineCalendar,
  { startedAtMs, pauses }: Pick<CaseClock, 'startedAtMs' | 'pauses'>,
  doneAtMs: number,
): RoundTime {
  const spans = pauses.map(({ fromMs, toMs }) => ({ fromMs, toMs: Math.min(toMs ?? doneAtMs, doneAtMs) }));
  const sum = (lengthOf: (fromMs: number, toMs: number) => number) =>
    spans.reduce((whole, { fromMs, toMs }) => whole + lengthOf(fromMs, toMs), 0);
  return {
    openMs:
      openTimeBetween(calendar, startedAtMs, doneAtMs) - sum((fromMs, toMs) => openTimeBetween(calendar, fromMs, toMs)),
    elapsedMs: doneAtMs - startedAtMs,
    pausedMs: sum((fromMs, toMs) => Math.max(0, toMs - fromMs)),
  };
}
