import { Environment } from '@sansheng/config/environment';
import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { signIn } from '../support/desk.ts';

/* What others outside of this project rely on: numbers, accounts, paths. The test ids of the screens are used by the
 * browser stories (first-call, seat-screen). */

const accounts: Record<string, string[]> = {
  agent: Array.from({ length: 20 }, (_, i) => String(1001 + i)),
  lead: ['2001'],
  supervisor: ['3001'],
  qa: ['4101'],
  info_desk: ['5001'],
  complaint_handler: ['6001'],
  admin: ['9001'],
};

it('keeps the accounts, the known customer and the paths that others rely on', async () => {
  const center = await aCallCenter({ workers: false });
  for (const [role, numbers] of Object.entries(accounts)) {
    for (const employeeNo of numbers) expect((await signIn(center.url, employeeNo)).me.roles).toContain(role);
  }
  const supervisor = await signIn(center.url, '3001');
  const found = await supervisor.ask('GET', '/api/v1/customers?search=13800138000');
  expect(found).toMatchObject({ status: 200, body: { customers: [{ name: '王芳', tier: 'vip' }] } });

  const period = `from=${Date.now() - 3_600_000}&to=${Date.now()}`;
  for (const path of [
    '/api/v1/me',
    `/api/v1/calls?${period}&queue=service&agent=1001&number=138&outcome=answered`,
    `/api/v1/reports/service-level?${period}&interval=30m&groupBy=queue&definition=answered-over-all`,
    '/healthz',
    '/readyz',
    '/metrics',
    '/api/openapi.json',
  ]) {
    expect((await fetch(`${center.url}${path}`, { headers: { cookie: supervisor.cookie } })).status, path).toBe(200);
  }
});

it('takes calls on its four hotlines', async () => {
  const center = await aCallCenter({ ringCycleMs: 5000, workers: false });
  for (const [hotline, heard] of [
    ['4000', 'ringing'],
    ['4001', 'answered'],
    ['4002', 'ringing'],
    ['4003', 'ringing'],
  ] as const) {
    const caller = center.dial(hotline);
    await caller.hears(heard);
    await caller.hangsUp();
  }
  const queues = (await center.events()).filter((event) => event.type === 'routing.callQueued');
  expect(queues.map((event) => event.type === 'routing.callQueued' && event.data.queueId)).toEqual([
    'service',
    'complaints',
    'vip',
  ]);
});

it('listens on its usual ports unless configured otherwise', () => {
  const { PORT, RING_CYCLE_MS } = Environment.shape;
  expect([PORT.parse(undefined), RING_CYCLE_MS.parse(undefined)]).toEqual([3000, 5000]);
});
