import { expect, it } from 'vitest';
import { createRepeatFilter } from './event-repeats.ts';

it('knows a message that came before, and forgets the oldest beyond its capacity', () => {
  const isRepeat = createRepeatFilter(2);
  expect(['a', 'b', 'a', 'c', 'b', 'a'].map(isRepeat)).toEqual([false, false, true, false, true, false]);
});
