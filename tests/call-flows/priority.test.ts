import { expect, it } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { aCallCenter, type CallCenter } from '../support/call-center.ts';
import { signIn } from '../support/desk.ts';

/** Known to the demonstration center, tier VIP. */
const VIP_NUMBER = '13800138000';

async function waits(center: CallCenter, to: string, from: string): Promise<string> {
  await center.dial(to, { from }).hears('answered');
  return (await center.callIds()).at(-1) ?? '';
}

it('lets calls of a hotline, then those of a tier of customers go first', async () => {
  const center = await aCallCenter({ ringCycleMs: 400, notReady: ['1001'], workers: false });
  const admin = await anAdministrator(center);
  await admin.changesQueue('service', { tierPriorities: { vip: 8 }, wrapUpMode: 'none' });
  // 4002 leads to the same queue now, with a priority of its own.
  await admin.changesHotline('4002', { queueId: 'service', priority: 7 });
  const ordinary = await waits(center, '4000', '13900030001');
  const ofHotline = await waits(center, '4002', '13900030002');
  const ofTier = await waits(center, '4000', VIP_NUMBER);
  const seat = await center.seat('1001');
  await seat.goesReady();
  for (const expected of [ofTier, ofHotline, ordinary]) {
    expect(await seat.answersLatest()).toBe(expected);
    await seat.does('call.hangUp', { callId: expected });
    await seat.is(expected === ordinary ? 'ready' : 'offered');
  }
});

it('moves a waiting call to its new place when the lead changes its priority, and records who did it', async () => {
  const center = await aCallCenter({ ringCycleMs: 400, notReady: ['1001'], workers: false });
  const first = await waits(center, '4000', '13900030011');
  const second = await waits(center, '4000', '13900030012');
  const lead = await signIn(center.url, '2001');
  const list = async () =>
    ((await lead.ask('GET', '/api/v1/live/queues/service/waiting')).body as { calls: { callId: string }[] }).calls;
  expect(await list()).toMatchObject([
    { callId: first, position: 1, priority: 5, needs: [], keptFor: null },
    { callId: second, position: 2, priority: 5 },
  ]);
  const agent = await signIn(center.url, '1005');
  expect((await agent.ask('PUT', `/api/v1/live/calls/${second}/priority`, { priority: 9 })).status).toBe(403);
  expect((await lead.ask('PUT', `/api/v1/live/calls/${second}/priority`, { priority: 9 })).status).toBe(200);
  expect(await list()).toMatchObject([
    { callId: second, position: 1, priority: 9 },
    { callId: first, position: 2 },
  ]);
  const seat = await center.seat('1001');
  await seat.goesReady();
  expect(await seat.answers()).toBe(second);
  expect((await lead.ask('PUT', `/api/v1/live/calls/${second}/priority`, { priority: 1 })).status).toBe(409);
  const admin = await anAdministrator(center);
  const { entries } = await admin.ask<{ entries: object[] }>(
    'GET',
    '/api/v1/audit?action=call.priorityChanged&limit=1',
  );
  expect(entries).toMatchObject([
    { employeeNo: '2001', target: second, detail: { before: { priority: 5 }, after: { priority: 9 } } },
  ]);
});

it('gives a priority level no more than its head start where one is set', async () => {
  const center = await aCallCenter({ ringCycleMs: 400, notReady: ['1001'], workers: false });
  const admin = await anAdministrator(center);
  await admin.changesQueue('service', { headStartSeconds: 1, tierPriorities: { vip: 6 } });
  const ordinary = await waits(center, '4000', '13900030021');
  // Answered by the center after three rings of 400 ms: more than the one second that the VIP is ahead.
  const vip = await waits(center, '4000', VIP_NUMBER);
  const seat = await center.seat('1001');
  await seat.goesReady();
  expect(await seat.answers(), `not ${vip}`).toBe(ordinary);
});
