/// <reference lib="dom" />
import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import { expect, it } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { aCallCenter } from '../support/call-center.ts';
import { signIn } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';

it('shows the open case as the phone rings, links it by one key, opens another, and shows both beside the wrap-up', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await aCallCenter({ settings: { UI_ROOT: uiRoot } });
  const admin = await anAdministrator(center);
  await admin.changesQueue('vip', { ownSeatWaitSeconds: 3 });
  const lead = await signIn(center.url, '2001');
  const supervisor = await signIn(center.url, '3001');
  const number = `139${String(Date.now()).slice(-8)}`;
  const file = { name: '周新客', tier: 'ordinary', numbers: [number] };
  const { customerId } = (await supervisor.ask('POST', '/api/v1/customers', file)).body as { customerId: string };
  const order = { type: 'workOrder', title: '宽带断网', customerId };
  const { caseNo } = (await lead.ask('POST', '/api/v1/cases', order)).body as CaseDetail;

  const browser = await openBrowser({ toneHz: 880 });
  const seat = await openSeat(browser, center.url, '1001');
  const { page } = seat;
  const see = (id: string) => seat.see(id);
  const picture = async (name: string) => {
    if (process.env.PICTURES !== undefined) await page.screenshot({ path: `${process.env.PICTURES}/${name}.png` });
  };
  await see('go-ready').click();
  await eventually(async () => (await see('agent-state').getAttribute('data-state')) === 'ready', {
    withinMs: 20_000,
    what: 'ready on the screen',
  });
  const caller = center.dial('4003', { from: number });
  await see('ring-panel').waitFor();
  await see('ring-case').waitFor();
  expect(await see('ring-case').innerText()).toContain('宽带断网');
  for (const word of ['派单', '剩']) expect(await see('ring-case').innerText()).toContain(word);
  await see(`call-case-${caseNo}`).waitFor();
  await picture('in-call-ring');
  await see('answer').click();
  await caller.hears('answered');

  // The only open case: one key, wherever the caret stands.
  await page.keyboard.press('Alt+KeyL');
  await eventually(async () => (await see(`call-case-${caseNo}`).innerText()).includes('已关联本次通话'), {
    what: 'the link',
  });

  await page.keyboard.press('Alt+KeyJ');
  await see('case-type-complaint').click();
  await see('case-title').fill('上门师傅迟到');
  await see('case-field-description').fill('约好九点，十一点才到');
  expect(await page.getByRole('dialog').locator('.ant-form-item:visible').count()).toBeLessThanOrEqual(9);
  await picture('in-call-form');
  // The page is left in the middle of a word, and comes back with it.
  await page.reload();
  await see('talking-panel').waitFor();
  await page.keyboard.press('Alt+KeyJ');
  await eventually(async () => (await see('case-field-description').inputValue()) === '约好九点，十一点才到', {
    what: 'the words as they were',
  });
  await see('case-save').click();
  const said = await see('case-number').innerText();
  expect(said).toMatch(/^TS \d{4} \d{4} \d{4}$/);
  await picture('in-call-number');

  await caller.hangsUp();
  await see('wrap-up-cases').waitFor();
  await eventually(async () => (await see('wrap-up-cases').innerText()).includes(said), { what: 'what was opened' });
  expect(await see('wrap-up-cases').innerText()).toContain('宽带断网');
  await picture('in-call-wrap-up');

  // The next call of this customer goes to this seat, who took the complaint.
  const other = await center.seat('1002');
  await other.goesReady();
  await see('wrap-up-category').click();
  await page.keyboard.press('Enter');
  await page.getByText('已解决').first().click();
  await page.keyboard.press('Control+Enter');
  await eventually(async () => (await see('agent-state').getAttribute('data-state')) === 'ready', {
    what: 'ready again',
  });
  center.dial('4003', { from: number });
  await see('ring-panel').waitFor();
  expect(other.phone.calls).toEqual([]);
  expect(seat.complaints).toEqual([]);
});
