import { expect, it } from 'vitest';
import { findMissing } from './find-missing.ts';

const call: Parameters<typeof findMissing>[0] = {
  callId: 'c1',
  channelId: '17.1',
  state: 'talking',
  talkingGen: 1,
  offerGen: 1,
  legs: [],
};
const look = (of: Partial<typeof call>, channels: string[], hasLine = true) =>
  findMissing({ ...call, ...of }, { hasLine, channels: new Set(channels) });
const [line, seat] = ['17.1', 'seat-c1.1'];

it.each([
  ['nothing', {}, [line, seat], true, null],
  ['the line', {}, [seat], true, { what: 'line' }],
  ['the line, of all that is', {}, [], true, { what: 'line' }],
  ['the seat', {}, [line], true, { what: 'seat', talkingGen: 1 }],
  ['nothing of a callback that waits', { state: 'waiting', talkingGen: null, channelId: '' }, [], false, null],
  ['nothing of who waits', { state: 'waiting', talkingGen: null }, [line], true, null],
  ['anybody', { talkingGen: null }, [line], true, { what: 'anybody' }],
  ['nothing while the next seat rings', { talkingGen: null, legs: [{}] }, [line], true, null],
] as const)('misses %s', (_, of, channels, hasLine, missing) => {
  expect(look(of, [...channels], hasLine)?.missing ?? null).toEqual(missing);
});

it('takes two things that were missing for a moment each for no fault that lasts', () => {
  const names = [
    // Read before it had come to Asterisk, and in the moment between two seats.
    look({}, [seat]),
    look({}, [line]),
    look({ talkingGen: 2 }, [line, seat]),
    look({ talkingGen: null }, [line]),
    look({ talkingGen: null, offerGen: 2 }, [line]),
    look({ channelId: '17.9' }, [seat]),
  ].map((found) => found?.name);
  expect(new Set(names).size).toBe(names.length);
  expect(look({}, [line])?.name, 'found again').toBe(look({ offerGen: 5 }, [line])?.name);
});
