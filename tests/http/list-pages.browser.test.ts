/// <reference lib="dom" />
import { CallbackSchema } from '@sansheng/shared/tables/service-desk/call-back-list';
import { CustomerSchema } from '@sansheng/shared/tables/customers/customers';
import { RecordingSchema } from '@sansheng/shared/tables/records/recordings';
import { VoicemailSchema } from '@sansheng/shared/tables/service-desk/voicemail-tasks';
import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { eventually } from '../support/eventually.ts';
import { languages, picture, setLanguage } from '../support/picture.ts';
import { aCallback, aVoicemail } from '../records/made-up-tasks.ts';
import { signedIn } from './browser.ts';
import { type Center, startCenter } from './start-center.ts';

/** Ids of what this story makes begin with it. */
const MARK = `listed-${process.pid}`;
const ROWS = 60;

/** More of each list than a page has, with long words in every column; taken away again at the end. */
async function fillLists({ foundation }: Center): Promise<void> {
  const { db } = foundation.context;
  const nowMs = Date.now();
  const clear = async () => {
    await db.query('DELETE FROM callbacks WHERE callId LIKE ?', [`${MARK}%`]);
    await db.query('DELETE FROM voicemails WHERE voicemailId LIKE ?', [`${MARK}%`]);
    await db.query('DELETE FROM recordings WHERE recordingId LIKE ?', [`${MARK}%`]);
  };
  onTestFinished(clear);
  const customers = await db.getRepository(CustomerSchema).find({ take: ROWS });
  const of = (i: number) => customers[i % customers.length];
  const made = Array.from({ length: ROWS }, (_, i) => ({ i, id: `${MARK}-${String(i).padStart(2, '0')}`, who: of(i) }));
  await db.getRepository(CallbackSchema).insert(
    made.map(({ i, id, who }) =>
      aCallback({
        callId: id,
        sinceMs: nowMs - (ROWS - i) * 61_000,
        customerName: who?.name ?? null,
        tier: who?.tier ?? null,
        number: `+8613800${String(138_000 + i)}`,
        ...(i % 5 === 1 && { state: 'claimed', claimedBy: '1001', claimedAtMs: nowMs }),
      }),
    ),
  );
  const messages = made.map(({ i, id, who }) =>
    aVoicemail({ voicemailId: id, leftAtMs: nowMs - i * 61_000, customerName: who?.name ?? null }),
  );
  await db.getRepository(RecordingSchema).insert(messages.map(({ recording }) => recording));
  await db.getRepository(VoicemailSchema).insert(messages.map(({ voicemail }) => voicemail));
}

const rowsOf = (page: Page) => page.locator('.ant-table-tbody .ant-table-row');

/** Whether a table is wider than its place. */
async function isCut(page: Page): Promise<boolean> {
  const [wide, place] = await page
    .locator('.ant-table-content')
    .evaluate((table) => [table.scrollWidth, table.clientWidth]);
  return (wide ?? 0) > (place ?? 0);
}

it('filters in the address, goes on page by page, opens rows by key, and fits a window of 1280', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await startCenter({ UI_ROOT: uiRoot });
  onTestFinished(() => center.stop());
  await fillLists(center);
  const browser = await openBrowser({ toneHz: 440 });
  const { page, complaints } = await openSeat(browser, center.url, '3001', '/callbacks?queue=service');
  await eventually(async () => (await rowsOf(page).count()) >= 50, { what: 'the first page' });
  await page.getByRole('button', { name: '加载更多' }).click();
  await eventually(async () => (await rowsOf(page).count()) >= ROWS, { what: 'all entries' });

  // A filter changes the address, and an address the filter.
  await page.getByRole('searchbox', { name: '号码' }).fill('13800138002');
  await page.keyboard.press('Enter');
  await eventually(async () => (await rowsOf(page).count()) === 1, { what: 'the one number' });
  expect(new URL(page.url()).search).toBe('?queue=service&number=13800138002');
  await page.goto(`${center.url}/callbacks?number=13800138003`);
  await eventually(async () => (await rowsOf(page).count()) === 1, { what: 'the other number' });
  expect(await page.getByRole('searchbox', { name: '号码' }).inputValue()).toBe('13800138003');

  // Somebody is faster: who presses second is told, and sees it as it is now.
  const other = await signedIn(center.url, '2001');
  const entry = `${MARK}-03`;
  expect((await other.send('POST', `/api/v1/callbacks/${entry}/claim`, {})).status).toBeLessThan(300);
  await page.getByRole('button', { name: '认领' }).click();
  await page.locator('.ant-message-error').getByText('2001 比您先动了这一项').waitFor();
  await eventually(async () => (await rowsOf(page).first().innerText()).includes('已认领'), { what: 'as it is now' });
  await page.goto(`${center.url}/callbacks?number=13999999999`);
  await page.getByText('没有待回拨的客户').waitFor();

  // By the keyboard alone: onto the first row, and it is opened.
  await other.send('POST', '/api/v1/cases', { type: 'enquiry', title: MARK });
  await page.goto(`${center.url}/cases?view=open`);
  await rowsOf(page).first().waitFor();
  await rowsOf(page).first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/cases\/[A-Z]{2}\d{8}-\d{4}$/);

  for (const path of [
    '/callbacks',
    '/cases?view=open',
    '/voicemails',
    '/calls',
    '/customers',
    '/callbacks?view=settled',
  ]) {
    await page.goto(`${center.url}${path}`);
    await page.locator('.ant-table-row, .empty-hint').first().waitFor();
    for (const language of languages) {
      await setLanguage(page, language);
      await page.setViewportSize({ width: 1280, height: 720 });
      expect(await isCut(page), `${path} in ${language}`).toBe(false);
      await picture(page, `${path.slice(1).replace(/\W/g, '-')}.${language}`);
    }
    await setLanguage(page, 'zh-CN');
  }
  expect(complaints).toEqual([]);
});
