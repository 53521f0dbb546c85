import type { QueueEdit } from '@sansheng/shared/contracts/telephony/queues';
import { expect, it, onTestFinished } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { signIn } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';

it('keeps every call when Redis is emptied: talking, waiting, arriving and leaving in that second', {
  timeout: 180_000,
}, async () => {
  const center = await aCallCenter({ ringCycleMs: 5000, ready: ['1001', '1002'] });
  const { redis, keys } = center;
  const talks = async (agentId: string, from: string) => {
    const caller = center.dial('4000', { from });
    await (await center.seat(agentId)).answers();
    await caller.hears('answered');
    return caller;
  };
  const talking = await talks('1001', '13800138001');
  const leaving = await talks('1002', '13800138002');
  const waiting = [center.dial('4000', { from: '13800138003' }), center.dial('4003', { from: '13800138004' })];
  const before = await center.queuedCallIds(4);
  const talkOf = async (callId = '') => (await center.bridges()).find(({ id }) => id === `call-${callId}`)?.channels;
  const talk = await eventually(async () => {
    const together = await talkOf(before[0]);
    return together?.length === 2 ? together : null;
  });
  // The workers have read all of it: what they had not would be lost.
  await eventually(async () => {
    const [group] = (await redis.xinfo('GROUPS', keys.events)) as string[][];
    const [, lag, pending] = ['name', 'lag', 'pending'].map((field) => group?.[group.indexOf(field) + 1]);
    const recorded = (await center.events()).filter(({ type }) => type === 'recording.started');
    return recorded.length === 2 && Number(lag) === 0 && Number(pending) === 0;
  });

  await redis.flushall();
  const emptiedAtMs = performance.now();
  void leaving.hangsUp();
  const coming = center.dial('4000', { from: '13800138005' });
  await coming.hears('ringing');
  // The queues are there again, and who waited stands in them under the same id.
  const waitingIds = await eventually(async () => {
    const queues = await Promise.all(['service', 'vip'].map((queue) => redis.zrange(keys.waiting(queue), 0, '-1')));
    const all = queues.flat();
    return all.length === 3 ? all : null;
  });
  console.info(`emptied Redis: all in their queues after ${Math.round(performance.now() - emptiedAtMs)} ms`);
  expect(waitingIds).toEqual(expect.arrayContaining(before.slice(2)));
  expect(Number(await redis.hget(keys.queue('service'), 'sizeLimit'))).toBeGreaterThan(0);
  expect(await redis.exists(keys.dayStart)).toBe(1);
  expect(await redis.hlen(keys.channels), 'lines that count against the limit of callers').toBeLessThanOrEqual(5);

  // Whose pages are open stay signed in; the talk goes on, the other one is written up.
  const [first, second] = [await center.seat('1001'), await center.seat('1002')];
  expect((await second.is('wrapUp')).wrapUp?.callId).toBe(before[1]);
  await second.wrapsUp();
  const served = [...waitingIds, ...before.slice(0, 2)];
  await second.answersLatest();
  for (const agentId of ['1003', '1004']) {
    const seat = await center.seat(agentId);
    await seat.goesReady();
    await seat.answersLatest();
  }
  await first.does('desk.load', {});
  expect(await talkOf(before[0]), 'nobody was torn out of the talk').toEqual(talk);
  const callers = [talking, ...waiting, coming];
  expect(callers.map(({ end }) => end)).toEqual(callers.map(() => null));
  expect(await redis.hlen(keys.channels), 'lines that count against the limit of callers').toBe(callers.length);
  expect((await first.is('talking')).call?.callId).toBe(before[0]);

  await Promise.all(callers.map((caller) => caller.hangsUp()));
  for (const agentId of ['1001', '1002', '1003', '1004']) await (await center.seat(agentId)).wrapsUp();
  await center.isQuiet();
  const ended = (await center.events()).filter(({ type }) => type === 'call.ended');
  expect(ended.map(({ callId }) => callId).sort()).toEqual(served.sort());
  for (const callId of served)
    expect(await center.record(callId, (call) => call.isComplete)).toMatchObject({ outcome: 'answered' });
  expect(await center.record(before[0] ?? '')).toMatchObject({ agentId: '1001', endedBy: 'customer' });
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
