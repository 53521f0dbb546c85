import { expect, it } from 'vitest';
import { estimateMos, qualityWordOf } from './call-quality.ts';

const still = { roundTripMs: 0, bufferMs: 0, lostShare: 0, sentLostShare: 0 };

it.each([
  ['a local network', { roundTripMs: 2, bufferMs: 30 }, 4.39],
  ['150 ms one way, where G.114 draws its line', { roundTripMs: 200, bufferMs: 30 }, 4.33],
  ['400 ms one way', { roundTripMs: 700, bufferMs: 30 }, 3.05],
  ['1 % lost', { bufferMs: 30, lostShare: 0.01 }, 4.31],
  ['5 % lost', { bufferMs: 30, lostShare: 0.05 }, 3.89],
  ['20 % lost on the way out only', { bufferMs: 30, sentLostShare: 0.2 }, 2.58],
  ['nothing coming at all', { lostShare: 1 }, 1.16],
])('scores %s', (_what, measure, mos) => {
  expect(estimateMos({ ...still, ...measure })).toBeCloseTo(mos, 1);
});

it('never gets better by more delay or more loss', () => {
  let last = 5;
  for (let step = 0; step <= 40; step += 1) {
    const mos = estimateMos({ ...still, roundTripMs: step * 50, lostShare: step / 40 });
    expect(mos).toBeLessThanOrEqual(last);
    expect(mos).toBeGreaterThanOrEqual(1);
    last = mos;
  }
});

it('says in a word how people take it', () => {
  expect([4.4, 4.03, 3.8, 3.5, 1].map(qualityWordOf)).toEqual(['good', 'good', 'fair', 'poor', 'poor']);
});
