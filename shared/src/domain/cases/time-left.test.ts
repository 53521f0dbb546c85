import { describe, expect, it } from 'vitest';
import { A, at, C } from '../calendars-of-2026.ts';
import type { CaseClock } from './case-clock.ts';
import { timeLeft } from './time-left.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const clock = (more: Partial<CaseClock> = {}) => ({
  measure: { kind: 'openTime', minutes: 240 } as CaseClock['measure'],
  startedAtMs: at('2026-09-30T17:00'),
  dueAtMs: at('2026-10-08T12:00'),
  pauses: [],
  ...more,
});

describe('the time that is left of a clock', () => {
  it('is what its calendar counts, and stands over night and holidays', () => {
    expect(timeLeft(C, clock(), at('2026-10-03T10:00'))).toMatchObject({
      leftMs: 3 * HOUR_MS,
      wholeMs: 4 * HOUR_MS,
      isTicking: false,
    });
    expect(timeLeft(C, clock(), at('2026-10-08T11:30'))).toMatchObject({ leftMs: 30 * MINUTE_MS, isTicking: true });
  });

  it('stands at lunch', () => {
    const lunch = clock({ startedAtMs: at('2026-11-30T11:30'), dueAtMs: at('2026-11-30T15:00') });
    expect(timeLeft(A, lunch, at('2026-11-30T12:45'))).toMatchObject({ leftMs: 90 * MINUTE_MS, isTicking: false });
  });

  it('is below zero by the open time since it was due', () => {
    expect(timeLeft(C, clock(), at('2026-10-08T12:20'))?.leftMs).toBe(-20 * MINUTE_MS);
    expect(timeLeft(C, clock(), at('2026-10-08T22:00'))?.leftMs).toBe(-6 * HOUR_MS);
  });

  it('is not used up by a pause, now or to come', () => {
    const pauses = [{ reason: 'customer' as const, fromMs: at('2026-11-30T10:00'), toMs: at('2026-11-30T12:00') }];
    const paused = clock({ startedAtMs: at('2026-11-30T09:00'), dueAtMs: at('2026-11-30T15:00'), pauses });
    expect(timeLeft(C, paused, at('2026-11-30T11:00'))).toMatchObject({ leftMs: 3 * HOUR_MS, isTicking: false });
    expect(timeLeft(C, paused, at('2026-11-30T13:00'))).toMatchObject({ leftMs: 2 * HOUR_MS, isTicking: true });
    expect(timeLeft(C, paused, at('2026-11-30T13:00'))?.wholeMs).toBe(4 * HOUR_MS);
  });

  it('is that of the clock on the wall where this is what counts', () => {
    const elapsed = clock({
      measure: { kind: 'elapsed', minutes: 48 * 60 },
      startedAtMs: at('2026-11-27T17:30'),
      dueAtMs: at('2026-11-29T17:30'),
    });
    expect(timeLeft(C, elapsed, at('2026-11-28T17:30'))).toMatchObject({ leftMs: 24 * HOUR_MS, isTicking: true });
  });

  it('is unknown while nobody knows when it is due', () => {
    expect(timeLeft(C, clock({ dueAtMs: null }), at('2026-10-08T11:30'))).toBeNull();
  });
});
