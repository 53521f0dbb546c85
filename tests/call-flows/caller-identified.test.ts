import type { CustomerCard } from '@sansheng/shared/contracts/customers';
import type { ScreenPop } from '@sansheng/shared/contracts/screen-pop';
import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

it('keeps who a seat says its caller is: on the line, after it, and for the next screen', async () => {
  const center = await aCallCenter({ ready: ['6001'] });
  const seat = await center.seat('6001');
  const other = await center.seat('1001');
  const from = `1391234${Date.now() % 10_000}`.padEnd(11, '7');
  const loadPop = async () => ((await seat.does('desk.load', {})) as { screenPop: ScreenPop | null }).screenPop;

  const caller = center.dial('4002', { from });
  const callId = await seat.answers(1);
  expect(await loadPop()).toMatchObject({ lookup: 'unknown', customer: null });
  const file = { name: '通话中建档', tier: 'ordinary', numbers: [from] };
  const { body } = await seat.who.ask('POST', '/api/v1/customers', file);
  const { customerId } = body as CustomerCard;
  await expect(other.does('screenPop.identify', { callId, customerId })).rejects.toThrow('notYourCall');
  await expect(seat.does('screenPop.identify', { callId, customerId: 'nobody' })).rejects.toThrow('notFound');
  await seat.does('screenPop.identify', { callId, customerId });
  // A page that is loaded anew shows what was said before.
  expect(await loadPop()).toMatchObject({ lookup: 'known', customer: { name: '通话中建档', ownerId: '6001' } });
  // The file is changed: what was kept for the screen must follow.
  await seat.who.ask('PUT', `/api/v1/customers/${customerId}`, { ...file, name: '改过的名字', tier: 'gold' });
  await seat.does('screenPop.identify', { callId, customerId });
  await eventually(() => seat.pops.at(-1)?.pop.customer?.name === '改过的名字', {
    what: 'the changed name on the screen',
  });
  await caller.hangsUp();
  const record = await center.record(callId);
  expect(record).toMatchObject({ customerId, customerName: '改过的名字', tier: 'gold', callerNumber: from });

  // After the call, in the wrap-up: it was somebody else after all.
  await seat.is('wrapUp');
  await seat.does('screenPop.identify', { callId, customerId: 'c00000' });
  const put = await center.record(callId, (call) => call.customerId === 'c00000');
  expect(put).toMatchObject({ customerName: '王芳', callerNumber: from, outcome: 'answered', agentId: '6001' });
  await expect(other.does('screenPop.identify', { callId, customerId })).rejects.toThrow('notYourCall');
  await seat.wrapsUp();

  // The next call of this number is known as it rings.
  await seat.is('ready');
  const again = center.dial('4002', { from });
  await seat.rings(2);
  await eventually(
    () => seat.pops.some(({ pop }) => pop.callId !== callId && pop.customer?.customerId === customerId),
    {
      what: 'the customer on the screen as it rings',
    },
  );
  await again.hangsUp();
});
