import { expect, it } from 'vitest';
import { hearsCallbackKey, isNewKey } from './hears-callback-key.ts';

it.each([
  ['who dialled straight to the queue', null, false, 30, 0, true],
  ['the key of the menu, pressed twice', 1000, false, 30, 1700, false],
  ['a guess long after the menu, before it was named', 1000, false, 30, 20_000, false],
  ['who has heard it named', 1000, true, 30, 1700, true],
  ['the key of the menu again, where nothing is announced', 1000, false, 0, 2500, false],
  ['where nothing is announced, a while after the menu', 1000, false, 0, 3100, true],
])('%s: %s, offered %s, announced every %s s, at %s -> %s', (_, keyedAtMs, isCallbackOffered, every, nowMs, heard) => {
  expect(hearsCallbackKey({ keyedAtMs, isCallbackOffered }, { announceEverySeconds: every }, nowMs)).toBe(heard);
});

it('accepts a key soon after another only if no earlier key led the caller on', () => {
  expect(isNewKey({ keyedAtMs: null }, 0)).toBe(true);
  expect(isNewKey({ keyedAtMs: 1000 }, 2900)).toBe(false);
  expect(isNewKey({ keyedAtMs: 1000 }, 3001)).toBe(true);
});
