/// <reference lib="dom" />
/** Each type of cases from the caller's INVITE to the end: real calls, the screens of those who work on it, one center. */
import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import type { CallDetail } from '@sansheng/shared/contracts/records/call-records';
import type { CaseClocks, CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import type { CasesOfCall } from '@sansheng/shared/contracts/service-desk/cases-in-call';
import type { FollowUp, FollowUpPage } from '@sansheng/shared/contracts/service-desk/follow-ups';
import type { OutageDetail } from '@sansheng/shared/contracts/service-desk/outages';
import { entriesOf, findBrokenEntry, openDatabase } from '@sansheng/shared/db';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { CaseNoticeSchema } from '@sansheng/shared/tables/service-desk/cases';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import type { z } from 'zod';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { CustomerPhone } from '../support/customer-phone.ts';
import { type SignedIn, signIn } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { picture } from '../support/picture.ts';
import { type CallCenter, startCenter } from '../support/start-center.ts';
import { theStack } from '../support/the-stack.ts';
import { aSeatAtItsScreen, choose, doAct } from './a-seat-at-its-screen.ts';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
/** The database is shared by the run: departments and customers of these stories alone. */
const mark = Date.now();
const departments = {
  finance: ['账务核查部', '8811'],
  repair: ['管道抢修队', '8812'],
  claims: ['车险理赔部', '8813'],
} as const;
const idOf = (department: keyof typeof departments) => `${department}-${mark}`;

let center: CallCenter;
let db: DataSource;
const people = new Map<string, SignedIn>();
let numbers = mark;

beforeAll(async () => {
  await buildUi();
  center = await startCenter(theStack(), { settings: { UI_ROOT: uiRoot } });
  await center.open();
  db = await openDatabase(theStack().environment.DATABASE_URL ?? '', { poolSize: 2 });
  const accounts = db.getRepository(AccountSchema);
  const seat = await accounts.findOneByOrFail({ employeeNo: '1001' });
  for (const [key, [name, employeeNo]] of Object.entries(departments)) {
    await accounts.save({ ...seat, employeeNo, name: `${name}员工`, roles: ['department'], teamId: null });
    const departmentId = idOf(key as keyof typeof departments);
    await ask('3001', 'POST', '/admin/departments', { departmentId, name, members: [employeeNo] });
  }
}, 300_000);
afterAll(async () => {
  await db?.destroy();
  await center?.close();
}, 60_000);

async function as(employeeNo: string): Promise<SignedIn> {
  const who = people.get(employeeNo) ?? (await signIn(center.url, employeeNo));
  people.set(employeeNo, who);
  return who;
}
async function ask<T>(employeeNo: string, method: string, path: string, body?: object): Promise<T> {
  const reply = await (await as(employeeNo)).ask(method, `/api/v1${path}`, body);
  expect(reply.status, `${employeeNo} ${path} ${JSON.stringify(reply.body)}`).toBeLessThan(300);
  return reply.body as T;
}
const find = (caseNo: string) => ask<CaseDetail>('3001', 'GET', `/cases/${caseNo}`);
async function act(employeeNo: string, caseNo: string, key: string, more: object = {}): Promise<void> {
  const { version } = await find(caseNo);
  await ask(employeeNo, 'POST', `/cases/${caseNo}/transitions/${key}`, { version, text: '好的', ...more });
}
/** Somebody whom no other story knows. */
async function aCustomer(name: string, address = ''): Promise<string> {
  const number = `139${String((numbers += 1)).slice(-8)}`;
  const addresses = address === '' ? [] : [address];
  await ask('3001', 'POST', '/customers', { name, tier: 'ordinary', numbers: [number], addresses });
  return number;
}
const visitsOf = async ({ caseId }: CaseDetail) =>
  (await ask<z.infer<typeof FollowUpPage>>('1002', 'GET', `/follow-ups?view=open&case=${caseId}`)).followUps;

/** Another seat takes the visit and says what came of it. */
async function visits({ followUpId }: FollowUp, given: object): Promise<void> {
  await ask('1002', 'POST', `/follow-ups/${followUpId}/claim`, {});
  await ask('1002', 'POST', `/follow-ups/${followUpId}/attempts`, { outcome: 'reached', reason: '客户在忙', ...given });
}
/** Another seat calls this customer, who answers. */
async function callsBack(phone: CustomerPhone, number: string): Promise<string> {
  const seat = await center.seat('1002');
  const [own, theirs] = [seat.phone.calls.length, phone.calls.length];
  const { callId } = (await seat.does('call.dial', { number })) as { callId: string };
  (await seat.rings(own + 1)).answer();
  (await phone.rings(theirs + 1)).answer();
  await eventually(() => seat.desk.call?.callId === callId && !seat.desk.call.isDialling, { what: 'the talk' });
  await seat.does('call.hangUp', { callId });
  await seat.wrapsUp();
  await center.record(callId, (call) => call.isComplete);
  return callId;
}
/** The case has ended at this step: nobody has touched its history, its calls lead to it, every clock has its verdict. */
async function expectOver(caseNo: string, stepKey: string, callIds: readonly string[]): Promise<void> {
  const one = await find(caseNo);
  expect([one.stepKey, one.state]).toEqual([stepKey, 'closed']);
  expect(findBrokenEntry(await entriesOf(db, one.caseId))).toBeNull();
  const linked = one.links.filter(({ kind }) => kind === 'call').map(({ ref }) => ref);
  expect(linked.toSorted()).toEqual(callIds.toSorted());
  for (const callId of callIds) {
    const { cases } = await ask<CasesOfCall>('3001', 'GET', `/calls/${callId}/cases`);
    expect(cases.filter((found) => found.caseNo === caseNo && found.link !== null)).toHaveLength(1);
    expect(await center.record(callId)).toMatchObject({ outcome: 'answered' });
  }
  expect(one.clocks.length).toBeGreaterThan(0);
  for (const { clockKey, state, stoppedAtMs } of one.clocks) {
    expect(stoppedAtMs, clockKey).not.toBeNull();
    expect(['kept', 'missed'], clockKey).toContain(state);
  }
}
const hasRecording = (call: CallDetail) => call.recordings.some(({ state }) => state === 'ready');

it('a complaint is judged, investigated, approved, agreed to in a call, visited by another seat, summed up and archived', {
  timeout: 300_000,
}, async () => {
  onTestFailed(async () => console.error(await center.readLogs()));
  const number = await aCustomer('周账单');
  const browser = await openBrowser({ toneHz: 880 });
  const seat = await aSeatAtItsScreen(center, browser, '1001');
  const first = await seat.takesCall(number);
  const caseNo = await seat.takesDown('complaint', '账单重复扣费', async () => {
    await seat.see('case-field-description').fill('上月扣费两次，共 128 元');
    await choose(seat.page, 'case-field-subject', '1003', '1003');
  });
  await seat.wrapsUp(first.caller);
  const { status } = await (await as('1003')).ask('GET', `/api/v1/cases/${caseNo}`);
  expect(status, 'who is complained about finds nothing').toBe(404);
  await act('6001', caseNo, 'takeUp');
  await act('6001', caseNo, 'dispatch', { fields: { department: idOf('finance') } });

  const department = await openSeat(browser, center.url, '8811');
  await department.see(`department-accept-${caseNo}`).click();
  await department.see(`department-work-${caseNo}`).click();
  await doAct(department.page, 'answer', async () => {
    await department.see('case-field-findings').fill('系统重复出账');
    await choose(department.page, 'case-field-cause', '系统');
  });

  await seat.page.goto(`${center.url}/cases/${caseNo}`);
  await doAct(seat.page, 'propose', () => seat.see('case-field-plan').fill('当日退费并致歉'));
  const supervisor = await openSeat(browser, center.url, '3001', `/cases/${caseNo}`);
  await doAct(supervisor.page, 'approve');

  await seat.page.goto(`${center.url}/desk`);
  const second = await seat.takesCall(number, () => seat.see('ring-case').waitFor());
  await seat.see(`case-link-${caseNo}`).waitFor();
  await seat.page.keyboard.press('Alt+KeyL');
  await seat.see(`case-link-${caseNo}`).waitFor({ state: 'detached' });
  await seat.wrapsUp(second.caller);
  await seat.page.goto(`${center.url}/cases/${caseNo}`);
  await doAct(seat.page, 'carriedOut', async () => {
    await seat.page.locator('.case-act-form').getByText('是', { exact: true }).click();
    // Of the two calls the one in which the customer agreed.
    await seat.see('case-field-consentRecording').click();
    await seat.page.keyboard.press('ArrowDown');
    await seat.page.keyboard.press('Enter');
    await seat.see('case-field-consentAtSecond').fill('1');
    await picture(seat.page, 'consent');
  });
  expect((await find(caseNo)).fields).toMatchObject({ consentRecording: second.callId, consentAtSecond: 1 });

  const phone = await CustomerPhone.open(theStack().customerPort);
  const visitedIn = await callsBack(phone, number);
  await visits((await visitsOf(await find(caseNo)))[0] as FollowUp, { rating: 5, words: '处理得很快' });

  await center.record(second.callId, hasRecording);
  await supervisor.see('case-hear-consentRecording').click();
  await eventually(async () => (await supervisor.see('recording-play').innerText()).includes('00:01'), {
    what: 'the recording, from the second of the consent',
  });
  await picture(supervisor.page, 'consent-recording');
  await supervisor.page.goto(`${center.url}/cases/${caseNo}`);
  await doAct(supervisor.page, 'archive', () => supervisor.see('case-field-improvement').fill('出账前核对重复'));
  await picture(supervisor.page, 'complaint-archived');
  await expectOver(caseNo, 'archived', [first.callId, second.callId, visitedIn]);
  expect([...seat.complaints, ...department.complaints, ...supervisor.complaints]).toEqual([]);
  await seat.page.goto(`${center.url}/desk`);
  await seat.leaves();
});

it('a work order is dispatched, chased by the second call, accepted, done on site and confirmed on a visit', {
  timeout: 300_000,
}, async () => {
  onTestFailed(async () => console.error(await center.readLogs()));
  const number = await aCustomer('吴厨房');
  const browser = await openBrowser({ toneHz: 880 });
  const seat = await aSeatAtItsScreen(center, browser, '1004');
  const first = await seat.takesCall(number);
  const caseNo = await seat.takesDown('workOrder', '厨房漏水', () =>
    seat.see('case-field-fault').fill('水槽下方持续漏水'),
  );
  await seat.wrapsUp(first.caller);

  const supervisor = await openSeat(browser, center.url, '3001', `/cases/${caseNo}`);
  const [team] = departments.repair;
  await doAct(supervisor.page, 'dispatch', () => choose(supervisor.page, 'case-field-department', team, team));
  // The department lets it lie.
  const { caseId } = await find(caseNo);
  await db.query('UPDATE cases SET stepSinceMs = stepSinceMs - ? WHERE caseId = ?', [WEEK_MS, caseId]);
  const second = await seat.takesCall(number);
  await seat.see(`case-link-${caseNo}`).waitFor();
  await seat.page.keyboard.press('Alt+KeyL');
  await seat.see(`case-link-${caseNo}`).waitFor({ state: 'detached' });
  await seat.wrapsUp(second.caller);
  expect(await find(caseNo)).toMatchObject({ chases: 1, stepKey: 'dispatched' });
  const told = await db.getRepository(CaseNoticeSchema).findBy({ caseId, receiverId: departments.repair[1] });
  expect(told.map(({ what }) => what.key)).toContain('caseChased');

  const department = await openSeat(browser, center.url, departments.repair[1]);
  await department.see(`department-accept-${caseNo}`).click();
  await department.see(`department-work-${caseNo}`).click();
  await doAct(department.page, 'arrive');
  await doAct(department.page, 'finish', async () => {
    await department.see('case-field-work').fill('更换软管，试水不漏');
    await choose(department.page, 'case-field-cause', '设备');
  });
  await visits((await visitsOf(await find(caseNo)))[0] as FollowUp, { rating: 5 });
  await supervisor.page.getByTestId('case-step-closed').waitFor();
  await expectOver(caseNo, 'closed', [first.callId, second.callId]);
  await supervisor.page.reload();
  await picture(supervisor.page, 'work-order-confirmed');
  expect([...seat.complaints, ...department.complaints, ...supervisor.complaints]).toEqual([]);
  await seat.leaves();
});

it('an outage begins with one caller, is known when the next one rings, and is completed when both were called back', {
  timeout: 300_000,
}, async () => {
  onTestFailed(async () => console.error(await center.readLogs()));
  const place = `石门坊${String(mark).slice(-6)}号院`;
  const [number, neighbour] = [
    await aCustomer('郑石门', `${place} 3 号楼 1203`),
    await aCustomer('冯石门', `${place} 5 号楼 402`),
  ];
  const browser = await openBrowser({ toneHz: 880 });
  const seat = await aSeatAtItsScreen(center, browser, '1005');
  const first = await seat.takesCall(number);
  const orderNo = await seat.takesDown('workOrder', '没有气', () => seat.see('case-field-fault').fill('没有气'));
  await seat.wrapsUp(first.caller);

  const fields = {
    service: 'gas',
    areas: place,
    words: '正在抢修燃气管道，请先关好阀门',
    expectedEndAt: Date.now() + 2 * HOUR_MS,
  };
  const outage = await ask<CaseDetail>('2001', 'POST', '/cases', { type: 'outage', title: `${place}停气`, fields });
  await act('2001', outage.caseNo, 'announce');
  await ask('2001', 'POST', `/outages/${outage.caseNo}/cases`, { caseNo: orderNo });
  const banner = seat.see(`outage-of-caller-${outage.caseNo}`);
  const second = await seat.takesCall(neighbour, () => banner.waitFor());
  await seat.page.keyboard.press('Alt+KeyU');
  await eventually(async () => (await banner.innerText()).includes('此号码已归入'), { what: 'the caller attached' });
  await seat.wrapsUp(second.caller);

  await act('2001', outage.caseNo, 'repair', { fields: { department: idOf('repair') } });
  await act(departments.repair[1], outage.caseNo, 'restore', { fields: { cause: '阀门老化' }, text: '阀门已更换' });
  const owed = await visitsOf(outage);
  expect(owed.map((visit) => visit.number).toSorted()).toEqual([number, neighbour].toSorted());
  const phone = await CustomerPhone.open(theStack().customerPort);
  const calledBack = await callsBack(phone, neighbour);
  await visits(owed.find((visit) => visit.number === neighbour) as FollowUp, {});
  await visits(owed.find((visit) => visit.number === number) as FollowUp, {});

  const { told, toBeTold } = await ask<OutageDetail>('2001', 'GET', `/outages/${outage.caseNo}`);
  expect([told, toBeTold]).toEqual([2, 0]);
  await expectOver(outage.caseNo, 'completed', [second.callId, calledBack]);
  await expectOver(orderNo, 'closed', [first.callId]);
  expect(seat.complaints).toEqual([]);
  await seat.leaves();
});

it('a memo comes back to the seat, who calls the customer; an enquiry and a claim go to those who know and are told', {
  timeout: 300_000,
}, async () => {
  onTestFailed(async () => console.error(await center.readLogs()));
  const asked = {
    memo: await aCustomer('陈携号'),
    enquiry: await aCustomer('褚专线'),
    claim: await aCustomer('卫车损'),
  };
  const browser = await openBrowser({ toneHz: 880 });
  const seat = await aSeatAtItsScreen(center, browser, '1006');
  const opened = async (number: string, ...given: Parameters<typeof seat.takesDown>) => {
    const { caller, callId } = await seat.takesCall(number);
    const caseNo = await seat.takesDown(...given);
    await seat.wrapsUp(caller);
    return { caseNo, callId };
  };

  const memo = await opened(asked.memo, 'memo', '携号转网是否影响优惠', () =>
    seat.see('case-field-question').fill('携号转网后宽带优惠是否保留'),
  );
  await act('5001', memo.caseNo, 'take');
  await act('5001', memo.caseNo, 'answer', { fields: { answer: '合约期内保留' } });
  await act('2001', memo.caseNo, 'review');
  const { caseId } = await find(memo.caseNo);
  const back = await db.getRepository(CaseNoticeSchema).findBy({ caseId, receiverId: '1006' });
  expect(back.map(({ what }) => what.key)).toContain('memoReviewed');

  const enquiry = await opened(asked.enquiry, 'enquiry', '专线带宽能否按月调整', () =>
    seat.see('case-field-question').fill('合同期内能否按月调整带宽'),
  );
  await act('2001', enquiry.caseNo, 'passOn', { fields: { department: idOf('finance') } });
  await act(departments.finance[1], enquiry.caseNo, 'answer', { fields: { answer: '每个自然月可调一次' } });
  await act('2001', enquiry.caseNo, 'told', { text: '已电话告知' });
  await expectOver(enquiry.caseNo, 'closed', [enquiry.callId]);

  const claim = await opened(asked.claim, 'claimStep', '倒车碰柱', async () => {
    await seat.see('case-field-policyNo').fill('PDAA2026000123');
    await seat.see('case-amount').fill('8000');
  });
  const step = (key: string, more?: object) => act(departments.claims[1], claim.caseNo, key, more);
  const measureOf = async (key: string) => {
    const { clocks } = await ask<z.infer<typeof CaseClocks>>('3001', 'GET', `/cases/${claim.caseNo}/clocks`);
    return clocks.find(({ clockKey }) => clockKey === key)?.measure;
  };
  await act('2001', claim.caseNo, 'handOver', { fields: { department: idOf('claims') } });
  await step('accept');
  await step('surveyed', { fields: { report: '损失与经过相符' } });
  expect(await measureOf('price')).toEqual({ kind: 'openTime', minutes: 120 });
  await step('priced');
  expect(await measureOf('loss')).toEqual({ kind: 'openTime', minutes: 60 });
  // More is broken than was seen: the band changes with the amount, from the start on.
  const { version } = await find(claim.caseNo);
  await ask('3001', 'PATCH', `/cases/${claim.caseNo}`, { version, amountFen: 2_000_000, text: '追加损失' });
  expect(await measureOf('loss')).toEqual({ kind: 'sameDay', lateMinutes: 60 });
  await step('assessed');
  expect(await measureOf('settlement')).toEqual({ kind: 'workingDays', days: 2 });
  await step('settled');
  await visits((await visitsOf(await find(claim.caseNo)))[0] as FollowUp, { rating: 4 });
  await expectOver(claim.caseNo, 'closed', [claim.callId]);

  const phone = await CustomerPhone.open(theStack().customerPort);
  await seat.page.goto(`${center.url}/cases/${memo.caseNo}`);
  await seat.see('call-number').click();
  (await phone.rings()).answer();
  await seat.page.locator('a[href="/desk"]').first().click();
  await seat.see(`case-link-${memo.caseNo}`).waitFor();
  await seat.page.keyboard.press('Alt+KeyL');
  await seat.see(`case-link-${memo.caseNo}`).waitFor({ state: 'detached' });
  const placed = (await center.events()).findLast(({ type }) => type === 'outbound.placed')?.callId ?? '';
  await seat.see('hang-up').click();
  await seat.wrapsUp(null);
  await seat.page.goto(`${center.url}/cases/${memo.caseNo}`);
  await doAct(seat.page, 'called', () => seat.see('case-text').fill('已告知合约期内保留'));
  await picture(seat.page, 'memo-called');
  await expectOver(memo.caseNo, 'closed', [memo.callId, placed]);
  expect(seat.complaints).toEqual([]);
});
