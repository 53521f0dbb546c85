/// <reference lib="dom" />
import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { expect, it } from 'vitest';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

it('handles a whole call from the keyboard, does not disturb typing, and undoes what can be undone', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await aCallCenter({ ringCycleMs: 5000, workers: false, settings: { UI_ROOT: uiRoot } });
  const seat = await openSeat(await openBrowser({ toneHz: 880 }), center.url, '1001');
  const { page } = seat;
  const press = (keys: string) => page.keyboard.press(keys);
  const see = (testId: string) => seat.see(testId);
  const agentState = () => see('agent-state').getAttribute('data-state');
  const desk = () => center.redis.hgetall(center.keys.agent('1001'));
  await see('go-ready').and(page.locator(':enabled')).waitFor();

  // `?` shows every shortcut, but is a letter in a field.
  await press('Alt+KeyO');
  await page.keyboard.type('?');
  expect(await page.getByRole('textbox', { name: '号码' }).first().inputValue()).toBe('?');
  expect(await see('shortcuts').count()).toBe(0);
  await press('Backspace');
  await page.locator('body').click({ position: { x: 5, y: 760 } });
  await press('Shift+Slash');
  await see('shortcuts').waitFor();
  expect(await see('shortcuts').innerText()).toContain('挂断');
  await press('Escape');
  await see('shortcuts').waitFor({ state: 'hidden' });

  await press('Alt+KeyR');
  await eventually(async () => (await agentState()) === 'ready', { withinMs: 20_000, what: 'ready on the screen' });
  const caller = center.dial('4000', { from: '13800138000' });
  await see('ring-panel').waitFor();
  // A double click must not end the call: the button appears disabled.
  const cameUpDisabled = page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const observer = new MutationObserver(() => {
          const button = document.querySelector<HTMLButtonElement>('[data-testid=hang-up]');
          if (button === null) return;
          observer.disconnect();
          resolve(button.disabled);
        });
        observer.observe(document.body, { childList: true, subtree: true });
      }),
  );
  await press('Alt+KeyA');
  expect(await cameUpDisabled).toBe(true);
  await eventually(() => caller.sound.kind === 'tone' && caller.sound.hz === 880, { what: 'the seat speaking' });
  expect(await agentState()).toBe('talking');

  // In the middle of a note, too.
  await page.locator('.notes textarea').fill('查账单?');
  await press('Alt+KeyM');
  await eventually(() => caller.sound.kind === 'silence', { what: 'silence from a muted seat' });
  await press('Alt+KeyM');
  await eventually(() => caller.sound.kind === 'tone', { what: 'the seat speaking again' });
  await press('Alt+KeyH');
  await eventually(async () => (await see('hold').getAttribute('aria-pressed')) === 'true');
  await press('Alt+KeyH');
  await eventually(async () => (await see('hold').getAttribute('aria-pressed')) === 'false');
  expect(await page.locator('.notes textarea').inputValue()).toBe('查账单?');

  // Not ready after the call, and then after all not.
  await press('Alt+KeyN');
  await page.getByRole('menuitem').first().waitFor();
  await press('ArrowDown');
  await press('Enter');
  await see('undo-pending').waitFor();
  expect(await desk()).toMatchObject({ pendingState: 'notReady' });
  await see('undo-pending').click();
  await eventually(async () => (await desk()).pendingState === 'ready');

  await see('hang-up').and(page.locator(':enabled')).waitFor();
  await press('Alt+KeyQ');
  expect(await caller.isOver()).toMatchObject({ kind: 'ended', by: 'them' });
  await eventually(async () => (await agentState()) === 'wrapUp', { what: 'wrap-up on the screen' });
  expect(seat.complaints).toEqual([]);
});
