import { expect, it } from 'vitest';
import { planRestart } from './plan-restart.ts';

const stuck = [
  { channelId: 'a', sinceMs: 1000 },
  { channelId: 'b', sinceMs: 5000 },
];

it.each([
  { what: 'nothing is stuck', of: [], up: ['x'], nowMs: 1e9, plan: 'none' },
  { what: 'Asterisk has started anew and does not know them', of: stuck, up: ['x'], nowMs: 1e9, plan: 'none' },
  { what: 'Asterisk has started anew and has no call', of: stuck, up: [], nowMs: 1e9, plan: 'none' },
  { what: 'another call is up', of: stuck, up: ['a', 'b', 'x'], nowMs: 60_000, plan: 'waiting' },
  { what: 'the other calls are over', of: stuck, up: ['b', 'a'], nowMs: 6000, plan: 'due' },
  { what: 'the first of them is gone, the other is alone', of: stuck, up: ['b'], nowMs: 6000, plan: 'due' },
  { what: 'the first has waited long enough', of: stuck, up: ['a', 'b', 'x'], nowMs: 61_000, plan: 'due' },
  { what: 'the one that waited long is gone', of: stuck, up: ['b', 'x'], nowMs: 61_000, plan: 'waiting' },
])('$plan: $what', ({ of, up, nowMs, plan }) => {
  expect(planRestart(of, up, nowMs, 60_000)).toBe(plan);
});
