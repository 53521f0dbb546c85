import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { expect, it } from 'vitest';
import { anAdministrator } from '../support/administrator.ts';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { talksByScreen } from '../support/browser-talk.ts';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

it('keeps what was written when the tab is closed, in a second browser, and when the wrap-up runs out unnoticed', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await aCallCenter({ ringCycleMs: 5000, settings: { UI_ROOT: uiRoot } });
  await (await anAdministrator(center)).changesQueue('service', { wrapUpLimitSeconds: 6 });
  const browser = await openBrowser({ toneHz: 880 });
  const seat = await openSeat(await browser.newContext({ viewport: { width: 1366, height: 768 } }), center.url, '1001');
  const { callId } = await talksByScreen(center, seat, {});
  await seat.see('notes').fill('答应周四退款');
  await seat.see('draft-state').and(seat.page.locator('[data-state=kept]')).waitFor();

  // The tab is gone without a word; the desk is opened again, in another browser too.
  const { page } = seat;
  await page.evaluate(() => (window.onbeforeunload = null));
  await page.close({ runBeforeUnload: false });
  const again = await openSeat(
    await browser.newContext({ viewport: { width: 1366, height: 768 } }),
    center.url,
    '1001',
  );
  const noteOf = (screen: typeof seat) => screen.see('notes').inputValue();
  await eventually(async () => (await noteOf(again)) === '答应周四退款', { what: 'the note in another browser' });

  // Two browsers write on: what either adds is in both.
  const third = await openSeat(
    await browser.newContext({ viewport: { width: 1366, height: 768 } }),
    center.url,
    '1001',
  );
  await eventually(async () => (await noteOf(third)) === '答应周四退款', { what: 'the note in a third' });
  await third.see('notes').fill('答应周四退款，原路退回');
  await eventually(async () => (await noteOf(again)) === '答应周四退款，原路退回', { what: 'the note of the other' });
  await third.page.context().close();

  // On another page the wrap-up runs out.
  await again.see('hang-up').click();
  await again.see('wrap-up-note').waitFor();
  await again.page.getByRole('link', { name: '通话记录', exact: true }).click();
  await eventually(async () => (await center.record(callId, (call) => call.wrapUpMs !== null)).note !== '', {
    withinMs: 30_000,
    what: 'the wrap-up over',
  });
  await again.page.getByRole('link', { name: '坐席工作台', exact: true }).click();
  await again.see(`finish-${callId}`).click();
  expect(await again.see('wrap-up-note').inputValue()).toBe('答应周四退款，原路退回');
  await again.see('wrap-up-note').fill('答应周四退款，原路退回，已登记');
  // Nothing is chosen for the seat: without a category and a result it is not sent.
  await again.see('wrap-up-done').click();
  await again.page.getByRole('alert').filter({ hasText: '请先选分类' }).waitFor();
  await again.see('wrap-up-category').click();
  await again.page.keyboard.press('ArrowDown');
  await again.page.keyboard.press('Enter');
  await again.see('wrap-up-done').click();
  await again.page.getByRole('alert').filter({ hasText: '请选择结果' }).waitFor();
  await again.page.getByText('需跟进', { exact: true }).click();
  await again.see('wrap-up-done').click();
  await again.see('wrap-up-done').waitFor({ state: 'detached' });
  const record = await center.record(callId, (call) => call.isComplete);
  expect(record).toMatchObject({ note: '答应周四退款，原路退回，已登记', result: 'followUp' });
  await again.see(`finish-${callId}`).waitFor({ state: 'detached', timeout: 20_000 });
  expect([...seat.complaints, ...again.complaints]).toEqual([]);
});
