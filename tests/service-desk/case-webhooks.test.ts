import { WebhookDeliverySchema, WebhookSchema } from '@sansheng/shared/tables/outside/webhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aServiceDesk, FINANCE, type ServiceDesk } from './a-service-desk.ts';

let desk: ServiceDesk;
beforeAll(async () => {
  desk = await aServiceDesk();
  await desk.db.getRepository(WebhookSchema).insert({
    webhookId: 'crm',
    name: 'crm',
    url: 'https://crm.example/',
    kinds: ['case.opened', 'case.moved', 'case.settled', 'case.closed', 'case.chased'],
    secret: 'x',
    isActive: true,
  });
});
afterAll(() => desk?.close());

it('of a case is told step by step, without a word that people wrote', async () => {
  const { caseNo, caseId } = await desk.open('1001', {
    type: 'complaint',
    title: '机密事由',
    contactName: '机密姓名',
    contactNumber: '13911112222',
    fields: { description: '机密描述', subject: '1003' },
    text: '机密说明',
  });
  await desk.act('6001', caseNo, 'takeUp', { text: '机密受理' });
  await desk.ask('1001', 'POST', `/cases/${caseNo}/chase`, { text: '机密催办' });
  await desk.ask('6001', 'POST', `/cases/${caseNo}/notes`, { text: '机密备注', visibility: 'restricted' });
  await desk.act('6001', caseNo, 'notGrounded', { text: '机密理由' });
  await desk.act('6001', caseNo, 'explained', { text: '机密解释' });
  const deliveries = await desk.db
    .getRepository(WebhookDeliverySchema)
    .find({ order: { atMs: 'ASC', deliveryId: 'ASC' } });
  const dataOf = ({ body }: (typeof deliveries)[number]) => (body as { data: { caseId: string; state: string } }).data;
  const told = deliveries.filter((one) => dataOf(one).caseId === caseId);
  expect(told.map((one) => [one.kind, dataOf(one).state])).toEqual([
    ['case.opened', 'open'],
    ['case.moved', 'open'],
    ['case.chased', 'open'],
    ['case.moved', 'open'],
    ['case.closed', 'closed'],
    ['case.moved', 'closed'],
  ]);
  expect(new Set(told.map(({ deliveryId }) => deliveryId)).size).toBe(told.length);
  expect(JSON.stringify(told)).not.toMatch(/机密|13911112222|"1003"/);
  expect(told[0]?.body).toMatchObject({ data: { caseId, caseNo, type: 'complaint', grade: 'ordinary' } });
});

it('is not told of an act that was refused', async () => {
  const { caseNo, version } = await desk.open('1001', { type: 'complaint', title: '重复' });
  const before = await desk.db.getRepository(WebhookDeliverySchema).count();
  await desk.refused('1001', 'POST', `/cases/${caseNo}/transitions/takeUp`, { version: version + 1 });
  await desk.refused('6001', 'POST', `/cases/${caseNo}/transitions/dispatch`, {
    version,
    fields: { department: FINANCE },
  });
  expect(await desk.db.getRepository(WebhookDeliverySchema).count()).toBe(before);
});
