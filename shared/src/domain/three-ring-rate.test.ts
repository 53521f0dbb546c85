import { expect, it } from 'vitest';
import { nothingToday, threeRingParts, threeRingRate } from './three-ring-rate.ts';

it('divides by who came to an end, as the report does, and by who waits past the third ring', () => {
  const today = { ...nothingToday, offered: 14, answered: 6, withinThreeRings: 5, abandoned: 1, shortAbandoned: 1 };
  expect(threeRingParts({ ...today, calledBack: 1, lost: 1 }, 0)).toEqual([5, 10]);
  expect(threeRingRate(today, 2)).toBe(0.5);
});

it('leaves out who may still be answered in time, and what left the queue otherwise', () => {
  const today = { ...nothingToday, offered: 10, answered: 6, withinThreeRings: 6, stillThere: 4 };
  expect(threeRingRate(today, 0)).toBe(1);
  expect(threeRingRate({ ...today, overflowedOut: 3, sentAway: 2 }, 0)).toBe(1);
});

it('says nothing before the first call is decided', () => {
  expect(threeRingRate({ ...nothingToday, offered: 1, stillThere: 1 }, 0)).toBeNull();
  expect(threeRingRate({ ...nothingToday, offered: 1, stillThere: 1 }, 1)).toBe(0);
});
