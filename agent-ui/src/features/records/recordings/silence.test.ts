import { expect, it } from 'vitest';
import { findSilences } from './silence.ts';

const RATE = 8000;
/** Seconds of tone (true) and of silence (false), one after another. */
const side = (...spans: [boolean, number][]) =>
  Float32Array.from(
    spans.flatMap(([isTone, seconds]) =>
      Array.from({ length: seconds * RATE }, (_, i) => (isTone ? 0.4 * Math.sin(i / 3) : 0.003 * Math.sin(i))),
    ),
  );

it('is where neither side speaks for more than a pause', () => {
  const seat = side([true, 2], [false, 8], [true, 1]);
  const customer = side([false, 4], [true, 2], [false, 5]);
  expect(findSilences([seat, customer], RATE)).toEqual([
    { from: 2.25, to: 3.75 },
    { from: 6.25, to: 9.75 },
  ]);
});

it('is no pause of a second, and nothing in a recording without sound to skip', () => {
  expect(findSilences([side([true, 1], [false, 1], [true, 1])], RATE)).toEqual([]);
  expect(findSilences([], RATE)).toEqual([]);
});

it('runs to the end of a recording that ends in it', () => {
  expect(findSilences([side([true, 1], [false, 3])], RATE)).toEqual([{ from: 1.25, to: 3.75 }]);
});
