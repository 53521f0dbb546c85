import { describe, expect, it } from 'vitest';
import { at, C } from '../calendars-of-2026.ts';
import { isChasedByCall } from './chased-by-call.ts';
import { shippedCaseTypes } from './types/index.ts';

const types = new Map(shippedCaseTypes().map((type) => [type.key, type]));
const calendars = new Map([['office', C]]);
const sinceMs = at('2026-11-27 17:00');
const isChased = (key: string, state: 'open' | 'waiting' | 'settled', stepKey: string, nowMs: number) =>
  isChasedByCall(types.get(key) as never, { state, stepKey, stepSinceMs: sinceMs }, calendars, nowMs);

describe('a call of the customer about a work order', () => {
  // To be accepted within 60 open minutes: from Friday 17:00 to 18:00.
  it.each([
    ['that waits', 'waiting', 'waiting', '2026-11-27 17:01', true],
    ['that stands at its step for less than it may', 'open', 'dispatched', '2026-11-27 17:59', false],
    ['that stands longer, the night and the weekend not counted', 'open', 'dispatched', '2026-11-30 09:01', true],
    ['that has stood over the weekend, most of it closed', 'open', 'accepted', '2026-11-30 10:00', false],
    ['that is done', 'settled', 'done', '2026-12-30 10:00', false],
  ] as const)('%s', (_what, state, stepKey, now, expected) => {
    expect(isChased('workOrder', state, stepKey, at(now))).toBe(expected);
  });
});

it('a call about a complaint is no chase, however long it stands', () => {
  expect(isChased('complaint', 'open', 'registered', at('2026-12-30 10:00'))).toBe(false);
});

it.each([...types.values()])(
  '$key asks for at most eight things while the customer is on the line',
  ({ asked, key }) => {
    // Subject, category, grade, who is to be called back; a claim has its amount besides.
    expect(asked.length + 4 + (key === 'claimStep' ? 1 : 0)).toBeLessThanOrEqual(8);
  },
);
