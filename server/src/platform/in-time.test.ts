import { pino } from 'pino';
import { expect, it } from 'vitest';
import { inTime } from './in-time.ts';

const log = pino({ level: 'silent' });

it('has what is there in time, and nothing of what is late or fails', async () => {
  expect(await inTime(log, 1000, Promise.resolve('owner'))).toBe('owner');
  expect(await inTime(log, 5, new Promise(() => {}))).toBeNull();
  expect(await inTime(log, 1000, Promise.reject(new Error('the database is away')))).toBeNull();
});
