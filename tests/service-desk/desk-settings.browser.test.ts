import { randomBytes } from 'node:crypto';
import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { expect, it, onTestFinished } from 'vitest';
import { signedIn } from '../http/browser.ts';
import { startCenter } from '../http/start-center.ts';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { eventually } from '../support/eventually.ts';
import { picture } from '../support/picture.ts';

const FORMULA = `=cmd|' /C calc'!A0`;
const MARKUP = '<img src=x onerror="alert(1)">';

it('lets a supervisor set up the service desk, tells two who save the same department apart, and finds a category by dw', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await startCenter({ UI_ROOT: uiRoot });
  onTestFinished(() => center.stop());
  const administrator = await signedIn(center.url, '9001');
  const tag = randomBytes(4).toString('hex');
  const departmentId = `d-${tag}`;
  const path = `/api/v1/admin/departments/${departmentId}`;
  const added = await administrator.send('POST', '/api/v1/admin/departments', {
    departmentId,
    name: `工程维修部 ${tag}`,
    members: ['6001'],
  });
  expect(added.status).toBe(201);
  onTestFinished(async () => void (await administrator.send('DELETE', path)));

  const browser = await openBrowser({ toneHz: 440 });
  const { page, complaints } = await openSeat(browser, center.url, '3001', '/desk-settings');
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const at = (id: string) => page.getByTestId(id);
  const save = page.locator('.ant-drawer-footer .ant-btn-primary');

  // Two at once.
  await page.getByText(`工程维修部 ${tag}`).click();
  await page.locator('#name').fill(`维修部 ${tag}`);
  await picture(page, 'desk-settings-department');
  const changed = { ...(added.body as object), headId: '2001' };
  expect((await administrator.send('PUT', path, changed)).status).toBe(200);
  await save.click();
  const notice = at('somebody-was-faster');
  await notice.waitFor();
  expect(await notice.innerText()).toMatch(/负责人.*2001/);
  expect(await page.locator('#name').inputValue()).toBe(`维修部 ${tag}`);
  await save.click();
  await notice.waitFor({ state: 'detached' });
  await eventually(async () => (await page.getByText(`维修部 ${tag}`, { exact: true }).count()) > 0, {
    what: 'the department with both changes',
  });
  await picture(page, 'desk-settings-departments');

  // Names that want to be something else.
  await at('desk-settings-categories').click();
  for (const [kind, name] of Object.entries({ formula: FORMULA, markup: MARKUP })) {
    const categoryId = `${kind}-${tag}`;
    const row = { categoryId, parentId: 'handling', name, nameEn: name };
    expect((await administrator.send('POST', '/api/v1/admin/case-categories', row)).status).toBe(201);
    onTestFinished(
      async () => void (await administrator.send('DELETE', `/api/v1/admin/case-categories/${categoryId}`)),
    );
  }
  await page.reload();
  await eventually(async () => (await page.getByText(MARKUP).count()) > 0, { what: 'the name as it is written' });
  expect(await page.getByText(FORMULA).count()).toBeGreaterThan(0);
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  await picture(page, 'desk-settings-categories');

  // A calendar without any open time.
  await at('desk-settings-calendars').click();
  // The button of the part before is there for a moment.
  await page.getByText('会变早的时限').waitFor();
  await page.locator('[role=tabpanel]:not([aria-hidden=true]) .admin-bar .ant-btn-primary').click();
  await page.locator('#calendarId').fill(`c-${tag}`);
  await page.locator('#name').fill('空日历');
  await page.locator('#nameEn').fill('Empty');
  for (let day = 0; day < 5; day += 1) await page.locator(`#weekly_${day}`).fill('');
  await save.click();
  await page.getByText('一周里至少要有一段工时').waitFor();
  await picture(page, 'desk-settings-calendar');
  await page.locator('#weekly_0').fill('09:00-12:00 13:30-18:00');
  await save.click();
  await eventually(async () => (await page.getByText(`c-${tag}`).count()) > 0, { what: 'the calendar' });
  onTestFinished(async () => void (await administrator.send('DELETE', `/api/v1/admin/deadline-calendars/c-${tag}`)));
  await page.locator('.ant-drawer-mask').waitFor({ state: 'detached' });
  await picture(page, 'desk-settings-calendars');

  // The types, to be read.
  await at('desk-settings-types').click();
  await at('type-book-complaint').click();
  await eventually(async () => (await page.getByText('2 个工作日').count()) > 0, { what: 'the deadline in words' });
  await picture(page, 'desk-settings-types');
  expect(await page.locator('body').innerText()).not.toMatch(/deskSettings\.|workingDays|departmentHead/);

  // In the form of a case.
  await page.goto(`${center.url}/cases`);
  await at('open-case').click();
  await at('case-type-workOrder').click();
  await at('case-category').locator('input').fill('dw');
  await page.locator('.ant-select-item-option').first().waitFor();
  expect(await page.locator('.ant-select-item-option').first().innerText()).toBe('报修 / 宽带 / 断网');
  await picture(page, 'case-form-category');
  await page.keyboard.press('Enter');
  await at('case-title').fill('家里上不了网');
  await at('case-save').click();
  await page.waitForURL(/\/cases\/GD\d{8}-\d{4}$/);
  await eventually(async () => (await page.getByText('报修 / 宽带 / 断网').count()) > 0, { what: 'the category' });

  // Its department and its person, by name.
  await at('case-transition-dispatch').click();
  await at('case-field-department').locator('input').fill(tag);
  await page.locator('.ant-select-item-option').first().waitFor();
  await page.keyboard.press('Enter');
  await at('case-field-worker').click();
  await page.locator('.ant-select-item-option', { hasText: '6001' }).first().click();
  await picture(page, 'case-dispatch');
  await at('case-do').click();
  await eventually(async () => (await page.getByText('6001').count()) > 0, { what: 'who has it now' });
  expect(await page.getByText(`维修部 ${tag}`).count()).toBeGreaterThan(0);
  // So that the department can be switched off again.
  const caseNo = (await at('case-number').innerText()).trim();
  const supervisor = await signedIn(center.url, '3001');
  const { version } = (await supervisor.get(`/api/v1/cases/${caseNo}`)).body as { version: number };
  const cancel = { version, text: '测试完毕' };
  await supervisor.send('POST', `/api/v1/cases/${caseNo}/transitions/cancel`, cancel);
  expect(dialogs).toEqual([]);
  expect(complaints).toEqual([]);
});

it('moves due times back when a day is off, and forward when the supervisor presses one button', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await startCenter({ UI_ROOT: uiRoot });
  onTestFinished(() => center.stop());
  const administrator = await signedIn(center.url, '9001');
  const supervisor = await signedIn(center.url, '3001');
  const opened = await supervisor.send('POST', '/api/v1/cases', { type: 'complaint', title: '账单金额有异议' });
  const { caseNo } = opened.body as CaseDetail;
  const dueAtMs = async () => {
    const { clocks } = (await supervisor.get(`/api/v1/cases/${caseNo}`)).body as CaseDetail;
    return clocks.find(({ clockKey }) => clockKey === 'whole')?.dueAtMs as number;
  };
  const before = await dueAtMs();
  const date = centerClock('Asia/Shanghai').dateOf(before);
  const removeDay = () => administrator.send('DELETE', `/api/v1/admin/special-days/${date}`);
  onTestFinished(async () => void (await removeDay()));
  const day = { date, name: '停工', nameEn: 'Closed', spans: [] };
  expect((await administrator.send('POST', '/api/v1/admin/special-days', day)).status).toBe(201);
  await eventually(async () => (await dueAtMs()) > before, { withinMs: 30_000, what: 'the later time' });
  const later = await dueAtMs();

  const browser = await openBrowser({ toneHz: 440 });
  const { page, complaints } = await openSeat(browser, center.url, '3001', '/desk-settings?part=calendars');
  await removeDay();
  const take = page.getByTestId('take-earlier-times');
  await take.waitFor({ timeout: 45_000 });
  expect(await dueAtMs()).toBe(later);
  await page.getByText(caseNo).waitFor();
  await picture(page, 'desk-settings-earlier');
  await take.click();
  await page.locator('.ant-popconfirm .ant-btn-primary').click();
  await eventually(async () => (await dueAtMs()) === before, { withinMs: 30_000, what: 'the earlier time' });
  await take.waitFor({ state: 'detached', timeout: 45_000 });

  await page.goto(`${center.url}/cases/${caseNo}`);
  await page.getByText('日历变更：办结').waitFor();
  await page.getByText('采用提前的时限：办结').waitFor();
  await picture(page, 'case-recounted');
  expect(complaints).toEqual([]);
});
