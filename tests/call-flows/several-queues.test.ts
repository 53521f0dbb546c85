import { expect, it } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { aCallCenter } from '../support/call-center.ts';

it('serves the calls of all queues of a seat by their arrival, and calls a later turn last', async () => {
  const center = await aCallCenter({ ringCycleMs: 400, notReady: ['1001', '1002'], workers: false });
  const admin = await anAdministrator(center);
  await admin.setsMembers('complaints', ['1001', '6001']);
  await admin.setsMembers('vip', ['1002', '1001'], { '1001': 2 });
  for (const queueId of ['service', 'complaints', 'vip']) {
    await admin.changesQueue(queueId, { priority: 5, wrapUpMode: 'none' });
  }
  const hotlines = ['4002', '4000', '4003', '4002'];
  for (const [i, to] of hotlines.entries()) await center.dial(to, { from: `1390004000${i}` }).hears('ringing');
  const waiting = await center.callIds();
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
