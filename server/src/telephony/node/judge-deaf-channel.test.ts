import { expect, it } from 'vitest';
import { type DeafChannel, judgeDeafChannel, newlyDeaf } from './judge-deaf-channel.ts';

it.each<[string, Partial<DeafChannel>, number, ReturnType<typeof judgeDeafChannel>]>([
  ['was silent once', { times: 1, lastMs: 0 }, 10_000, 'askAgain'],
  ['was silent twice', { times: 2, lastMs: 9000 }, 10_000, 'askAgain'],
  ['rings and was silent once', { times: 1, lastMs: 0, isUp: false }, 10_000, 'wait'],
  ['rings and was silent once, a minute ago', { times: 1, lastMs: 0, isUp: false }, 60_000, 'forget'],
  ['rings and was silent twice', { times: 2, lastMs: 9000, isUp: false }, 10_000, 'hangUp'],
  ['was silent three times', { times: 3, lastMs: 9000 }, 10_000, 'hangUp'],
  ['was hung up just now', { times: 3, hungUpAtMs: 9000 }, 10_000, 'wait'],
  ['was hung up and is still there', { times: 3, hungUpAtMs: 5000 }, 10_000, 'hangUpAgain'],
  ['was hung up twice just now', { times: 3, hungUpAtMs: 0, hungUpAgainAtMs: 9000 }, 10_000, 'wait'],
  ['was hung up twice and is still there', { times: 3, hungUpAtMs: 0, hungUpAgainAtMs: 5000 }, 10_000, 'giveUp'],
  ['was given up', { times: 9, hungUpAtMs: 0, hungUpAgainAtMs: 0, givenUpAtMs: 0 }, 99_000_000, 'wait'],
])('judges a channel that %s', (_, channel, nowMs, verdict) => {
  expect(judgeDeafChannel({ ...newlyDeaf, ...channel }, nowMs)).toBe(verdict);
});
