import { expect, it } from 'vitest';
import { areWorkersBehind } from './judge-workers.ts';

const nowMs = 1_000_000;
const agoMs = (seconds: number) => nowMs - seconds * 1000;

it.each([
  ['nothing waits and they ask each second', null, agoMs(1), 0, false],
  ['an event waits for a moment', agoMs(2), agoMs(1), 0, false],
  ['an event has waited for long', agoMs(16), agoMs(1), 0, true],
  ['nobody has asked for long, though nothing happens', null, agoMs(16), 0, true],
  ['there was never one', null, null, 0, true],
  ['there was never one, but we have just begun to look', null, null, agoMs(10), false],
  ['the database is back for a moment', agoMs(600), agoMs(600), agoMs(10), false],
  ['the database is back for long', agoMs(600), agoMs(1), agoMs(16), true],
])('%s', (_what, unwrittenSinceMs, askedAtMs, excusedUntilMs, isBehind) => {
  expect(areWorkersBehind({ nowMs, unwrittenSinceMs, askedAtMs }, excusedUntilMs)).toBe(isBehind);
});
