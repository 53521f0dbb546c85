import { expect, it } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { aCallCenter } from '../support/call-center.ts';

/** A customer of the demonstration center without an open matter. */
const CUSTOMER = '13820007919';
/** 6001 owns the older of her open matters, 1001 the other. */
const WITH_MATTERS = '13800138000';

it('offers a customer to the seat that owns the open matter and is signed in', async () => {
  const center = await aCallCenter({ notReady: ['1002', '1001'], workers: false });
  const admin = await anAdministrator(center);
  await admin.changesQueue('vip', { ownSeatWaitSeconds: 3, wrapUpMode: 'none' });
  const [owner, other] = [await center.seat('1001'), await center.seat('1002')];
  await other.goesReady();
  await owner.goesReady();
  const caller = center.dial('4003', { from: WITH_MATTERS });
  await owner.answersLatest();
  expect(other.phone.calls).toEqual([]);
  await caller.hangsUp();
  await owner.is('ready');
  // The complaints desk has the older matter: it is asked once it is there, though it is no member of the queue.
  const complaints = await center.seat('6001');
  await complaints.goesReady();
  center.dial('4003', { from: WITH_MATTERS });
  await complaints.answers();
});

it('offers a customer to the seat that served them last, waits for it while it is busy, then goes to anyone', async () => {
  const center = await aCallCenter({ notReady: ['1001', '1002'] });
  const admin = await anAdministrator(center);
  await admin.changesQueue('vip', { ownSeatWaitSeconds: 3, wrapUpMode: 'none' });
  const [other, own] = [await center.seat('1001'), await center.seat('1002')];
  await own.goesReady();
  let caller = center.dial('4003', { from: CUSTOMER });
  const first = await own.answersLatest();
  await caller.hangsUp();
  await center.record(first, ({ agentId }) => agentId === '1002');
  await other.goesReady();
  await own.does('agent.goNotReady', { reason: 'break' });
  await own.is('notReady');
  await own.goesReady();

  // 1001 is idle longer, but 1002 knows the customer.
  caller = center.dial('4003', { from: CUSTOMER });
  expect(await own.answersLatest()).not.toBe(first);
  expect(other.phone.calls).toEqual([]);
  await caller.hangsUp();
  await own.is('ready');

  // Busy, then free again within the wait.
  await own.does('agent.goNotReady', { reason: 'break' });
  await own.is('notReady');
  caller = center.dial('4003', { from: CUSTOMER });
  await caller.hears('ringing');
  const third = (await center.queuedCallIds(3))[2] ?? '';
  await own.goesReady();
  expect(await own.answersLatest()).toBe(third);
  expect(other.phone.calls).toEqual([]);
  await caller.hangsUp();
  await own.is('ready');

  // Busy for longer: anyone.
  await own.does('agent.goNotReady', { reason: 'break' });
  await own.is('notReady');
  center.dial('4003', { from: CUSTOMER });
  const fourth = await other.answers();
  const offered = (await center.events(fourth)).find((event) => event.type === 'routing.offered');
  const waitedMs = offered?.type === 'routing.offered' ? offered.data.waitedMs : 0;
  expect(waitedMs).toBeGreaterThanOrEqual(3000);
  expect(waitedMs).toBeLessThan(3600);
});
