/** Cases in and around a call, on real phones: what the seat sees as its phone rings, and whose phone rings. */
import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import type { CaseOfCall, CasesOfCall } from '@sansheng/shared/contracts/service-desk/cases-in-call';
import { openDatabase } from '@sansheng/shared/db';
import { expect, it, onTestFinished } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { aCallCenter } from '../support/call-center.ts';
import { type SignedIn, signIn } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { theStack } from '../support/the-stack.ts';

async function ask<T>(who: SignedIn, method: string, path: string, body?: unknown): Promise<T> {
  const { status, body: reply } = await who.ask(method, `/api/v1${path}`, body);
  expect(status, `${who.me.employeeNo} ${method} ${path} ${JSON.stringify(reply)}`).toBeLessThan(300);
  return reply as T;
}
const casesOf = async (who: SignedIn, callId: string): Promise<CaseOfCall[]> =>
  (await ask<CasesOfCall>(who, 'GET', `/calls/${callId}/cases`)).cases;

/** Somebody whom no other story knows: the database is shared by the run. */
async function aNewCustomer(as: SignedIn) {
  const number = `139${String(Date.now()).slice(-8)}`;
  const file = { name: '新客户', tier: 'ordinary', numbers: [number] };
  const { customerId } = await ask<{ customerId: string }>(as, 'POST', '/customers', file);
  return { number, customerId };
}

it('shows what is open with the caller as the phone rings, to who is rung alone, and links the call by one request', async () => {
  const center = await aCallCenter({ notReady: ['1001', '1002'] });
  const supervisor = await signIn(center.url, '3001');
  const { number, customerId } = await aNewCustomer(supervisor);
  const complaint = { type: 'complaint', title: '账单金额有异议', customerId };
  const mine = await ask<CaseDetail>(supervisor, 'POST', '/cases', complaint);
  // About the seat itself: it must not learn of it.
  await ask(supervisor, 'POST', '/cases', { ...complaint, fields: { subject: '1001' } });

  const [seat, other] = [await center.seat('1001'), await center.seat('1002')];
  await seat.goesReady();
  const caller = center.dial('4000', { from: number });
  await seat.rings();
  const callId = await eventually(() => seat.desk.offer?.callId, { what: 'the offer' });
  const shown = await eventually(
    async () => {
      const found = await casesOf(seat.who, callId);
      return found.length > 0 ? found : null;
    },
    { what: 'the case while it rings' },
  );
  expect(shown).toMatchObject([{ caseNo: mine.caseNo, link: null, isChased: false, nextDueName: { zh: '判定' } }]);
  expect(shown[0]?.nextDueAtMs).toBeGreaterThan(0);
  expect(await casesOf(other.who, callId)).toEqual([]);
  expect(seat.desk.state).toBe('offered');

  await seat.answers();
  await ask(seat.who, 'POST', `/cases/${mine.caseNo}/calls`, { callId });
  expect(await casesOf(seat.who, callId)).toMatchObject([{ caseNo: mine.caseNo, link: 'linked' }]);
  await caller.hangsUp();
  await seat.is('wrapUp');
  // What was linked still stands beside the wrap-up.
  expect(await casesOf(seat.who, callId)).toMatchObject([{ caseNo: mine.caseNo, link: 'linked' }]);
});

it('takes a call about a work order that stands still as a chase, once for each call, and tells whoever has it', async () => {
  const center = await aCallCenter({ notReady: ['1001'] });
  const [lead, supervisor] = [await signIn(center.url, '2001'), await signIn(center.url, '3001')];
  const { number, customerId } = await aNewCustomer(supervisor);
  const { caseNo, caseId } = await ask<CaseDetail>(lead, 'POST', '/cases', {
    type: 'workOrder',
    title: '宽带断网',
    customerId,
  });
  // It has stood at its first step since last week.
  const db = await openDatabase(theStack().environment.DATABASE_URL ?? '', { poolSize: 1 });
  onTestFinished(() => db.destroy());
  await db.query('UPDATE cases SET stepSinceMs = stepSinceMs - ? WHERE caseId = ?', [7 * 86_400_000, caseId]);

  const seat = await center.seat('1001');
  await seat.goesReady();
  center.dial('4000', { from: number });
  const callId = await seat.answers();
  expect(await casesOf(seat.who, callId)).toMatchObject([{ caseNo, isChased: true, chases: 0 }]);
  for (let pressed = 0; pressed < 2; pressed++) await ask(seat.who, 'POST', `/cases/${caseNo}/chase`, { callId });
  expect(await casesOf(seat.who, callId)).toMatchObject([{ caseNo, link: 'linked', isChased: false, chases: 1 }]);
  const { entries, links } = await ask<CaseDetail>(lead, 'GET', `/cases/${caseNo}`);
  expect(entries.filter(({ kind }) => kind === 'chased')).toMatchObject([{ byId: '1001', data: { callId } }]);
  expect(links).toMatchObject([{ kind: 'call', ref: callId }]);
});

it('gives the next call to the seat that owns the open case, though another talked with the customer last', async () => {
  const center = await aCallCenter({ notReady: ['1001', '1002'] });
  const admin = await anAdministrator(center);
  await admin.changesQueue('vip', { ownSeatWaitSeconds: 3, wrapUpMode: 'none' });
  const { number, customerId } = await aNewCustomer(await signIn(center.url, '3001'));
  const [owner, other] = [await center.seat('1001'), await center.seat('1002')];
  await owner.goesReady();
  const first = center.dial('4003', { from: number });
  const callId = await owner.answersLatest();
  const { caseNo, callId: openedIn } = await ask<CaseDetail>(owner.who, 'POST', '/cases', {
    type: 'memo',
    title: '携号转网是否影响优惠',
    customerId,
    callId,
    fields: { question: '携号转网后优惠是否保留' },
  });
  expect(openedIn).toBe(callId);
  expect(await casesOf(owner.who, callId)).toMatchObject([{ caseNo, link: 'opened' }]);
  await first.hangsUp();
  await owner.is('ready');

  // 1002 has talked with the customer last.
  await owner.does('agent.goNotReady', { reason: 'break' });
  await owner.is('notReady');
  await other.goesReady();
  const second = center.dial('4003', { from: number });
  await second.hears('ringing');
  const secondId = await other.answersLatest();
  expect(await casesOf(other.who, secondId)).toMatchObject([{ caseNo, link: null }]);
  await second.hangsUp();
  await other.is('ready');
  await owner.goesReady();
  const before = other.phone.calls.length;
  center.dial('4003', { from: number });
  expect(await owner.answersLatest()).not.toBe(callId);
  expect(other.phone.calls).toHaveLength(before);
});
