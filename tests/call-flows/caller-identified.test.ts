import type { CallPage } from '@sansheng/shared/contracts/records/call-records';
import type { CustomerCard } from '@sansheng/shared/contracts/customers/customers';
import type { ScreenPop } from '@sansheng/shared/contracts/desk-work/screen-pop';
import { expect, it } from 'vitest';
import type { z } from 'zod';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';
import { hasCall, ringsAt, takesPart, toSeat } from '../support/talks.ts';

it('stores whom a seat identifies as its caller: during the call, afterwards, and for the next screen', async () => {
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
  expect(await loadPop(), 'a page that is loaded anew in the wrap-up').toMatchObject({
    callId,
    callerNumber: expect.stringContaining('391'),
    queueId: 'complaints',
    customer: { name: '王芳' },
  });
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

it('shows the caller to participants and to the next seat, and lists the call as theirs too', async () => {
  const center = await aCallCenter({ ready: ['1001', '1002'] });
  const [first, second] = [await center.seat('1001'), await center.seat('1002')];
  const caller = center.dial('4000', { from: `1394321${Date.now() % 10_000}`.padEnd(11, '7') });
  const callId = await first.answers();
  await first.does('consult.start', { callId, to: toSeat('1002') });
  (await ringsAt(second)).answer();
  await takesPart(second, callId, 'consult');
  await first.does('conference.join', { callId });
  await takesPart(second, callId, 'conference');
  const shown = () => second.pops.findLast(({ pop }) => pop.callId === callId)?.pop.customer?.name;
  expect(shown()).toBeUndefined();
  await first.does('screenPop.identify', { callId, customerId: 'c00000' });
  await eventually(() => shown() === '王芳', { what: 'the customer on the screen of who takes part' });

  second.pops.length = 0;
  await first.does('conference.leave', { callId });
  await hasCall(second, callId);
  await eventually(() => shown() === '王芳', { what: 'the customer on the screen of who has the call now' });
  await caller.hangsUp();
  await first.wrapsUp();
  await second.wrapsUp();
  await center.record(callId, (call) => call.isComplete);
  for (const { agentId, who } of [first, second]) {
    const { body } = await who.ask('GET', `/api/v1/calls?agent=${agentId}&limit=10`);
    expect(
      (body as z.infer<typeof CallPage>).calls.map((call) => call.callId),
      agentId,
    ).toContain(callId);
  }
});
