import { expect, it } from 'vitest';
import { type CallCenter, aCallCenter } from '../support/call-center.ts';
import { signIn } from '../support/desk.ts';

async function talkOnce(center: CallCenter): Promise<string> {
  const seat = await center.seat('6001');
  const caller = center.dial('4002');
  const callId = await seat.answers();
  await caller.hangsUp();
  await seat.is('wrapUp');
  return callId;
}

it('wants a category, writes result and note into the record and makes the seat ready again', async () => {
  const center = await aCallCenter({ ready: ['6001'] });
  const seat = await center.seat('6001');
  const callId = await talkOnce(center);
  await expect(seat.does('wrapUp.finish', { callId, categoryId: 'made-up' })).rejects.toThrow('categoryRequired');
  expect(seat.desk.state).toBe('wrapUp');
  await seat.does('wrapUp.finish', {
    callId,
    categoryId: 'complaint-service',
    result: 'followUp',
    note: '客户要求回电',
  });
  await seat.is('ready');
  const record = await center.record(callId, (call) => call.isComplete);
  expect(record).toMatchObject({ categoryId: 'complaint-service', result: 'followUp', note: '客户要求回电' });
  expect(record.wrapUpMs).toBeGreaterThan(0);
});

it('ends at its limit of time; the seat puts the record right afterwards', async () => {
  const center = await aCallCenter({ ready: ['6001'] });
  const admin = await signIn(center.url, '9001');
  const queue = { queueId: 'complaints', name: '投诉受理', nameEn: 'Complaints', priority: 6 };
  const change = (wrapUpLimitSeconds: number) =>
    admin.ask('PUT', '/api/v1/admin/queues/complaints', { ...queue, wrapUpLimitSeconds });
  expect((await change(1)).status).toBe(200);
  try {
    const seat = await center.seat('6001');
    const callId = await talkOnce(center);
    await seat.is('ready');
    expect(await center.record(callId, (call) => call.wrapUpMs !== null)).toMatchObject({ isComplete: false });
    await seat.does('wrapUp.finish', { callId, categoryId: 'complaint-charge', note: 'later' });
    expect(await center.record(callId, (call) => call.isComplete)).toMatchObject({ categoryId: 'complaint-charge' });
  } finally {
    await change(180);
  }
});
