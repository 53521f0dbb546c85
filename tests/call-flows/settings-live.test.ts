import { expect, it } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { aCallCenter } from '../support/call-center.ts';

it('drops no call and signs no seat out when queues, skills and members change under them', async () => {
  const center = await aCallCenter({ ringCycleMs: 3000, notReady: ['1001', '1002'] });
  const admin = await anAdministrator(center);
  const [talking, ringing] = [await center.seat('1001'), await center.seat('1002')];
  await talking.goesReady();
  center.dial('4003', { from: '13900070001' });
  const talk = await talking.answers();
  await ringing.goesReady();
  const caller = center.dial('4003', { from: '13900070002' });
  const ring = await ringing.rings();
  const waiting = center.dial('4003', { from: '13900070003' });
  await waiting.hears('ringing');
  const [, , waitingId = ''] = await center.queuedCallIds(3);

  await admin.changesQueue('vip', { strategy: 'linear', ringsPerOffer: 5, seatsAtOnce: 2, priority: 3, sizeLimit: 1 });
  await admin.setsSkills('1002', { english: 5 });
  // Neither of the two serves the queue any more.
  await admin.setsMembers('vip', ['1003', '1004']);
  expect(talking.desk).toMatchObject({ state: 'talking', call: { callId: talk } });
  expect(ringing.desk.state).toBe('offered');
  expect(ring.isOver).toBe(false);
  expect((await center.events()).filter(({ type }) => type === 'call.ended')).toEqual([]);
  ring.answer();
  await ringing.is('talking');
  await caller.hears('answered');

  // A seat that joins has the caller who waits, in the moment that it joins.
  const joining = await center.seat('6001');
  await joining.goesReady();
  await admin.setsMembers('vip', ['6001', '1003']);
  expect(await joining.answersLatest()).toBe(waitingId);
  await talking.does('call.hangUp', { callId: talk });
  await talking.is('wrapUp');
  const record = await center.record(talk);
  expect(record).toMatchObject({ outcome: 'answered', agentId: '1001' });
});

it('offers a waiting call when the skill it waits for is no longer required', async () => {
  const center = await aCallCenter({ ringCycleMs: 400, notReady: ['1001'], workers: false });
  const admin = await anAdministrator(center);
  await admin.setsSkills('1002', { english: 5 });
  await admin.changesQueue('vip', { needs: [{ skill: 'english', level: 5, relax: [] }] });
  const seat = await center.seat('1001');
  await seat.goesReady();
  await center.dial('4003', { from: '13900070011' }).hears('answered');
  expect(seat.phone.calls).toEqual([]);
  await admin.changesQueue('vip', { needs: [] });
  await seat.answers();
});
