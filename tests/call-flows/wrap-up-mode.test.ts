import type { wrapUpModes } from '@sansheng/shared/contracts/telephony/queues';
import { expect, it } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { aCallCenter } from '../support/call-center.ts';

async function afterOneCall(wrapUpMode: (typeof wrapUpModes)[number]) {
  const center = await aCallCenter({ ready: ['6001'] });
  await (await anAdministrator(center)).changesQueue('complaints', { wrapUpMode, wrapUpLimitSeconds: 2 });
  const seat = await center.seat('6001');
  const caller = center.dial('4002', { from: '13900060001' });
  const callId = await seat.answers();
  await caller.hangsUp();
  return { center, seat, callId };
}

it('optional: the seat asks for ready during wrap-up and is ready at once', async () => {
  const { center, seat, callId } = await afterOneCall('optional');
  const { wrapUp } = await seat.is('wrapUp');
  expect(wrapUp?.deadlineAtMs).not.toBeNull();
  await seat.does('agent.goReady', {});
  const { pending } = await seat.is('ready');
  expect(pending).toBeNull();
  expect(await center.record(callId, (call) => call.wrapUpMs !== null)).toMatchObject({ categoryId: null });
  center.dial('4002', { from: '13900060002' });
  expect(await seat.answersLatest()).not.toBe(callId);
});

it('untilDone: there is no limit, and a requested state follows it', async () => {
  const { center, seat, callId } = await afterOneCall('untilDone');
  expect((await seat.is('wrapUp')).wrapUp).toMatchObject({ callId, deadlineAtMs: null });
  const limits = await center.redis.zrange(center.keys.deadlines, 0, '-1');
  expect(limits.filter((name) => name.startsWith('wrapUp:'))).toEqual([]);
  await seat.does('agent.goNotReady', { reason: 'break' });
  expect(seat.desk.state).toBe('wrapUp');
  await seat.wrapsUp('complaint-service');
  expect(await seat.is('notReady')).toMatchObject({ reason: 'break' });
  expect(await center.record(callId, (call) => call.isComplete)).toMatchObject({ categoryId: 'complaint-service' });
});

it('none: the seat is ready as soon as the call is over', async () => {
  const { center, seat, callId } = await afterOneCall('none');
  await seat.is('ready');
  const states = (await center.events()).filter((event) => event.type === 'agent.stateChanged');
  expect(states.map((event) => (event.type === 'agent.stateChanged' ? event.data.to : ''))).not.toContain('wrapUp');
  expect(await center.record(callId, (call) => call.isComplete)).toMatchObject({ wrapUpMs: 0 });
});
