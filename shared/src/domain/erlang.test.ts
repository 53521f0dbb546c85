import { describe, expect, it } from 'vitest';
import { erlangA, erlangB, erlangC } from './erlang.ts';

describe('Erlang C', () => {
  it('gives the textbook figures: 100 calls per half hour of 180 s, 14 seats, 20 s', () => {
    const c = erlangC({ arrivalsPerSecond: 100 / 1800, handlingSeconds: 180, seats: 14 });
    expect(c.waitProbability).toBeCloseTo(0.1741, 4);
    expect(c.serviceLevel(20)).toBeCloseTo(0.8884, 4);
    expect(c.meanWaitSeconds).toBeCloseTo(7.84, 2);
  });

  it('is M/M/1 with one seat: waiting = load, mean wait = rho s / (1 - rho)', () => {
    const c = erlangC({ arrivalsPerSecond: 0.008, handlingSeconds: 100, seats: 1 });
    expect(c.waitProbability).toBeCloseTo(0.8, 12);
    expect(c.meanWaitSeconds).toBeCloseTo(400, 9);
    expect(c.serviceLevel(0)).toBeCloseTo(0.2, 12);
  });

  it('has nobody answered when the load is too high', () => {
    const c = erlangC({ arrivalsPerSecond: 0.1, handlingSeconds: 100, seats: 10 });
    expect([c.waitProbability, c.meanWaitSeconds, c.serviceLevel(20)]).toEqual([1, Infinity, 0]);
  });

  it.each([1, 14, 200, 1000])('agrees with the sum of its states at %i seats', (seats) => {
    const offered = 0.97 * seats;
    // In logarithms, the other way round than the recursion.
    const log = (n: number) => n * Math.log(offered) - logFactorial(n);
    const states = Array.from({ length: seats + 1 }, (_, n) => Math.exp(log(n) - log(seats)));
    const below = states.slice(0, -1).reduce((sum, weight) => sum + weight, 0);
    expect(erlangB(offered, seats)).toBeCloseTo(1 / (below + 1), 10);
    const c = erlangC({ arrivalsPerSecond: offered, handlingSeconds: 1, seats });
    const waiting = 1 / (1 - offered / seats);
    expect(c.waitProbability).toBeCloseTo(waiting / (below + waiting), 10);
  });
});

describe('Erlang A', () => {
  it('comes to Erlang C when callers are patient without end', () => {
    const load = { arrivalsPerSecond: 100 / 1800, handlingSeconds: 180, seats: 14 };
    const [a, c] = [erlangA({ ...load, patienceSeconds: 1e9 }), erlangC(load)];
    expect(a.waitProbability).toBeCloseTo(c.waitProbability, 5);
    expect(a.meanWaitSeconds).toBeCloseTo(c.meanWaitSeconds, 4);
    expect(a.serviceLevel(20)).toBeCloseTo(c.serviceLevel(20), 5);
    expect(a.abandonProbability).toBeLessThan(1e-6);
  });

  it.each([
    [5, 0.8],
    [14, 1.2],
    [200, 1],
  ])(
    'is a Poisson queue of endless seats when callers stay as long as a call lasts: %i seats, load %d',
    (seats, rho) => {
      // theta = mu: every caller leaves at rate mu, waiting or talking, so the number there is Poisson of mean a.
      const offered = rho * seats;
      const state = (n: number) => Math.exp(n * Math.log(offered) - offered - logFactorial(n));
      let [below, served] = [0, 0];
      for (let n = 0; n < seats; n += 1) {
        below += state(n);
        served += n * state(n);
      }
      served += seats * (1 - below);
      const a = erlangA({ arrivalsPerSecond: offered / 100, handlingSeconds: 100, seats, patienceSeconds: 100 });
      expect(a.waitProbability).toBeCloseTo(1 - below, 10);
      expect(a.abandonProbability).toBeCloseTo(1 - served / offered, 10);
    },
  );

  it.each([
    [1, 0.5, 60],
    [14, 0.71, 120],
    [14, 1.5, 120],
    [200, 1.05, 30],
    [1000, 0.98, 300],
    [1000, 2, 3600],
  ])(
    'loses no caller: all are answered in time or give up (%i seats, load %d, patience %i s)',
    (seats, rho, patience) => {
      const a = erlangA({
        arrivalsPerSecond: (rho * seats) / 180,
        handlingSeconds: 180,
        seats,
        patienceSeconds: patience,
      });
      expect(a.serviceLevel(1e7)).toBeCloseTo(1 - a.abandonProbability, 8);
      expect(a.serviceLevel(0)).toBeCloseTo(1 - a.waitProbability, 12);
      for (const figure of [a.waitProbability, a.abandonProbability, a.meanWaitSeconds])
        expect(Number.isFinite(figure)).toBe(true);
    },
  );

  it('tends to the fluid limit when overloaded: what exceeds the seats gives up', () => {
    const a = erlangA({ arrivalsPerSecond: 2000 / 180, handlingSeconds: 180, seats: 1000, patienceSeconds: 3600 });
    expect(a.abandonProbability).toBeCloseTo(0.5, 6);
  });
});

function logFactorial(n: number): number {
  let sum = 0;
  for (let i = 2; i <= n; i += 1) sum += Math.log(i);
  return sum;
}
