import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { createDeadlineRunner, type DeadlineHandlers } from '../../server/src/telephony/deadlines/run-deadlines.ts';
import { eventually } from '../support/eventually.ts';
import { aLiveCenter, type LiveCenter } from '../support/live-center.ts';
import { theStack } from '../support/the-stack.ts';

const log = pino({ level: 'silent' });
let center: LiveCenter;
beforeEach(async () => {
  center = await aLiveCenter({ redisUrl: theStack().environment.REDIS_URL ?? '', queues: {} });
});
afterEach(async () => {
  await center.forgetAll();
  center.close();
});

const due = (kind: string, count: number) =>
  center.redis.zadd(center.keys.deadlines, ...Array.from({ length: count }, (_, i) => [i + 1, `${kind}:${i}`]).flat());
function run(handlers: DeadlineHandlers): Registry {
  const metrics = new Registry();
  const runner = createDeadlineRunner(center.deadlines, handlers, metrics, log);
  runner.start();
  onTestFinished(() => runner.stop());
  return metrics;
}

it('handles a deadline behind hundreds that fail and hundreds that hang', async () => {
  let tries = 0;
  const seen: string[] = [];
  await due('failing', 300);
  await due('hanging', 300);
  await center.redis.zadd(center.keys.deadlines, 1000, 'good:one');
  const metrics = run({
    failing: async () => {
      tries += 1;
      throw new Error('poisoned');
    },
    hanging: () => new Promise(() => undefined),
    good: async (name) => {
      seen.push(name as string);
      await center.deadlines.dropDeadline(`good:${name}`);
    },
  });
  await eventually(() => seen.length > 0, { withinMs: 5000 });
  await eventually(async () => (await center.redis.zcount(center.keys.deadlines, '-inf', 1000)) === 300);
  expect(seen).toEqual(['one']);
  // Each 20 ms they would have been tried thousands of times by now.
  expect(tries).toBeLessThan(1500);
  expect(await metrics.metrics()).toContain('sansheng_deadline_failures_total{kind="failing"}');
});

it('retries one that failed, and stops once it is handled', async () => {
  let tries = 0;
  await due('wobbly', 1);
  run({
    wobbly: async () => {
      tries += 1;
      if (tries < 3) throw new Error('not yet');
      await center.deadlines.dropDeadline('wobbly:0');
    },
  });
  await eventually(async () => (await center.redis.zcard(center.keys.deadlines)) === 0, { withinMs: 5000 });
  expect(tries).toBe(3);
});

it('does not postpone a deadline that was dropped or reset in the meantime', async () => {
  const { redis, keys, deadlines } = center;
  const later = Date.now() + 3_600_000;
  await redis.zadd(keys.deadlines, later, 'wrapUp:1001:c1');
  await deadlines.postponeDeadline('wrapUp:1001:c1', 1000);
  await deadlines.postponeDeadline('wrapUp:1002:c2', 1000);
  expect(await redis.zrange(keys.deadlines, 0, '-1', 'WITHSCORES')).toEqual(['wrapUp:1001:c1', `${later}`]);
  // Twice at once, or again: the first moves it, and it is no longer due.
  await redis.zadd(keys.deadlines, 1, 'wrapUp:1001:c1');
  await Promise.all([
    deadlines.postponeDeadline('wrapUp:1001:c1', 60_000),
    deadlines.postponeDeadline('wrapUp:1001:c1', 1),
  ]);
  await deadlines.postponeDeadline('wrapUp:1001:c1', 1);
  expect(Number(await redis.zscore(keys.deadlines, 'wrapUp:1001:c1'))).toBeGreaterThan(1);
});
