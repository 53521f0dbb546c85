/// <reference lib="dom" />
import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import type { OutageDetail } from '@sansheng/shared/contracts/service-desk/outages';
import { expect, it } from 'vitest';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { aCallCenter } from '../support/call-center.ts';
import { signIn, type SignedIn } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { picture } from '../support/picture.ts';

const HOUR_MS = 3_600_000;

async function ask<T>(who: SignedIn, method: string, path: string, body?: object): Promise<T> {
  const reply = await who.ask(method, `/api/v1${path}`, body);
  expect(reply.status, `${path} ${JSON.stringify(reply.body)}`).toBeLessThan(300);
  return reply.body as T;
}
async function act(who: SignedIn, caseNo: string, key: string, more: object = {}): Promise<void> {
  const { version } = await ask<CaseDetail>(who, 'GET', `/cases/${caseNo}`);
  await ask(who, 'POST', `/cases/${caseNo}/transitions/${key}`, { version, text: '好的', ...more });
}

it('shows an outage as the phone rings, attaches by one key, and who rings in when it is over is told and not called', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await aCallCenter({ settings: { UI_ROOT: uiRoot } });
  const lead = await signIn(center.url, '2001');
  const supervisor = await signIn(center.url, '3001');
  const number = `139${String(Date.now()).slice(-8)}`;
  const file = { name: '孙望京', tier: 'ordinary', numbers: [number], addresses: ['朝阳区望京花园 3 号楼 1203'] };
  await ask(supervisor, 'POST', '/customers', file);
  const fields = {
    service: 'gas',
    areas: '望京花园',
    words: '正在抢修燃气管道，请先关好阀门',
    expectedEndAt: Date.now() + 2 * HOUR_MS,
  };
  const { caseNo } = await ask<CaseDetail>(lead, 'POST', '/cases', { type: 'outage', title: '望京花园停气', fields });
  await act(lead, caseNo, 'announce');

  const browser = await openBrowser({ toneHz: 880 });
  const seat = await openSeat(browser, center.url, '1001');
  const { page } = seat;
  const see = (id: string) => seat.see(id);
  const isReady = async () => (await see('agent-state').getAttribute('data-state')) === 'ready';
  await see('go-ready').click();
  await eventually(isReady, { withinMs: 20_000, what: 'ready on the screen' });
  const caller = center.dial('4000', { from: number });
  await see('ring-panel').waitFor();
  await see(`outage-of-caller-${caseNo}`).waitFor();
  expect(await see(`outage-of-caller-${caseNo}`).innerText()).toContain('请先关好阀门');
  await see('answer').click();
  await caller.hears('answered');
  await picture(page, 'outage-of-caller');
  await page.keyboard.press('Alt+KeyU');
  await eventually(async () => (await see(`outage-of-caller-${caseNo}`).innerText()).includes('此号码已归入'), {
    what: 'the caller attached',
  });
  const attached = await ask<OutageDetail>(lead, 'GET', `/outages/${caseNo}`);
  expect(attached.people).toMatchObject([{ number, name: '孙望京', calls: 1, wantsCall: true }]);
  await caller.hangsUp();

  const board = await openSeat(browser, center.url, '2001', `/outages?outage=${caseNo}`);
  await board.page.getByTestId('outage-callers').waitFor();
  await board.page.getByTestId('outage-number').fill('13800001111');
  await board.page.keyboard.press('Enter');
  await eventually(async () => (await board.page.getByText('138 0000 1111').count()) > 0, { what: 'a number by hand' });
  const order = { type: 'workOrder', title: '没有气', contactNumber: '13800002222', fields: { fault: '没有气' } };
  const { caseNo: orderNo } = await ask<CaseDetail>(lead, 'POST', '/cases', order);
  await board.page.getByTestId('outage-case').fill(orderNo);
  await board.page.keyboard.press('Enter');
  await eventually(async () => (await board.page.getByText(orderNo).count()) > 0, { what: 'the order attached' });
  await picture(board.page, 'outage-page');

  await act(lead, caseNo, 'newEnd', { fields: { expectedEndAt: Date.now() + 3 * HOUR_MS } });
  await act(lead, caseNo, 'restore', { fields: { cause: '阀门老化' } });
  await board.page.goto(`${center.url}/demo/notices`);
  await eventually(async () => (await board.page.getByText('望京花园燃气已恢复').count()) > 0, {
    withinMs: 30_000,
    what: 'the message on the telephone',
  });
  await picture(board.page, 'demo-notices');

  await see('wrap-up-category').click();
  await page.keyboard.press('Enter');
  await page.getByText('已解决').first().click();
  await page.keyboard.press('Control+Enter');
  await eventually(isReady, { what: 'ready again' });
  const again = center.dial('4000', { from: number });
  await see('ring-panel').waitFor();
  await see('outage-told').waitFor();
  await see('answer').click();
  await again.hears('answered');
  await picture(page, 'outage-over');
  await page.keyboard.press('Alt+KeyU');
  await see('outage-told').waitFor({ state: 'detached' });
  const told = await ask<OutageDetail>(lead, 'GET', `/outages/${caseNo}`);
  expect(told).toMatchObject({ told: 1, toBeTold: 2, cases: [{ caseNo: orderNo, state: 'settled' }] });
  expect(told.people.find((one) => one.number === number)).toMatchObject({ toldIn: 'call', visit: 'struckOff' });
  expect([...seat.complaints, ...board.complaints]).toEqual([]);
});

it('lists the visits to make, and what the customer says moves the case on', { timeout: 300_000 }, async () => {
  await buildUi();
  const center = await aCallCenter({ settings: { UI_ROOT: uiRoot } });
  const supervisor = await signIn(center.url, '3001');
  const contact = { contactName: '王芳', contactNumber: '13800138000' };
  const opened = { type: 'complaint', title: '账单金额有异议', ...contact };
  const caller = await signIn(center.url, '1001');
  const { caseNo } = await ask<CaseDetail>(caller, 'POST', '/cases', opened);
  for (const key of ['takeUp', 'dispatch', 'accept', 'answer', 'propose', 'approve', 'carriedOut'])
    await act(supervisor, caseNo, key, { isForced: true });

  const browser = await openBrowser({ toneHz: 880 });
  const { page, complaints } = await openSeat(browser, center.url, '1002', '/follow-ups?view=open');
  const row = page.getByRole('row', { name: new RegExp(caseNo) });
  await row.waitFor();
  await picture(page, 'visits');
  await row.getByRole('button', { name: '领取' }).click();
  await row.getByRole('button', { name: '登记结果' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('很满意', { exact: true }).click();
  await page.getByTestId('visit-words').fill('处理得很快');
  await picture(page, 'visit-dialog');
  await dialog.getByRole('button', { name: /保\s*存/ }).click();
  // Without a call it is the word of the seat, with the reason.
  await page.getByText('没有找到您拨打该号码的通话').first().waitFor();
  await page.getByTestId('visit-reason').fill('用备用机拨打');
  await dialog.getByRole('button', { name: /保\s*存/ }).click();
  await row.waitFor({ state: 'detached' });
  expect(await ask<CaseDetail>(supervisor, 'GET', `/cases/${caseNo}`)).toMatchObject({
    stepKey: 'summingUp',
    fields: { satisfaction: 5 },
  });
  await page.goto(`${center.url}/follow-ups?view=settled`);
  await row.waitFor();
  expect(await row.innerText()).toContain('很满意');

  const desk = await openSeat(browser, center.url, '3001', `/cases/${caseNo}`);
  await desk.page.getByTestId('case-follow-ups').waitFor();
  await desk.page.getByTestId('case-notices').waitFor();
  await picture(desk.page, 'case-with-visit');
  await desk.page.goto(`${center.url}/desk-settings?part=notices`);
  await desk.page.getByText('演示手机').waitFor();
  await picture(desk.page, 'notice-settings');
  expect([...complaints, ...desk.complaints]).toEqual([]);
});
