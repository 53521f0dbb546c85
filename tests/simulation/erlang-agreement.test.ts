import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareWithErlang } from './compare-with-erlang.ts';
import { plainWaits } from './plain-queue.ts';
import { simulateQueue } from './simulate-queue.ts';
import { theStack } from '../support/the-stack.ts';

let redis: Redis;
beforeAll(() => {
  redis = new Redis(theStack().environment.REDIS_URL ?? '');
});
afterAll(() => redis.disconnect());

/** Half a percent of wrong hands would not be seen here; that is what `npm run simulate` is for. */
const CALLS = 5000;
/** In half widths of the 95 % interval: 6.3 standard errors. */
const WIDE = 3;

describe('the routing transitions in simulated time', { timeout: 240_000 }, () => {
  it('make callers wait as Erlang C predicts: 100 calls per half hour of 180 s, 14 seats', async () => {
    const run = await compareWithErlang(redis, { seats: 14, rho: 10 / 14, calls: CALLS }, { seed: 1 });
    for (const { mean, erlang, ci95 } of [run.waitProbability, run.meanWaitSeconds, run.serviceLevel]) {
      expect(Math.abs(mean - erlang)).toBeLessThan(WIDE * ci95);
    }
  });

  it('let each single caller wait exactly as long as in a queue of plain arithmetic', async () => {
    const queue = { seats: 14, rho: 0.9, talkSeconds: 180, calls: 2000, seed: 7 };
    const { waitSeconds } = await simulateQueue(redis, { ...queue, warmUpCalls: 0 });
    expect(waitSeconds).toEqual(plainWaits(queue));
  });

  it('lose as many impatient callers as Erlang A predicts', async () => {
    const run = await compareWithErlang(redis, { seats: 5, rho: 1.1, patienceSeconds: 120, calls: CALLS }, { seed: 1 });
    const { waitProbability, meanWaitSeconds, serviceLevel, abandonProbability } = run;
    for (const each of [waitProbability, meanWaitSeconds, serviceLevel, abandonProbability]) {
      expect(Math.abs((each?.mean ?? Infinity) - (each?.erlang ?? 0))).toBeLessThan(WIDE * (each?.ci95 ?? 0));
    }
  });
});
