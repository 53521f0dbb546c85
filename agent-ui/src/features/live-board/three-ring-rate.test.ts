import { expect, it } from 'vitest';
import { threeRingRate } from './three-ring-rate.ts';

const now = { nowMs: 100_000, ringCycleMs: 5000 };
const board = { offeredToday: 4, withinThreeRingsToday: 2, waiting: 2 };

it('leaves out who may still be answered within three rings, and counts who cannot', () => {
  expect(threeRingRate({ ...board, longestSinceMs: 90_000 }, now)).toBe(1);
  expect(threeRingRate({ ...board, longestSinceMs: 85_000 }, now)).toBe(0.5);
  expect(threeRingRate({ ...board, waiting: 0, longestSinceMs: null }, now)).toBe(0.5);
});

it('says nothing before the first call is decided', () => {
  expect(
    threeRingRate({ offeredToday: 1, withinThreeRingsToday: 0, waiting: 1, longestSinceMs: 99_000 }, now),
  ).toBeNull();
  expect(threeRingRate({ offeredToday: 1, withinThreeRingsToday: 0, waiting: 1, longestSinceMs: 80_000 }, now)).toBe(0);
});
