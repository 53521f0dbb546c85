import { expect, it } from 'vitest';
import { takeToken } from './token-bucket.ts';

it('allows a burst, then the steady rate, and never saves up more than the burst', () => {
  const bucket = { tokens: 3, filledAtMs: 0 };
  const take = (nowMs: number) => takeToken(bucket, 3, 2, nowMs);
  expect([take(0), take(0), take(0), take(0)]).toEqual([true, true, true, false]);
  expect([take(499), take(500), take(600)]).toEqual([false, true, false]);
  expect([take(60_000), take(60_000), take(60_000), take(60_000)]).toEqual([true, true, true, false]);
});

it('gives nothing for a clock that goes back', () => {
  const bucket = { tokens: 0, filledAtMs: 1000 };
  expect(takeToken(bucket, 3, 2, 0)).toBe(false);
});
