import { isWithinThreeRings } from '@sansheng/shared/domain/rings';
import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

const RING_CYCLE_MS = 1000;

it('greets the caller before the third ring ends when nobody is free, then plays music until a seat is', async () => {
  const center = await aCallCenter({ ringCycleMs: RING_CYCLE_MS, notReady: ['1001'] });
  const caller = center.dial('4000');
  const rangAtMs = await caller.hears('ringing');
  const answeredAtMs = await caller.hears('answered');
  expect(isWithinThreeRings(answeredAtMs - rangAtMs, RING_CYCLE_MS), 'the 200 OK came within three rings').toBe(true);
  await eventually(() => caller.sound.kind !== 'silence', { what: 'the greeting or the music' });
  const [callId = ''] = await center.callIds(1);
  const greeted = (await center.events(callId)).find(({ type }) => type === 'call.centerAnswered');
  expect(greeted?.data, 'what alarms the lead').toEqual({ queueId: 'service', isThirdRing: true });
  await eventually(async () => (await center.bridges()).find(({ id }) => id === 'waiting-room')?.channels.length === 1);

  const seat = await center.seat('1001');
  await seat.goesReady();
  expect(await seat.answers()).toBe(callId);
  await eventually(async () => (await center.bridges()).find(({ id }) => id === 'waiting-room')?.channels.length === 0);
  await caller.hangsUp();
  await center.isQuiet();
  const record = await center.record(callId);
  expect(record).toMatchObject({ outcome: 'answered', agentId: '1001', withinThreeRings: false });
  expect((record.centerAnsweredAtMs ?? 0) - record.arrivedAtMs).toBeLessThanOrEqual(3 * RING_CYCLE_MS);
});

it('serves waiting callers in the order of their arrival', async () => {
  const center = await aCallCenter({ ringCycleMs: 400, notReady: ['1001', '1002'], workers: false });
  const numbers = ['13800138001', '13800138002', '13800138003'];
  for (const from of numbers) await center.dial('4000', { from }).hears('ringing');
  const callIds = await center.queuedCallIds(numbers.length);
  const [first, second] = [await center.seat('1001'), await center.seat('1002')];
  await first.goesReady();
  expect(await first.answers()).toBe(callIds[0]);
  await second.goesReady();
  expect(await second.answers()).toBe(callIds[1]);
  await first.does('call.hangUp', { callId: callIds[0] ?? '' });
  await first.wrapsUp();
  expect(await first.answers(2)).toBe(callIds[2]);
});

it('lets a caller of higher priority go first', async () => {
  const center = await aCallCenter({ ringCycleMs: 400, notReady: ['1001'], workers: false });
  await center.dial('4000', { from: '13800138001' }).hears('ringing');
  await center.dial('4003', { from: '13800138000' }).hears('ringing');
  const [, vip] = await center.queuedCallIds(2);
  const seat = await center.seat('1001');
  await seat.goesReady();
  expect(await seat.answers()).toBe(vip);
});
