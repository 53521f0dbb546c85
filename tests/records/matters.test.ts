import type { CallDetail } from '@sansheng/shared/contracts/records/call-records';
import type { MatterDetail, MatterOwners, MatterPage } from '@sansheng/shared/contracts/service-desk/matters';
import type { Messages } from '@sansheng/shared/contracts/lead-room/messages';
import { AuditSchema } from '@sansheng/shared/tables/settings/audit';
import { WebhookDeliverySchema, WebhookSchema } from '@sansheng/shared/tables/outside/webhooks';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { z } from 'zod';
import type { LiveEvent } from '@sansheng/shared/contracts/events';
import { writeCallRecords } from '../../queue-workers/src/jobs/records/call-records/write-call-records.ts';
import { seedDemonstration } from '../../queue-workers/src/seed/seed-demonstration.ts';
import { findCaseOwners } from '../../server/src/service-desk/cases-in-call/index.ts';
import { findOwnSeat } from '../../server/src/telephony/own-seat/index.ts';
import { answeredCall } from './made-up-calls.ts';
import { aRecordsCenter, type RecordsCenter } from './records-center.ts';
import { startRecordsServer } from './records-server.ts';

type Page = z.infer<typeof MatterPage>;
const HOUR_MS = 3_600_000;
/** Without a matter at first. */
const CUSTOMER = 'c00003';

let center: RecordsCenter;
let server: Awaited<ReturnType<typeof startRecordsServer>>;

beforeAll(async () => {
  center = await aRecordsCenter();
  await seedDemonstration(center.db, Date.now());
  await center.db.query('DELETE FROM matters WHERE customerId = ?', [CUSTOMER]);
  server = await startRecordsServer(center, ['1001', '1002', '2001', '3001', '4101', '6001', '9001']);
});
afterAll(async () => {
  await server.close();
  await center.close();
});

async function ask<T>(employeeNo: string, method: string, path: string, body?: unknown): Promise<T> {
  const reply = await server.as(employeeNo).send(method, `/api/v1${path}`, body);
  expect(reply.status, `${method} ${path} ${JSON.stringify(reply.body)}`).toBeLessThan(300);
  return reply.body as T;
}
const refused = async (employeeNo: string, method: string, path: string, body?: unknown) => {
  const { code, body: reply } = await server.as(employeeNo).send(method, `/api/v1${path}`, body);
  return [code, (reply as { error?: { field?: string } }).error?.field];
};
const open = (employeeNo: string, more: object = {}) =>
  ask<MatterDetail>(employeeNo, 'POST', '/matters', {
    customerId: CUSTOMER,
    kind: 'workOrder',
    title: '电子发票重开',
    ...more,
  });
const find = (employeeNo: string, matterId: string) => ask<MatterDetail>(employeeNo, 'GET', `/matters/${matterId}`);
const list = async (employeeNo: string, query: Record<string, string>) =>
  (await ask<Page>(employeeNo, 'GET', `/matters?${new URLSearchParams({ customer: CUSTOMER, ...query })}`)).matters.map(
    ({ matterId }) => matterId,
  );
const asked = {
  get db() {
    return center.db;
  },
  caseOwnersOf: (customerId: string) => findCaseOwners(center.db, customerId),
  isSignedIn: async () => true,
  log: pino({ level: 'silent' }),
};

it('is opened in a call, owned by its seat, told to webhooks and shown in the record', async () => {
  const events = answeredCall('call-1', '1001').map(
    ({ afterMs, ...event }, i) => ({ ...event, id: `${Date.now()}-${i}`, atMs: Date.now() + afterMs }) as LiveEvent,
  );
  await writeCallRecords(center.db, events);
  const url = 'https://crm.example/';
  for (const [webhookId, kinds] of [
    ['crm', ['matter.opened']],
    ['other', ['call.ended']],
  ] as const) {
    const hook = { webhookId, name: webhookId, url, kinds: [...kinds], secret: 'x', isActive: true };
    await center.db.getRepository(WebhookSchema).insert(hook);
  }
  const dueAtMs = Date.now() + HOUR_MS;
  const matter = await open('1001', { callId: 'call-1', dueAtMs, text: '客户要求重开抬头' });
  expect(matter).toMatchObject({ status: 'open', ownerId: '1001', callId: 'call-1', dueAtMs });
  expect(matter.may).toEqual({ note: true, edit: true, handOver: true, settle: true, reopen: false });
  expect(matter.notes).toMatchObject([{ kind: 'opened', text: '客户要求重开抬头', employeeNo: '1001' }]);
  const { matters } = await ask<CallDetail>('1001', 'GET', '/calls/call-1');
  expect(matters).toEqual([{ matterId: matter.matterId, kind: 'workOrder', title: '电子发票重开', status: 'open' }]);
  const told = await center.db.getRepository(WebhookDeliverySchema).find();
  expect(told).toMatchObject([{ webhookId: 'crm', kind: 'matter.opened', callId: 'call-1', state: 'waiting' }]);
  expect(told[0]?.body).toMatchObject({
    agentId: '1001',
    data: { matterId: matter.matterId, customerId: CUSTOMER, kind: 'workOrder', ownerId: '1001', dueAtMs },
  });
  expect(await findOwnSeat(asked, CUSTOMER)).toBe('1001');
});

it('is handed over, and with it the customer’s calls; closed with a remark, and reopened', async () => {
  const { matterId } = await open('1001', { dueAtMs: Date.now() - HOUR_MS, kind: 'complaint', title: '账单有误' });
  const path = `/matters/${matterId}`;
  expect(await list('1001', { view: 'mine' })).toContain(matterId);
  expect(await list('1002', { view: 'overdue' })).toEqual([matterId]);
  expect(await list('1002', { view: 'mine' })).toEqual([]);
  expect(await list('2001', { view: 'open', kind: 'complaint' })).toEqual([matterId]);

  // A colleague may note, and no more; a lead may.
  await ask('1002', 'POST', `${path}/notes`, { text: '客户又来电催办' });
  expect((await find('1002', matterId)).may).toMatchObject({ note: true, edit: false, handOver: false });
  expect(await refused('1002', 'POST', `${path}/close`, { text: '好了' })).toEqual(['notAllowed', undefined]);
  const { owners } = await ask<z.infer<typeof MatterOwners>>('1001', 'GET', '/matters/owners');
  expect(owners.map(({ employeeNo }) => employeeNo)).toEqual(expect.arrayContaining(['1002', '6001']));
  expect(owners.some(({ employeeNo }) => ['4101', '9001'].includes(employeeNo))).toBe(false);
  expect(await refused('1001', 'POST', `${path}/hand-over`, { ownerId: '4101' })).toEqual(['badRequest', 'ownerId']);
  for (const matter of await list('1001', { view: 'mine' }))
    if (matter !== matterId) await ask('1001', 'POST', `/matters/${matter}/close`, { text: '已重开' });
  await ask('1001', 'POST', `${path}/hand-over`, { ownerId: '6001', text: '转投诉席' });
  const toldOf = async (who: string) =>
    (await ask<z.infer<typeof Messages>>(who, 'GET', '/messages/mine')).messages.filter(
      (message) => message.matterId === matterId,
    );
  expect(await toldOf('6001')).toEqual([
    expect.objectContaining({ byEmployeeNo: '1001', readAtMs: null, text: expect.stringContaining('转投诉席') }),
  ]);
  expect(await toldOf('1001')).toEqual([]);
  expect(await findOwnSeat(asked, CUSTOMER)).toBe('6001');
  expect(await refused('1001', 'POST', `${path}/hand-over`, { ownerId: '1002' })).toEqual(['notAllowed', undefined]);

  await ask('2001', 'PUT', path, { kind: 'complaint', title: '九月账单有误', dueAtMs: null });
  expect(await list('1002', { view: 'overdue' })).toEqual([]);
  expect(await refused('6001', 'POST', `${path}/close`, { text: ' ' })).toEqual(['badRequest', 'text']);
  await ask('6001', 'POST', `${path}/close`, { text: '已更正账单，客户认可' });
  expect(await refused('6001', 'POST', `${path}/close`, { text: '再关一次' })).toEqual(['changedMeanwhile', undefined]);
  expect(await list('6001', { view: 'open' })).toEqual([]);
  expect((await list('6001', { view: 'closed' }))[0]).toBe(matterId);
  await ask('6001', 'POST', `${path}/reopen`, { text: '客户来电说仍不对' });
  const { notes, ...matter } = await find('6001', matterId);
  expect(matter).toMatchObject({ status: 'open', closedAtMs: null, ownerId: '6001', title: '九月账单有误' });
  expect(notes.map(({ kind, employeeNo }) => `${kind} ${employeeNo}`)).toEqual([
    'opened 1001',
    'noted 1002',
    'handedOver 1001',
    'changed 2001',
    'closed 6001',
    'reopened 6001',
  ]);
  const entries = await center.db.getRepository(AuditSchema).findBy({ target: matterId });
  expect(entries.map(({ action }) => action).sort()).toEqual(
    ['opened', 'noted', 'handedOver', 'changed', 'closed', 'reopened'].map((what) => `matters.${what}`).sort(),
  );
});

it('moves with its customer into the file it is merged into', async () => {
  const { matterId } = await open('1001', { customerId: 'c00004', title: '随档案合并' });
  await ask('3001', 'POST', '/customers/c00005/merges', { mergedId: 'c00004' });
  expect((await find('1001', matterId)).customerId).toBe('c00005');
  const late = { customerId: 'c00004', kind: 'memo', title: '旧档案' };
  expect(await ask('1001', 'POST', '/matters', late)).toMatchObject({ customerId: 'c00005' });
});

it('of a secret customer is found only by its owner and those who see the file', async () => {
  await center.db.query(`UPDATE customers SET confidentiality = 'secret', ownerId = '1002' WHERE customerId = ?`, [
    CUSTOMER,
  ]);
  const { matterId } = await open('3001', { ownerId: '1001', text: '仅经办人可见' });
  expect((await find('1001', matterId)).notes[0]?.text).toBe('仅经办人可见');
  expect(await list('1001', { view: 'open' })).toEqual([matterId]);
  expect(await list('2001', { view: 'open' })).toEqual([]);
  expect(await refused('2001', 'GET', `/matters/${matterId}`)).toEqual(['notFound', undefined]);
  expect(await refused('2001', 'POST', `/matters/${matterId}/close`, { text: '好' })).toEqual(['notFound', undefined]);
  expect(await refused('2001', 'POST', '/matters', { customerId: CUSTOMER, kind: 'memo', title: 'x' })).toEqual([
    'badRequest',
    'customerId',
  ]);
  await center.db.query(`UPDATE customers SET confidentiality = 'confidential' WHERE customerId = ?`, [CUSTOMER]);
  expect((await find('4101', matterId)).notes[0]?.text).toBe('');
  expect(await refused('4101', 'POST', `/matters/${matterId}/notes`, { text: '听过录音' })).toEqual([
    'notAllowed',
    undefined,
  ]);
});
