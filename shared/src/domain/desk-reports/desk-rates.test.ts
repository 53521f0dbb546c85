import { describe, expect, it } from 'vitest';
import {
  deskCounts,
  type DeskCounts,
  deskRateNames,
  isOnTarget,
  quantileOfMinutes,
  rateOf,
  secondRateOf,
} from './desk-rates.ts';

const none = Object.fromEntries(deskCounts.map((name) => [name, 0])) as DeskCounts;
/** 50 dispatches, 40 rounds of which two misses are excused, 38 settled, 38 visits. */
const month: DeskCounts = {
  ...none,
  dispatches: 50,
  acceptedInTime: 46,
  returned: 4,
  rounds: 40,
  doneInTime: 34,
  doneExcused: 2,
  settledRounds: 38,
  reworked: 3,
  visits: 38,
  answered: 36,
  rated: 34,
  satisfied: 30,
};

const percent = (rate: number | null) => (rate === null ? '–' : (rate * 100).toFixed(2));

describe('the golden month', () => {
  it.each([
    ['acceptedInTime', '92.00', false],
    ['returned', '8.00', true],
    ['doneInTime', '85.00', false],
    ['reworked', '7.89', true],
    ['reached', '94.74', false],
    ['participated', '94.44', null],
    ['satisfied', '88.24', true],
  ] as const)('%s: %s %%', (name, rate, isGood) => {
    expect(percent(rateOf(name, month))).toBe(rate);
    expect(isOnTarget(name, rateOf(name, month))).toBe(isGood);
  });

  it('has a second rate after excuses', () => {
    expect(percent(secondRateOf('doneInTime', month))).toBe('89.47');
    expect(percent(secondRateOf('acceptedInTime', month))).toBe('92.00');
  });

  it('has a second rate of visits without wrong numbers', () => {
    expect(percent(secondRateOf('reached', { ...month, wrongNumbers: 2 }))).toBe('100.00');
  });
});

it('has no rate where there is nothing to divide by', () => {
  for (const name of deskRateNames) {
    expect([name, rateOf(name, none), secondRateOf(name, none)]).toEqual([name, null, null]);
    expect(isOnTarget(name, rateOf(name, none))).toBeNull();
  }
  expect(secondRateOf('doneInTime', { ...none, rounds: 2, doneExcused: 2 })).toBeNull();
});

it.each([
  [0.5, [], null],
  [0.5, [7], 7],
  [0.5, [1, 2], 1],
  [0.5, [1, 2, 3, 4, 5], 3],
  [0.9, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 9],
  [0.9, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 10],
])('of the share %d of %j minutes none took longer than %s', (share, each, minutes) => {
  const once = each.map((one) => ({ minutes: one, count: 1 }));
  expect(quantileOfMinutes(once, share)).toBe(minutes);
});
