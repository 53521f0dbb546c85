import type { QueueEdit } from '@sansheng/shared/contracts/telephony/queues';
import { expect, it, onTestFinished } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { signIn } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';

it('adopts every call when Redis is emptied: waiting, talking, and arriving in that second', {
  timeout: 180_000,
}, async () => {
  const center = await aCallCenter({ ringCycleMs: 5000, ready: ['1001'] });
  const { redis, keys } = center;
  const talking = center.dial('4000', { from: '13800138001' });
  await (await center.seat('1001')).answers();
  await talking.hears('answered');
  const waiting = [center.dial('4000', { from: '13800138002' }), center.dial('4003', { from: '13800138003' })];
  await center.queuedCallIds(3);

  await redis.flushall();
  const emptiedAtMs = performance.now();
  const coming = center.dial('4000', { from: '13800138004' });
  await coming.hears('ringing');
  // The queues are there again, and who is in Asterisk stands in them.
  const callers = [talking, ...waiting, coming];
  await center.queuedCallIds(callers.length);
  console.info(`emptied Redis: all four in their queues after ${Math.round(performance.now() - emptiedAtMs)} ms`);
  expect(callers.map(({ end }) => end)).toEqual(callers.map(() => null));
  expect(Number(await redis.hget(keys.queue('service'), 'sizeLimit'))).toBeGreaterThan(0);
  expect(await redis.exists(keys.dayStart)).toBe(1);

  // Everybody signs in again and serves them all.
  const seats = await Promise.all(['1002', '1003', '1004', '1005'].map((agentId) => center.seat(agentId)));
  for (const seat of seats) {
    await seat.goesReady();
    await seat.answersLatest();
  }
  for (const caller of callers) expect(caller.end).toBeNull();
  await Promise.all(callers.map((caller) => caller.hangsUp()));
  for (const seat of seats) await seat.wrapsUp();
  await center.isQuiet();
  const ended = (await center.events()).filter(({ type }) => type === 'call.ended');
  for (const { callId } of ended)
    expect(await center.record(callId, (call) => call.isComplete)).toMatchObject({ outcome: 'answered' });
  expect(ended).toHaveLength(callers.length);
});

it('has a setting in force within two seconds though pub/sub is cut while it is saved', async () => {
  const center = await aCallCenter({ workers: false });
  const { redis, keys } = center;
  const admin = await signIn(center.url, '9001');
  const queues = (await admin.ask('GET', '/api/v1/admin/queues')).body as QueueEdit[];
  const before = queues.find(({ queueId }) => queueId === 'vip') as QueueEdit;
  const put = async (queue: QueueEdit) => {
    expect((await admin.ask('PUT', '/api/v1/admin/queues/vip', queue)).status).toBe(200);
  };
  onTestFinished(() => put(before));

  const cut = setInterval(() => void redis.client('KILL', 'TYPE', 'pubsub').catch(() => {}), 5);
  onTestFinished(() => clearInterval(cut));
  await put({ ...before, sizeLimit: 17 });
  const savedAtMs = performance.now();
  await eventually(async () => (await redis.hget(keys.queue('vip'), 'sizeLimit')) === '17', { withinMs: 2000 });
  console.info(`setting saved while pub/sub is cut: in force after ${Math.round(performance.now() - savedAtMs)} ms`);
});
