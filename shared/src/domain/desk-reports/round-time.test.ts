import { expect, it } from 'vitest';
import { A, at } from '../calendars-of-2026.ts';
import { roundTimeOf } from './round-time.ts';

const HOUR_MS = 3_600_000;

it('counts the hours of its calendar without pauses, all that passed, and all that was paused', () => {
  const pause = { reason: 'customer' as const, fromMs: at('2026-11-30T11:00'), toMs: at('2026-11-30T14:30') };
  // Monday 10:00 to Tuesday 10:00: seven hours and a half of office hours, of which two were paused.
  expect(roundTimeOf(A, { startedAtMs: at('2026-11-30T10:00'), pauses: [pause] }, at('2026-12-01T10:00'))).toEqual({
    openMs: 5.5 * HOUR_MS,
    elapsedMs: 24 * HOUR_MS,
    pausedMs: 3.5 * HOUR_MS,
  });
});

it('counts a pause that has not ended until the round is settled', () => {
  const pause = { reason: 'customer' as const, fromMs: at('2026-11-30T11:00'), toMs: null };
  expect(roundTimeOf(A, { startedAtMs: at('2026-11-30T10:00'), pauses: [pause] }, at('2026-11-30T12:00'))).toEqual({
    openMs: HOUR_MS,
    elapsedMs: 2 * HOUR_MS,
    pausedMs: HOUR_MS,
  });
});
