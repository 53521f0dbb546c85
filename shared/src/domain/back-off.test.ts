import { expect, it } from 'vitest';
import { backOffMs } from './back-off.ts';

const limits = { firstMs: 100, mostMs: 2000 };

it.each([
  [0, 100],
  [1, 200],
  [4, 1600],
  [5, 2000],
  [5000, 2000],
])('waits after %i waits at most %i ms and at least half of that', (earlierWaits, mostMs) => {
  expect(backOffMs(earlierWaits, limits, () => 1)).toBe(mostMs);
  expect(backOffMs(earlierWaits, limits, () => 0)).toBe(mostMs / 2);
});

it('spreads those who wait', () => {
  const waits = Array.from({ length: 50 }, () => backOffMs(10, limits));
  expect(new Set(waits).size).toBeGreaterThan(10);
  expect(waits.every((ms) => ms >= 1000 && ms <= 2000)).toBe(true);
});
