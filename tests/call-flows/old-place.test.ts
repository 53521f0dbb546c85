import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

it('gives the old place to a caller who rings back soon after giving up', async () => {
  const center = await aCallCenter({ ringCycleMs: 400, notReady: ['1001'] });
  const first = center.dial('4000', { from: '13800138001' });
  await first.hears('answered');
  const second = center.dial('4000', { from: '13800138002' });
  await second.hears('answered');
  await first.hangsUp();
  const [firstId = ''] = await center.callIds(1);
  const given = await center.record(firstId);
  expect(given.outcome).toBe('abandoned');

  const again = center.dial('4000', { from: '13800138001' });
  await again.hears('answered');
  const [, secondId = '', againId = ''] = await center.callIds(3);
  const [event] = (await center.events(againId)).flatMap((one) => (one.type === 'waiting.oldPlaceGiven' ? [one] : []));
  expect(event?.data.queueId).toBe('service');
  // The channel is a moment older than the center's knowledge of it.
  expect(Math.abs((event?.data.placeAtMs ?? 0) - given.arrivedAtMs)).toBeLessThan(200);
  expect(await center.redis.zrange(center.keys.waiting('service'), 0, '-1')).toEqual([againId, secondId]);

  const seat = await center.seat('1001');
  await seat.goesReady();
  expect(await seat.answers(), 'who came first is served first').toBe(againId);
  await again.hangsUp();
  await second.hangsUp();
  await center.isQuiet();
  // The record tells the wait of this call alone.
  const record = await center.record(againId);
  expect(record.arrivedAtMs).toBeGreaterThan(given.endedAtMs ?? 0);
});

it('keeps the place only for a while, and only for one queue', async () => {
  const center = await aCallCenter({ ringCycleMs: 400, workers: false });
  const caller = center.dial('4000', { from: '13800138001' });
  await center.queuedCallIds(1);
  await caller.hangsUp();
  await center.isQuiet();
  const place = center.keys.place('service', '+8613800138001');
  expect(await center.redis.pttl(place)).toBeGreaterThan(290_000);

  const elsewhere = center.dial('4002', { from: '13800138001' });
  await elsewhere.hears('ringing');
  await eventually(async () => (await center.redis.zcard(center.keys.waiting('complaints'))) === 1);
  expect((await center.events()).filter(({ type }) => type === 'waiting.oldPlaceGiven')).toEqual([]);
  // As if the minutes were over.
  await center.redis.pexpire(place, 1);
  await eventually(async () => (await center.redis.exists(place)) === 0);
  const late = center.dial('4000', { from: '13800138001' });
  await late.hears('ringing');
  await eventually(async () => (await center.redis.zcard(center.keys.waiting('service'))) === 1);
  expect((await center.events()).filter(({ type }) => type === 'waiting.oldPlaceGiven')).toEqual([]);
});

it('recognizes a caller who rings back in another spelling of the number, and nobody who withholds it', async () => {
  const center = await aCallCenter({ ringCycleMs: 400, notReady: ['1001'] });
  let dialled = 0;
  const givesUp = async (from: string) => {
    const caller = center.dial('4000', { from });
    await center.queuedCallIds(++dialled);
    await caller.hangsUp();
  };
  await givesUp('anonymous');
  await givesUp('013800138001');
  const first = center.dial('4000', { from: '13800138002' });
  await first.hears('ringing');
  const [, , firstId = ''] = await center.queuedCallIds(3);
  const withheld = center.dial('4000', { from: 'anonymous' });
  await withheld.hears('ringing');
  const withheldId = (await center.queuedCallIds(4))[3] ?? '';
  const again = center.dial('4000', { from: '+8613800138001' });
  await again.hears('ringing');
  const againId = (await center.queuedCallIds(5))[4] ?? '';
  expect(await center.redis.zrange(center.keys.waiting('service'), 0, '-1')).toEqual([againId, firstId, withheldId]);
  expect(await center.redis.keys(center.keys.place('service', '*'))).toEqual([]);
});
