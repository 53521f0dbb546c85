/// <reference lib="dom" />
import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { expect, it, onTestFinished } from 'vitest';
import { signedIn } from '../http/browser.ts';
import { startCenter } from '../http/start-center.ts';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';
import { picture } from '../support/picture.ts';

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

it('takes files by button and by dropping, shows who else is there, merges and parts two cases, and acts on several', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await startCenter({ UI_ROOT: uiRoot });
  onTestFinished(() => center.stop());
  const handler = await signedIn(center.url, '6001');
  const open = async (title: string) => {
    const body = { type: 'complaint', title, contactName: '王芳', contactNumber: '13955551111' };
    const { status, body: read } = await handler.send('POST', '/api/v1/cases', body);
    expect(status).toBe(200);
    return (read as { caseNo: string }).caseNo;
  };
  const [one, other] = [await open('账单金额有异议'), await open('扣费两次')];
  const browser = await openBrowser({ toneHz: 440 });
  const { page, complaints } = await openSeat(browser, center.url, '6001', `/cases/${one}`);
  const at = (id: string) => page.getByTestId(id);

  await at('case-attach').waitFor();
  const input = page.locator('.case-attach input[type=file]');
  await input.setInputFiles({
    name: '账单.png',
    mimeType: 'image/png',
    buffer: onePixel,
  });
  await eventually(async () => (await page.getByText('下载 账单.png').count()) === 1, { what: 'the file' });
  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['客户下午在家'], '说明.txt'));
    return transfer;
  });
  await at('case-attach').dispatchEvent('drop', { dataTransfer: dropped });
  await eventually(async () => (await page.getByText('下载 说明.txt').count()) === 1, { what: 'the dropped file' });
  await input.setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<svg onload="x"/>') });
  await eventually(async () => (await page.getByText('可能带脚本，不能上传').count()) === 1, { what: 'the refusal' });
  const saved = page.waitForEvent('download');
  await page.getByText('下载 说明.txt').click();
  expect((await saved).suggestedFilename()).toBe('说明.txt');

  const supervisor = await openSeat(browser, center.url, '3001', `/cases/${one}`);
  await supervisor.page.getByTestId('case-note').fill('我来问');
  await eventually(
    async () => (await at('case-others').count()) === 1 && /3001/.test(await at('case-others').innerText()),
    {
      what: 'the other person',
      withinMs: 20_000,
    },
  );
  await picture(page, 'case-files');

  await at('case-merge').click();
  await at('case-other').fill(other);
  await at('case-other').press('Enter');
  await page.waitForURL(`**/cases/${other}`);
  await at(`case-merged-${one}`).waitFor();
  expect(await at(`case-merged-${one}`).innerText()).toContain('账单金额有异议');
  await eventually(async () => (await page.getByText('下载 说明.txt').count()) === 1, {
    what: 'the file of the merged',
  });
  await picture(page, 'case-merged');
  await page.goto(`${center.url}/cases/${one}`);
  await eventually(async () => (await at('case-number').innerText()).trim() === other, {
    what: 'the case that goes on',
  });
  await at(`case-undo-merge-${one}`).click();
  await eventually(async () => (await at('case-number').innerText()).trim() === one, { what: 'the case of its own' });

  await page.goto(`${center.url}/cases`);
  await at('open-case').click();
  await page.getByLabel('联系电话').fill('13955551111');
  await eventually(async () => (await at('case-alike').innerText()).includes(other), { what: 'the hint' });
  await picture(page, 'case-alike');
  await page.keyboard.press('Escape');
  await page.goto(`${center.url}/cases?view=open&q=13955551111`);
  await at('case-table').click();
  await page.getByText('全选已列出的案件').click();
  for (const caseNo of [one, other])
    await page
      .locator('tr', { has: at(`case-row-${caseNo}`) })
      .locator('.ant-checkbox-input:checked')
      .waitFor();
  await at('case-acts').click();
  await at('case-acts-choose').click();
  await page.locator('.ant-select-item-option', { hasText: '受理' }).first().click();
  await at('case-acts-text').fill('一并受理');
  await page.locator('.ant-modal-footer .ant-btn-primary').click();
  await eventually(async () => (await at('case-acts-done').innerText()).includes('完成 2 件'), { what: 'both done' });
  await picture(page, 'case-acts-done');
  await page.keyboard.press('Escape');
  await at('case-table').click();
  await page.getByText('导出列表').click();
  await at('case-export-reason').fill('月度核对');
  const exported = page.waitForEvent('download');
  await page.locator('.ant-modal-footer .ant-btn-primary').last().click();
  expect((await exported).suggestedFilename()).toBe('cases.xlsx');
  expect([...complaints, ...supervisor.complaints]).toEqual([]);
});

it('imports old cases from a table that is checked line by line before anything is written', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await aCallCenter({ settings: { UI_ROOT: uiRoot } });
  const browser = await openBrowser({ toneHz: 440 });
  const { page, complaints } = await openSeat(browser, center.url, '3001', '/cases');
  const at = (id: string) => page.getByTestId(id);
  await at('case-table').click();
  await page.getByText('导入旧案').click();
  const table = [
    '原编号,类型,事由,登记时间,办结时间',
    'OLD-1,投诉,扣费两次,2025-03-01 09:05,2025-03-02',
    'OLD-2,诗歌,,2025-03-01,2025-03-02',
  ].join('\n');
  await page
    .locator('.ant-drawer input[type=file]')
    .setInputFiles({ name: '旧案.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  await at('case-import-go').waitFor({ timeout: 30_000 });
  await page.getByText('没有填写').waitFor();
  await picture(page, 'case-import');
  await at('case-import-go').click();
  await eventually(async () => (await at('case-import-state').innerText()).includes('完成'), {
    what: 'the import',
    withinMs: 30_000,
  });
  await page.keyboard.press('Escape');
  await page.goto(`${center.url}/cases?view=closed`);
  await page.getByText('扣费两次').waitFor();
  expect(complaints).toEqual([]);
});
