import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, it, vi } from 'vitest';
import { createRounds } from './rounds.ts';
import { createShutdown } from './shutdown/shutdown.ts';

const log = pino({ level: 'silent' });

it('does its work again and again, also after one that failed, until the shutdown has waited for the last', async () => {
  const shutdown = createShutdown(log);
  const rounds = createRounds({ log, shutdown }, 'test');
  let [begun, ended] = [0, 0];
  rounds.begin(
    5,
    async () => {
      begun += 1;
      await delay(10);
      ended += 1;
      if (begun === 1) throw new Error('the database is away');
    },
    'failed, trying again',
  );
  await vi.waitFor(() => expect(begun).toBeGreaterThan(2));
  await shutdown.run(5000);
  expect(rounds.mayGoOn()).toBe(false);
  const last = begun;
  expect(ended).toBe(last);
  await delay(30);
  expect(begun).toBe(last);
});
