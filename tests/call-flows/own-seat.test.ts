import { expect, it } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { aCallCenter } from '../support/call-center.ts';
import { signIn } from '../support/desk.ts';

it('offers a customer to the seat that answers for the open case and is signed in', async () => {
  const center = await aCallCenter({ notReady: ['1002', '1001'], workers: false });
  const admin = await anAdministrator(center);
  await admin.changesQueue('vip', { ownSeatWaitSeconds: 3, wrapUpMode: 'none' });
  const withCases = `139${String(Date.now()).slice(-8)}`;
  const file = { name: '两件案子', tier: 'ordinary', numbers: [withCases] };
  const filed = await (await signIn(center.url, '3001')).ask('POST', '/api/v1/customers', file);
  const { customerId } = filed.body as { customerId: string };
  for (const first of ['6001', '1001']) {
    const opening = { type: 'memo', title: '套餐变更', customerId };
    expect((await (await signIn(center.url, first)).ask('POST', '/api/v1/cases', opening)).status).toBe(200);
  }
  const [owner, other] = [await center.seat('1001'), await center.seat('1002')];
  await other.goesReady();
  await owner.goesReady();
  const caller = center.dial('4003', { from: withCases });
  await owner.answersLatest();
  expect(other.phone.calls).toEqual([]);
  await caller.hangsUp();
  await owner.is('ready');
  // The complaints desk has the older case: it is asked once it is there, though it is no member of the queue.
  const complaints = await center.seat('6001');
  await complaints.goesReady();
  center.dial('4003', { from: withCases });
  await complaints.answers();
});

it('offers a customer to the seat that served them last, waits for it while it is busy, then to any seat', async () => {
  const center = await aCallCenter({ notReady: ['1001', '1002'] });
  const admin = await anAdministrator(center);
  await admin.changesQueue('vip', { ownSeatWaitSeconds: 3, wrapUpMode: 'none' });
  // Somebody new: the database is shared by the run, and other stories make up calls of days to come.
  const customer = `139${String(Date.now()).slice(-8)}`;
  const file = { name: '新客户', tier: 'ordinary', numbers: [customer] };
  const supervisor = await signIn(center.url, '3001');
  expect((await supervisor.ask('POST', '/api/v1/customers', file)).status).toBe(200);
  const [other, own] = [await center.seat('1001'), await center.seat('1002')];
  await own.goesReady();
  let caller = center.dial('4003', { from: customer });
  const first = await own.answersLatest();
  await caller.hangsUp();
  await center.record(first, ({ agentId, endedAtMs }) => agentId === '1002' && endedAtMs !== null);
  await other.goesReady();
  await own.does('agent.goNotReady', { reason: 'break' });
  await own.is('notReady');
  await own.goesReady();

  // 1001 is idle longer, but 1002 knows the customer.
  caller = center.dial('4003', { from: customer });
  expect(await own.answersLatest()).not.toBe(first);
  expect(other.phone.calls).toEqual([]);
  await caller.hangsUp();
  await own.is('ready');

  // Busy, then free again within the wait.
  await own.does('agent.goNotReady', { reason: 'break' });
  await own.is('notReady');
  caller = center.dial('4003', { from: customer });
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
  center.dial('4003', { from: customer });
  const fourth = await other.answers();
  const offered = (await center.events(fourth)).find((event) => event.type === 'routing.offered');
  const waitedMs = offered?.type === 'routing.offered' ? offered.data.waitedMs : 0;
  expect(waitedMs).toBeGreaterThanOrEqual(3000);
  expect(waitedMs).toBeLessThan(3600);
});
