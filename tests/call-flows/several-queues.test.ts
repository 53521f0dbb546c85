import type { RoutingPreview } from '@sansheng/shared/contracts/telephony/routing';
import { callsOf, replayOffer } from '@sansheng/shared/domain/offer-reason';
import { expect, it } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { aCallCenter } from '../support/call-center.ts';

it('serves the calls of all queues of a seat by arrival, and asks a later turn last', async () => {
  const center = await aCallCenter({ ringCycleMs: 400, notReady: ['1001', '1002'], workers: false });
  const admin = await anAdministrator(center);
  await admin.setsMembers('complaints', ['1001', '6001']);
  await admin.setsMembers('vip', ['1002', '1001'], { '1001': 2 });
  for (const queueId of ['service', 'complaints', 'vip']) {
    await admin.changesQueue(queueId, { priority: 5, wrapUpMode: 'none' });
  }
  const hotlines = ['4002', '4000', '4003', '4002'];
  for (const [i, to] of hotlines.entries()) await center.dial(to, { from: `1390004000${i}` }).hears('ringing');
  const waiting = await center.queuedCallIds(hotlines.length);
  const [seat, vipSeat] = [await center.seat('1001'), await center.seat('1002')];
  await seat.goesReady();
  for (const callId of waiting) {
    expect(await seat.answersLatest()).toBe(callId);
    await seat.does('call.hangUp', { callId });
    await seat.is(callId === waiting.at(-1) ? 'ready' : 'offered');
  }
  // Free both, and 1001 idle longer: the VIP queue asks 1002 first, and 1001 when that one talks.
  await vipSeat.goesReady();
  center.dial('4003', { from: '13900040010' });
  await vipSeat.answers();
  center.dial('4003', { from: '13900040011' });
  expect(await seat.answersLatest()).toBe((await center.callIds()).at(-1));
});

it('takes the calls of two queues in the proportion of their shares, predicts it and stores it as the reason', async () => {
  const center = await aCallCenter({ ringCycleMs: 400, notReady: ['1001'], workers: false });
  const admin = await anAdministrator(center);
  await admin.setsMembers('complaints', ['1001']);
  await admin.changesQueue('service', { priority: 5, wrapUpMode: 'none', fairShare: 1 });
  await admin.changesQueue('complaints', { priority: 5, wrapUpMode: 'none', fairShare: 2 });
  const hotlines = ['4000', '4000', '4000', '4002', '4002', '4002'];
  for (const [i, to] of hotlines.entries()) await center.dial(to, { from: `1390004002${i}` }).hears('answered');
  const [first = '', second = '', third = '', fourth = '', fifth = '', sixth = ''] = await center.callIds(6);
  const preview = await admin.ask<RoutingPreview>('GET', '/api/v1/admin/queues/service/preview');
  expect(preview.shares.map(({ queueId, share }) => [queueId, share]).sort()).toEqual([
    ['complaints', 2],
    ['service', 1],
  ]);
  expect(preview.instead).toBeNull();
  const seat = await center.seat('1001');
  await seat.goesReady();
  // Two complaints to one other call, until the complaints are all taken.
  const order = [first, fourth, fifth, second, sixth, third];
  for (const callId of order) {
    expect(await seat.answersLatest()).toBe(callId);
    await seat.does('call.hangUp', { callId });
    await seat.is(callId === third ? 'ready' : 'offered');
  }
  const offered = (await center.events(fourth)).find((event) => event.type === 'routing.offered');
  const why = offered?.data.why;
  if (why === undefined) throw new Error('an offer without its reason');
  expect(callsOf(why).map(({ callId, share }) => [callId, share?.queueId, share?.share])).toEqual(
    expect.arrayContaining([
      [second, 'service', 1],
      [fourth, 'complaints', 2],
    ]),
  );
  expect(replayOffer(why)).toEqual({ callId: fourth });
});
