/// <reference lib="dom" />
import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import type { KeptCaseDraft } from '@sansheng/shared/contracts/service-desk/case-drafts';
import type { CasePage } from '@sansheng/shared/contracts/service-desk/cases';
import { expect, it, onTestFinished } from 'vitest';
import type { z } from 'zod';
import { signedIn } from '../http/browser.ts';
import { startCenter } from '../http/start-center.ts';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { eventually } from '../support/eventually.ts';
import { picture } from '../support/picture.ts';

it('opens a complaint on the screen, and the complaint desk takes it up; what was typed stays when somebody was faster', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await startCenter({ UI_ROOT: uiRoot });
  onTestFinished(() => center.stop());
  const browser = await openBrowser({ toneHz: 440 });
  const { page, complaints } = await openSeat(browser, center.url, '6001', '/cases');
  const at = (id: string) => page.getByTestId(id);

  await at('open-case').click();
  await at('case-title').fill('账单金额有异议');
  await at('case-field-description').fill('上月扣费两次，要求退还');
  await at('case-contact').fill('王芳');
  await picture(page, 'case-form');
  // A second browser has what was typed, and a tab that is closed takes none of it along.
  const elsewhere = await openSeat(browser, center.url, '6001', '/cases');
  const author = await signedIn(center.url, '6001');
  const kept = async () => ((await author.get('/api/v1/case-drafts/none')).body as KeptCaseDraft).kept?.draft?.fields;
  await eventually(async () => (await kept())?.contactName === '王芳', { what: 'the draft at the center' });
  await elsewhere.page.getByTestId('open-case').click();
  const typed = (id: string) => elsewhere.page.getByTestId(id).inputValue();
  await eventually(async () => (await typed('case-title')) === '账单金额有异议', { what: 'the draft elsewhere' });
  expect(await typed('case-field-description')).toBe('上月扣费两次，要求退还');
  await elsewhere.page.close();
  await at('case-save').click();
  await page.waitForURL(/\/cases\/TS\d{8}-\d{4}$/);
  const caseNo = (await at('case-number').innerText()).trim();
  expect(await at('case-clock-whole').innerText()).toContain('计时中');

  await at('case-why-judge').click();
  await eventually(async () => (await page.getByText('计入共 2:00:00').count()) > 0, { what: 'two hours counted' });
  await page.keyboard.press('Escape');
  await at('case-number').click();

  await at('case-transition-takeUp').click();
  await at('case-text').fill('先核对账单');
  await at('case-do').click();
  await eventually(async () => (await at('case-transition-dispatch').count()) === 1, { what: 'the next acts' });

  // The supervisor is faster while the reason is being typed.
  await at('case-transition-notGrounded').click();
  await at('case-text').fill('账单无误，系客户订购了两个套餐');
  const supervisor = await signedIn(center.url, '3001');
  const { version } = (await supervisor.get(`/api/v1/cases/${caseNo}`)).body as { version: number };
  const edit = await supervisor.send('PATCH', `/api/v1/cases/${caseNo}`, { version, grade: 'major', text: '媒体关注' });
  expect(edit.status).toBe(200);
  await at('case-do').click();
  // Whether the page had heard of it by then or not, the words are there, and go through when pressed again.
  await eventually(
    async () => (await at('case-overtaken').count()) === 1 || (await at('case-transition-explained').count()) === 1,
    { what: 'an answer' },
  );
  if ((await at('case-overtaken').count()) === 1) {
    expect(await at('case-overtaken').innerText()).toContain('3001');
    expect(await at('case-text').inputValue()).toBe('账单无误，系客户订购了两个套餐');
    await picture(page, 'case-overtaken');
    await eventually(async () => (await at('case-clock-acknowledge').count()) === 1, { what: 'what the other did' });
    await at('case-do').click();
  }
  await eventually(async () => (await at('case-transition-explained').count()) === 1, { what: 'the explanation' });
  expect(await at('case-clock-acknowledge').count()).toBe(1);
  await picture(page, 'case-page');

  await at('case-note').fill('客户下午在家');
  await at('case-note-save').click();
  await eventually(async () => (await page.getByText('客户下午在家').count()) > 0, { what: 'the note' });

  await page.goto(`${center.url}/cases?q=${caseNo.slice(-4)}`);
  await at(`case-row-${caseNo}`).click();
  await page.waitForURL(`**/cases/${caseNo}`);
  await page.goto(`${center.url}/cases`);
  await eventually(async () => (await at(`case-row-${caseNo}`).count()) === 1, { what: 'the row' });
  await picture(page, 'case-list');

  // The lead room is told of it, and opens the list behind.
  const room = await openSeat(browser, center.url, '3001', '/live');
  await room.page.getByTestId('alarm-majorNotAcknowledged').getByRole('link').click({ timeout: 30_000 });
  await room.page.waitForURL('**/cases?view=notAcknowledged');
  await room.page.getByTestId(`case-row-${caseNo}`).click();
  await room.page.getByTestId('case-transition-acknowledge').click();
  await room.page.getByTestId('case-do').click();
  await eventually(
    async () => {
      const { body } = await supervisor.get('/api/v1/cases?view=notAcknowledged');
      return !(body as z.infer<typeof CasePage>).cases.some((one) => one.caseNo === caseNo);
    },
    { what: 'acknowledged' },
  );

  // A memo on the home of the information desk: taken by one press, answered beside the lists.
  const asked = await supervisor.send('POST', '/api/v1/cases', {
    type: 'memo',
    title: '携号转网是否影响宽带优惠',
    fields: { question: '客户问转网后宽带还打折吗' },
  });
  const memoNo = (asked.body as { caseNo: string }).caseNo;
  const desk = await openSeat(browser, center.url, '5001', '/');
  await desk.page.waitForURL('**/info-desk');
  await desk.page.getByTestId(`info-take-${memoNo}`).click();
  await eventually(async () => (await desk.page.getByTestId(`info-take-${memoNo}`).count()) === 0, { what: 'taken' });
  await picture(desk.page, 'info-desk');
  await desk.page.getByTestId(`info-work-${memoNo}`).click();
  await desk.page.getByTestId('case-transition-answer').click();
  await desk.page.getByTestId('case-field-answer').fill('不影响，优惠保留到合约期满');
  await picture(desk.page, 'info-desk-answer');
  await desk.page.getByTestId('case-do').click();
  await eventually(async () => (await desk.page.getByTestId('info-memos').getByText(memoNo).count()) === 0, {
    what: 'answered',
  });
  expect([complaints, room.complaints, desk.complaints]).toEqual([[], [], []]);
});
