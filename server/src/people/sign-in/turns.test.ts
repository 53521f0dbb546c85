import { expect, it } from 'vitest';
import { createTurns } from './turns.ts';

it('runs two at once and the rest in order, also after one that fails', async () => {
  const inTurn = createTurns(2);
  const order: number[] = [];
  let running = 0;
  let most = 0;
  const jobs = [0, 1, 2, 3, 4].map((n) =>
    inTurn('office', async () => {
      running += 1;
      most = Math.max(most, running);
      order.push(n);
      await Promise.resolve();
      running -= 1;
      if (n === 1) throw new Error('no');
      return n;
    }),
  );
  const outcomes = await Promise.allSettled(jobs);
  expect(outcomes.map((outcome) => outcome.status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
  expect(order).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
});

it('lets a single attempt from elsewhere overtake a crowd', async () => {
  const inTurn = createTurns(1);
  const order: string[] = [];
  const ask = (party: string, name: string) =>
    inTurn(party, async () => {
      await Promise.resolve();
      order.push(name);
    });
  await Promise.all([...[1, 2, 3, 4, 5].map((n) => ask('crowd', `crowd ${n}`)), ask('elsewhere', 'right')]);
  expect(order.slice(0, 3)).toEqual(['crowd 1', 'crowd 2', 'right']);
});
