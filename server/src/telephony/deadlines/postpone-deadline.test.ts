import { expect, it } from 'vitest';
import { failedAgain, type Failure, postponedMs } from './postpone-deadline.ts';

it('retries at growing intervals, in the end every minute', () => {
  expect([1, 2, 3, 8, 9, 20, 2000].map(postponedMs)).toEqual([250, 500, 1000, 32_000, 60_000, 60_000, 60_000]);
});

it('raises an alarm for what has failed for a minute, and forgets what is no longer tried', () => {
  const failures = new Map<string, Failure>();
  expect(failedAgain(failures, 'life:1001', 0)).toMatchObject({ times: 1, isAlarmed: false });
  expect(failedAgain(failures, 'life:1001', 59_999)).toMatchObject({ times: 2, isAlarmed: false });
  expect(failedAgain(failures, 'life:1001', 60_000)).toMatchObject({ times: 3, isAlarmed: true });
  failedAgain(failures, 'life:1002', 300_000);
  expect([...failures.keys()]).toEqual(['life:1002']);
});
