import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';
import { changeQueue } from '../support/queue-settings.ts';

/** Waits of the last minutes as routing keeps them, the newest first. */
const waits = (waitedMs: (i: number) => number) =>
  Array.from({ length: 40 }, (_, i) =>
    JSON.stringify({ atMs: Date.now() - i * 1000, position: 1, waitedMs: waitedMs(i), isServed: true }),
  );

it('announces the estimated wait while it proves right, and measures its accuracy', async () => {
  const center = await aCallCenter({ ringCycleMs: 300, notReady: ['1001'], workers: false });
  await changeQueue(center, 'service', { announceEverySeconds: 1 });
  await center.redis.rpush(center.keys.waits('service'), ...waits((i) => 100_000 + (i % 5) * 1000));
  const caller = center.dial('4000');
  await caller.hears('answered');
  const [callId = ''] = await center.callIds(1);
  const told = await eventually(async () =>
    (await center.events(callId)).flatMap((event) => (event.type === 'waiting.announced' ? [event] : [])).at(0),
  );
  expect(told.data).toMatchObject({ position: 1, estimateMs: 103_000, isSaid: true });

  const seat = await center.seat('1001');
  await seat.goesReady();
  await seat.answers();
  const metrics = await eventually(async () => {
    const text = await (await fetch(`${center.url}/metrics`)).text();
    return text.includes('sansheng_wait_estimate_error_seconds_count{queue="service",said="true"} 1') ? text : null;
  });
  // Promised 103 s at most, waited a few: off by more than 60, within 120.
  expect(metrics).toContain('sansheng_wait_estimate_error_seconds_bucket{le="60",queue="service",said="true"} 0');
  expect(metrics).toContain('sansheng_wait_estimate_error_seconds_bucket{le="120",queue="service",said="true"} 1');
  expect(metrics).toMatch(/sansheng_wait_estimate_error_ratio\{queue="service"\} 0\.0/);
  // The wait that was just had is what the next estimate is made of.
  const [newest = '{}'] = await center.redis.lrange(center.keys.waits('service'), 0, 0);
  expect(JSON.parse(newest)).toMatchObject({ position: 1, isServed: true });
});

it('announces no wait where waits vary widely', async () => {
  const center = await aCallCenter({ ringCycleMs: 300, workers: false });
  await changeQueue(center, 'service', { announceEverySeconds: 1 });
  await center.redis.rpush(center.keys.waits('service'), ...waits((i) => (i % 2 === 0 ? 5000 : 900_000)));
  const caller = center.dial('4000');
  await caller.hears('answered');
  const [callId = ''] = await center.callIds(1);
  const told = await eventually(async () =>
    (await center.events(callId)).flatMap((event) => (event.type === 'waiting.announced' ? [event] : [])).at(0),
  );
  expect(told.data).toMatchObject({ position: 1, isSaid: false });
});
