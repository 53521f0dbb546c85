import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createShutdown } from './shutdown.ts';

const log = pino({ level: 'silent' });

it('closes from the last to the first, once, and goes on after a part that fails', async () => {
  const shutdown = createShutdown(log);
  const closed: string[] = [];
  shutdown.add('first', () => void closed.push('first'));
  shutdown.add('broken', () => {
    throw new Error('no');
  });
  shutdown.add('last', async () => void closed.push('last'));
  await Promise.all([shutdown.run(1000), shutdown.run(1000)]);
  expect(closed).toEqual(['last', 'first']);
});

it('gives up on a part that hangs when the time is up, and still closes the others', async () => {
  const shutdown = createShutdown(log);
  const closed: string[] = [];
  shutdown.add('first', () => void closed.push('first'));
  shutdown.add('hangs', () => new Promise(() => {}));
  await shutdown.run(20);
  expect(closed).toEqual(['first']);
});
