import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';

it('rings the seat, connects it with the caller and writes one record when the seat hangs up', async () => {
  const center = await aCallCenter({ ready: ['1001'] });
  const seat = await center.seat('1001');
  const caller = center.dial('4000');
  await caller.hears('ringing');
  await seat.rings();
  expect(caller.atMs('answered'), 'nobody has answered yet').toBeNull();
  const callId = await seat.answers();
  await caller.hears('answered');
  expect((await seat.is('talking')).call).toMatchObject({ callId, queueId: 'service' });

  await seat.does('call.hangUp', { callId });
  expect(await caller.isOver()).toMatchObject({ kind: 'ended', by: 'them' });
  await seat.wrapsUp();
  await seat.is('ready');
  await center.isQuiet();
  const record = await center.record(callId, (call) => call.isComplete);
  expect(record).toMatchObject({
    outcome: 'answered',
    endedBy: 'agent',
    agentId: '1001',
    categoryId: 'enquiry-product',
  });
  expect(await center.callIds()).toEqual([callId]);
});
