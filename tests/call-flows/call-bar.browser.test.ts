import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { expect, it } from 'vitest';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

const chosen = '.ant-select-item-option';

it('can be handled from any page: answer, mute, hold, notes, hang-up and wrap-up; signing out asks first', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await aCallCenter({ ringCycleMs: 5000, settings: { UI_ROOT: uiRoot } });
  const seat = await openSeat(await openBrowser({ toneHz: 880 }), center.url, '1001');
  const { page } = seat;
  const see = (testId: string) => seat.see(testId);
  await see('go-ready').click();
  await eventually(async () => (await see('agent-state').getAttribute('data-state')) === 'ready', {
    withinMs: 20_000,
    what: 'ready',
  });
  await page.locator('nav a[href="/calls"]').click();
  const caller = center.dial('4000', { toneHz: 440 });
  await see('answer').waitFor();
  // The phone rings: leaving is asked about.
  await see('sign-out').click();
  await see('sign-out-stay').click();
  await page.keyboard.press('Alt+KeyA');
  await see('call-bar').waitFor();
  await eventually(() => caller.sound.kind === 'tone' && caller.sound.hz === 880, { what: 'the seat in the ear' });
  const [callId = ''] = await center.callIds(1);

  await see('bar-mute').click();
  await eventually(async () => (await see('bar-mute').getAttribute('aria-pressed')) === 'true', { what: 'muted' });
  await page.keyboard.press('Alt+KeyM');
  await eventually(async () => (await see('bar-mute').getAttribute('aria-pressed')) === 'false', { what: 'not muted' });
  await see('bar-hold').click();
  await eventually(() => caller.sound.kind === 'sound', { what: 'music for the customer' });
  await see('bar-hold').click();
  await see('bar-note').click();
  await page.keyboard.type('在别的页面写的');
  await page.keyboard.press('Escape');
  await see('notes').waitFor({ state: 'detached' });
  await page.locator('[data-testid=bar-note]:focus').waitFor();

  // Nothing lies over it: not a drawer, and not a question.
  await page.locator('nav a[href="/customers"]').click();
  await page.locator('nav a[href="/calls"]').click();
  await page.getByRole('button', { name: '快捷键（?）' }).click();
  await see('shortcuts').waitFor();
  // The tip of a button goes with the pointer.
  await page.mouse.move(200, 700);
  await see('bar-hold').click({ trial: true });
  await see('sign-out').click();
  await see('sign-out-question').waitFor();
  await see('sign-out-later').waitFor();
  await page.mouse.move(200, 700);
  await see('bar-hang-up').click({ trial: true });
  await see('sign-out-hang-up').click();

  // The wrap-up is here too, with what was written.
  await see('bar-wrap-up').click();
  expect(await see('wrap-up-note').inputValue()).toBe('在别的页面写的');
  await see('wrap-up-category').click();
  await page.locator(chosen).first().click();
  await page.getByText('已解决', { exact: true }).click();
  await see('wrap-up-done').click();
  await see('call-bar').waitFor({ state: 'detached' });
  expect(await center.record(callId, (call) => call.isComplete)).toMatchObject({
    note: '在别的页面写的',
    result: 'resolved',
  });
  // Without a call in hand it asks nothing.
  await see('sign-out').click();
  await see('sign-in-submit').waitFor();
  expect(seat.complaints).toEqual([]);
});
