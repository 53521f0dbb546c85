/// <reference lib="dom" />
import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import type { DeskReport } from '@sansheng/shared/contracts/service-desk/desk-reports';
import { inTransaction, keepVerdicts } from '@sansheng/shared/db';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { expect, it, onTestFinished } from 'vitest';
import { signedIn } from '../http/browser.ts';
import { startCenter } from '../http/start-center.ts';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { eventually } from '../support/eventually.ts';
import { picture } from '../support/picture.ts';

it('is dispatched by one key for a reason that is shown, returned, given to another, accepted and answered', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await startCenter({ UI_ROOT: uiRoot });
  onTestFinished(() => center.stop());
  const accounts = center.foundation.context.db.getRepository(AccountSchema);
  const seat = await accounts.findOneByOrFail({ employeeNo: '1001' });
  await accounts.save([
    { ...seat, employeeNo: '7801', name: '蒋调度', roles: ['dispatcher'], teamId: null },
    { ...seat, employeeNo: '8892', name: '卢师傅', roles: ['department'], teamId: null },
    { ...seat, employeeNo: '8893', name: '丁师傅', roles: ['department'], teamId: null },
  ]);
  const supervisor = await signedIn(center.url, '3001');
  const send = async <T>(who: typeof supervisor, method: string, path: string, body?: unknown): Promise<T> => {
    const { status, body: read } = await who.send(method, `/api/v1${path}`, body);
    expect(status, `${method} ${path} ${JSON.stringify(read)}`).toBeLessThan(300);
    return read as T;
  };
  const members = ['8892', '8893'];
  await send(supervisor, 'POST', '/admin/departments', { departmentId: 'fitters', name: '安装维修部', members });
  await send(supervisor, 'POST', '/admin/dispatch-people', { employeeNo: '8892', rank: 'chief' });
  const rule = { ruleId: 'leaks-first', name: '漏水', order: 1, categoryId: 'property', departmentId: 'fitters' };
  await send(supervisor, 'POST', '/admin/dispatch-rules', { ...rule, ranks: ['ordinary'] });
  const taker = await signedIn(center.url, '1001');
  const order = { type: 'workOrder', title: '厨房漏水', categoryId: 'water-leak', contactName: '王芳' };
  const { caseNo } = await send<CaseDetail>(taker, 'POST', '/cases', order);

  const browser = await openBrowser({ toneHz: 440 });
  const dispatcher = await openSeat(browser, center.url, '7801', '/');
  const at = (id: string) => dispatcher.page.getByTestId(id);
  await dispatcher.page.waitForURL('**/dispatch');
  await eventually(async () => (await at(`dispatch-row-${caseNo}`).count()) === 1, { what: 'the row' });
  expect(await at(`dispatch-row-${caseNo}`).innerText()).toContain('丁师傅 8893');
  expect(await at(`dispatch-row-${caseNo}`).innerText()).toContain('卢师傅 8892 级别不符');
  await picture(dispatcher.page, 'dispatch-board');
  await at(`dispatch-${caseNo}`).focus();
  await dispatcher.page.keyboard.press('d');
  await eventually(async () => (await at('dispatch-not-accepted').getByText(caseNo).count()) === 1, { what: 'sent' });
  expect(await at('load-8893').innerText()).toMatch(/1\s+1\s+1/);

  const worker = await openSeat(browser, center.url, '8893', '/');
  const desk = (id: string) => worker.page.getByTestId(id);
  await worker.page.waitForURL('**/department-desk');
  await desk(`department-work-${caseNo}`).click();
  await desk('case-transition-return').click();
  await desk('case-field-returnReason').click();
  await worker.page.getByTitle('权属不清').click();
  await desk('case-text').fill('漏水在楼上');
  await picture(worker.page, 'department-return');
  await desk('case-do').click();
  await eventually(async () => (await desk('department-answered').getByText(caseNo).count()) === 1, {
    what: 'returned',
  });

  await eventually(async () => (await at(`dispatch-row-${caseNo}`).getByText('漏水在楼上').count()) === 1, {
    what: 'the reason on the board',
    withinMs: 20_000,
  });
  await at(`dispatch-${caseNo}`).click();
  await eventually(async () => (await at('dispatch-overrule').count()) === 1, { what: 'words are asked for' });
  await at('dispatch-text').fill('楼上也归安装维修部');
  await picture(dispatcher.page, 'dispatch-overrule');
  await dispatcher.page.getByRole('button', { name: /保\s*存/ }).click();
  await eventually(async () => (await at('dispatch-not-accepted').getByText(caseNo).count()) === 1, {
    what: 'sent again',
  });

  await worker.page.reload();
  await desk(`department-accept-${caseNo}`).click();
  await eventually(async () => (await desk('department-inWork').getByText(caseNo).count()) === 1, { what: 'in work' });
  await picture(worker.page, 'department-desk');
  await desk(`department-work-${caseNo}`).click();
  await desk('case-transition-finish').click();
  await desk('case-field-work').fill('更换软管');
  await desk('case-field-cause').click();
  await worker.page.getByTitle('设备', { exact: true }).click();
  await desk('case-do').click();
  await eventually(async () => (await desk('department-answered').getByText(caseNo).count()) === 1, {
    what: 'answered',
  });

  await dispatcher.page.goto(`${center.url}/cases/${caseNo}`);
  await eventually(async () => (await at('dispatch-reason').count()) === 2, { what: 'both reasons in the history' });
  expect(await at('dispatch-reason').last().innerText()).toContain('卢师傅 8892 级别不符');
  await picture(dispatcher.page, 'dispatch-reason');

  const second = await send<CaseDetail>(taker, 'POST', '/cases', { ...order, title: '卫生间漏水' });
  const context = center.foundation.context;
  await context.db.query('UPDATE cases SET stepSinceMs = ? WHERE caseId = ?', [
    Date.now() - 9 * 24 * 3_600_000,
    second.caseId,
  ]);
  await dispatcher.page.goto(`${center.url}/stuck-cases`);
  await at(`stuck-chase-${second.caseNo}`).click();
  await eventually(async () => await at(`stuck-chase-${second.caseNo}`).isDisabled(), { what: 'chased' });
  await picture(dispatcher.page, 'stuck-cases');
  await dispatcher.page.goto(`${center.url}/dispatch-rules`);
  await eventually(
    async () =>
      (await dispatcher.page.getByText('淡季').count()) > 0 || (await dispatcher.page.getByText('按日期').count()) > 0,
    { what: 'the rules' },
  );
  await picture(dispatcher.page, 'dispatch-rules');
  await dispatcher.page.getByText('安装维修部').first().click();
  await picture(dispatcher.page, 'dispatch-rule-form');

  // Of the two orders the second was not finished in time.
  await context.db.query(
    `UPDATE case_clocks SET dueAtMs = ?, state = 'missed' WHERE caseId = ? AND clockKey = 'finish'`,
    [Date.now() - 60_000, second.caseId],
  );
  await inTransaction(context.db, (into) => keepVerdicts(into, [second.caseId]));
  const days = `from=${Date.now() - 24 * 3_600_000}&to=${Date.now() + 20 * 24 * 3_600_000}`;
  const manager = await openSeat(
    browser,
    center.url,
    '3001',
    `/desk-reports?period=custom&${days}&by=due&type=workOrder`,
  );
  const shown = (id: string) => manager.page.getByTestId(id);
  const says = (id: string, text: string) =>
    eventually(async () => (await shown(id).innerText()).includes(text), { what: `${id}: ${text}` });
  const rates = async () => {
    const { rates: all } = await send<DeskReport>(supervisor, 'GET', `/desk-reports?${days}&by=due&type=workOrder`);
    const { rate, second: afterExcuses } = all.find(({ name }) => name === 'doneInTime') as DeskReport['rates'][number];
    return [rate, afterExcuses].map((share) => `${((share ?? 0) * 100).toFixed(2)}%`) as [string, string];
  };
  const [raw, before] = await rates();
  await says('desk-rate-doneInTime', raw);
  await says('desk-second-doneInTime', before);
  await picture(manager.page, 'desk-reports');
  await shown('desk-count-rounds').click();
  await shown(`excuse-${second.caseNo}-finish`).click();
  await shown('excuse-reason').fill('台风停电');
  await picture(manager.page, 'desk-excuse');
  await manager.page
    .getByRole('dialog')
    .getByRole('button', { name: /保\s*存/ })
    .click();
  await shown(`take-back-${second.caseNo}-finish`).waitFor();
  await picture(manager.page, 'desk-rows');
  await manager.page.keyboard.press('Escape');
  const [still, after] = await rates();
  expect(still).toBe(raw);
  expect(Number.parseFloat(after)).toBeGreaterThan(Number.parseFloat(before));
  await says('desk-rate-doneInTime', raw);
  await says('desk-second-doneInTime', after);
  await manager.page.getByText('部门', { exact: true }).first().click();
  await shown('desk-departments').getByText('安装维修部').waitFor();
  await picture(manager.page, 'desk-departments');
  await manager.page.getByText('投诉分类', { exact: true }).first().click();
  await shown('desk-categories').waitFor();
  await picture(manager.page, 'desk-categories');
  await manager.page.goto(`${center.url}/cases/${second.caseNo}`);
  await shown(`take-back-${second.caseNo}-finish`).click();
  await shown(`excuse-${second.caseNo}-finish`).waitFor();
  await picture(manager.page, 'case-excused');
  expect([...dispatcher.complaints, ...worker.complaints, ...manager.complaints]).toEqual([]);
});
