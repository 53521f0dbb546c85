import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import type { FollowUp, FollowUpPage } from '@sansheng/shared/contracts/service-desk/follow-ups';
import type { OutageDetail, OutagePage, OutagesOfCaller } from '@sansheng/shared/contracts/service-desk/outages';
import { CaseLinkSchema } from '@sansheng/shared/tables/service-desk/cases';
import { CustomerNoticeSchema } from '@sansheng/shared/tables/service-desk/customer-notices';
import { FollowUpSchema } from '@sansheng/shared/tables/service-desk/follow-ups';
import { CustomerSchema } from '@sansheng/shared/tables/customers/customers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { aServiceDesk, REPAIR, type ServiceDesk } from './a-service-desk.ts';

let desk: ServiceDesk;
let people = 0;
beforeAll(async () => {
  desk = await aServiceDesk();
});
afterAll(() => desk?.close());

/** A number that nobody else has, as people write it. */
const aNumber = () => `1371234${String((people += 1)).padStart(4, '0')}`;
const HOUR_MS = 3_600_000;

async function anOutage(place: string): Promise<CaseDetail> {
  const expectedEndAt = Date.now() + 2 * HOUR_MS;
  const fields = { service: 'gas', areas: place, words: '正在抢修，请关闭阀门', expectedEndAt };
  const { caseNo } = await desk.open('2001', { type: 'outage', title: `${place}停气`, fields });
  return desk.act('2001', caseNo, 'announce');
}
const attach = (outage: CaseDetail, number: string, more: object = {}) =>
  desk.ask<OutageDetail>('1001', 'POST', `/outages/${outage.caseNo}/callers`, { number, ...more });
const restore = (outage: CaseDetail) =>
  desk.act('2001', outage.caseNo, 'restore', { text: '阀门已更换，供气恢复', fields: { cause: '阀门老化' } });
const detail = (outage: CaseDetail) => desk.ask<OutageDetail>('2001', 'GET', `/outages/${outage.caseNo}`);
const ofCaller = async (query: string) =>
  (await desk.ask<z.infer<typeof OutagesOfCaller>>('1001', 'GET', `/outages/of-caller?${query}`)).outages;
const visitsOf = async ({ caseId }: CaseDetail) =>
  (await desk.ask<z.infer<typeof FollowUpPage>>('1002', 'GET', `/follow-ups?view=open&case=${caseId}`)).followUps;
async function visit({ followUpId }: FollowUp, given: object) {
  await desk.ask('1002', 'POST', `/follow-ups/${followUpId}/claim`, {});
  const body = { reason: '用备用机拨打', ...given };
  return desk.ask<FollowUp>('1002', 'POST', `/follow-ups/${followUpId}/attempts`, body);
}
const noticesOf = ({ caseNo }: CaseDetail, template: string) =>
  desk.db.getRepository(CustomerNoticeSchema).findBy({ caseNo, template });

describe('a caller from where an outage is', () => {
  it('is known by the address of their file or of their open order, and nobody else is', async () => {
    const outage = await anOutage('石榴园');
    const file = await desk.db.getRepository(CustomerSchema).findOneByOrFail({ customerId: 'c00003' });
    await desk.db
      .getRepository(CustomerSchema)
      .update({ customerId: 'c00003' }, { addresses: [...file.addresses, '丰台区石榴园 3 号楼'] });
    const shown = { caseNo: outage.caseNo, words: '正在抢修，请关闭阀门', isOver: false, isAttached: false };
    expect(await ofCaller('customer=c00003')).toMatchObject([shown]);
    const number = aNumber();
    const order = { type: 'workOrder', title: '没有气', contactNumber: number };
    await desk.open('1001', { ...order, fields: { fault: '没有气', address: '丰台区石榴园 5 号楼' } });
    expect(await ofCaller(`number=${number}`)).toMatchObject([shown]);
    expect(await ofCaller('customer=c00004')).toEqual([]);
    expect(await ofCaller(`number=${aNumber()}`)).toEqual([]);
  });

  it('is attached once, however often they call, with the calls and what they want', async () => {
    const outage = await anOutage('马家堡');
    const number = aNumber();
    await attach(outage, number, { callId: 'call-a', name: '赵女士' });
    const { people: callers } = await attach(outage, `+86 ${number}`, { callId: 'call-b', wantsCall: false });
    expect(callers).toMatchObject([{ number, name: '赵女士', calls: 2, wantsCall: false, toldAtMs: null }]);
    expect(await ofCaller(`number=${number}`)).toMatchObject([{ isAttached: true }]);
    const { links } = await desk.find('3001', outage.caseNo);
    expect(links.map(({ ref }) => ref)).toEqual(['call-a', 'call-b']);
    expect(await desk.refused('1001', 'POST', `/outages/${outage.caseNo}/callers`, { number: 'abc' })).toEqual([
      'badRequest',
      'number',
    ]);
  });

  it('gets each new end by a notice', async () => {
    const outage = await anOutage('方庄');
    const [one, other] = [aNumber(), aNumber()];
    await attach(outage, one);
    await attach(outage, other, { wantsCall: false });
    await desk.act('2001', outage.caseNo, 'newEnd', { fields: { expectedEndAt: Date.now() + 5 * HOUR_MS } });
    const notices = await noticesOf(outage, 'outageNewEnd');
    expect(notices.map(({ number }) => number).toSorted()).toEqual([`+86${one}`, `+86${other}`].toSorted());
    expect(notices[0]?.text).toMatch(/方庄燃气抢修仍在进行，预计 \d{4}-\d\d-\d\d \d\d:\d\d 恢复/);
  });
});

describe('when it is restored', () => {
  it('what is attached and open is settled with its words, what is closed or merely related is not touched', async () => {
    const outage = await anOutage('天坛');
    const anOrder = () =>
      desk.open('1001', { type: 'workOrder', title: '没有气', contactNumber: aNumber(), fields: { fault: '没有气' } });
    const [attached, onItsWay, cancelled, related] = await Promise.all([anOrder(), anOrder(), anOrder(), anOrder()]);
    await desk.act('2001', onItsWay.caseNo, 'dispatch', { fields: { department: REPAIR } });
    for (const { caseNo } of [attached, onItsWay, cancelled])
      await desk.ask('1001', 'POST', `/outages/${outage.caseNo}/cases`, { caseNo });
    await desk.act('1001', cancelled.caseNo, 'cancel', { text: '客户撤销' });
    await desk.db.getRepository(CaseLinkSchema).insert({
      caseId: related.caseId,
      kind: 'relatedTo',
      ref: outage.caseId,
      atMs: Date.now(),
      byId: '1001',
    });
    await restore(outage);
    for (const { caseNo } of [attached, onItsWay]) {
      const settled = await desk.find('3001', caseNo);
      expect(settled).toMatchObject({ stepKey: 'done', state: 'settled' });
      expect(settled.entries.at(-1)).toMatchObject({ transition: 'restored', text: '阀门已更换，供气恢复' });
    }
    expect(await desk.find('3001', cancelled.caseNo)).toMatchObject({ state: 'cancelled' });
    expect(await desk.find('3001', related.caseNo)).toMatchObject({ stepKey: 'created' });
    const late = await anOrder();
    expect(await desk.refused('1001', 'POST', `/outages/${outage.caseNo}/cases`, { caseNo: late.caseNo })).toEqual([
      'wrongState',
      undefined,
    ]);
  });

  it('each number that wants to be called is owed one visit, and all get a notice', async () => {
    const outage = await anOutage('永定门');
    const [one, other, quiet] = [aNumber(), aNumber(), aNumber()];
    for (const number of [one, other, one]) await attach(outage, number);
    await attach(outage, quiet, { wantsCall: false });
    await restore(outage);
    const visits = await visitsOf(outage);
    expect(visits.map(({ number }) => number).toSorted()).toEqual([one, other].toSorted());
    const clock = (await desk.find('3001', outage.caseNo)).clocks.find(({ clockKey }) => clockKey === 'visits');
    expect(visits[0]?.dueAtMs).toBe(clock?.dueAtMs);
    expect(await noticesOf(outage, 'outageRestored')).toHaveLength(3);
    expect(await detail(outage)).toMatchObject({ callers: 3, told: 0, toBeTold: 2 });
  });

  it('is completed when everybody is reached, has rung in, or is out of attempts', async () => {
    const outage = await anOutage('前门');
    const [reached, ringsIn, silent] = [aNumber(), aNumber(), aNumber()];
    for (const number of [reached, ringsIn, silent]) await attach(outage, number);
    expect(await desk.refused('1001', 'POST', `/outages/${outage.caseNo}/callers/told`, { number: ringsIn })).toEqual([
      'wrongState',
      undefined,
    ]);
    await restore(outage);
    expect(await ofCaller(`number=${ringsIn}`)).toMatchObject([{ caseNo: outage.caseNo, isOver: true }]);
    await desk.ask('1001', 'POST', `/outages/${outage.caseNo}/callers/told`, { number: ringsIn, callId: 'rings-in' });
    expect(await ofCaller(`number=${ringsIn}`)).toEqual([]);
    expect((await desk.find('3001', outage.caseNo)).stepKey).toBe('visiting');
    const visits = await visitsOf(outage);
    expect(visits.map(({ number }) => number).toSorted()).toEqual([reached, silent].toSorted());
    await visit(visits.find(({ number }) => number === reached) as FollowUp, { outcome: 'reached' });
    expect(await detail(outage)).toMatchObject({ told: 2, toBeTold: 1 });
    const last = visits.find(({ number }) => number === silent) as FollowUp;
    await desk.db.getRepository(FollowUpSchema).update({ followUpId: last.followUpId }, { tries: 2 });
    await visit(last, { outcome: 'noAnswer' });
    const { stepKey, state, clocks } = await desk.find('3001', outage.caseNo);
    expect([stepKey, state]).toEqual(['completed', 'closed']);
    expect(clocks.find(({ clockKey }) => clockKey === 'visits')?.state).toBe('kept');
    const { people: callers, ...counted } = await detail(outage);
    expect(counted).toMatchObject({ callers: 3, told: 2, toBeTold: 0, notReached: 1 });
    expect(callers.map(({ number, toldIn, visit: came }) => [number, toldIn, came]).toSorted()).toEqual(
      [
        [reached, 'visit', 'reached'],
        [ringsIn, 'call', 'struckOff'],
        [silent, null, 'unreachable'],
      ].toSorted(),
    );
  });

  it('is completed at once when nobody called about it', async () => {
    const outage = await anOutage('大栅栏');
    expect(await restore(outage)).toMatchObject({ stepKey: 'completed', state: 'closed' });
    const page = await desk.ask<z.infer<typeof OutagePage>>('2001', 'GET', '/outages?view=completed');
    expect(page.outages[0]).toMatchObject({ caseNo: outage.caseNo, callers: 0, areaName: '大栅栏' });
  });

  it('who says on the visit that it is not over has their own order worked on again; others are confirmed', async () => {
    const outage = await anOutage('劲松');
    const [content, angry] = [aNumber(), aNumber()];
    const orders = [];
    for (const contactNumber of [content, angry]) {
      const fields = { fault: '没有气' };
      const order = await desk.open('1001', { type: 'workOrder', title: '没有气', contactNumber, fields });
      await desk.ask('1001', 'POST', `/outages/${outage.caseNo}/cases`, { caseNo: order.caseNo });
      orders.push(order);
    }
    await restore(outage);
    for (const one of await visitsOf(outage))
      await visit(
        one,
        one.number === angry ? { outcome: 'reached', rating: 1, words: '还是没有气' } : { outcome: 'reached' },
      );
    const [confirmed, again] = await Promise.all(orders.map(({ caseNo }) => desk.find('3001', caseNo)));
    expect(confirmed).toMatchObject({ stepKey: 'closed', fields: { isConfirmed: true } });
    expect(again).toMatchObject({ stepKey: 'created', round: 2, reworks: 1 });
    expect((await desk.find('3001', outage.caseNo)).stepKey).toBe('completed');
  });
});
