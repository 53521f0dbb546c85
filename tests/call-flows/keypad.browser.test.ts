import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { expect, it } from 'vitest';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

it("sends every key of the seat's keypad, at whatever speed it is typed, and shows what was sent", {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await aCallCenter({ ringCycleMs: 5000, settings: { UI_ROOT: uiRoot } });
  const seat = await openSeat(await openBrowser({ toneHz: 880 }), center.url, '1001');
  await seat.see('go-ready').click();
  await eventually(async () => (await seat.see('agent-state').getAttribute('data-state')) === 'ready');
  const caller = center.dial('4000');
  await seat.see('answer').click();
  await seat.see('keypad').click();
  await seat.see('sent-keys').waitFor();
  let typed = '';
  for (const pauseMs of [250, 150, 60, 0]) {
    await seat.page.evaluate(async (ms) => {
      const keys = new Map(
        [...document.querySelectorAll('.keypad button')].map((key) => [key.querySelector('b')?.textContent, key]),
      );
      for (const digit of '1234567890') {
        (keys.get(digit) as HTMLElement).click();
        if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
      }
    }, pauseMs);
    typed += '1234567890';
    await eventually(() => caller.keysHeard.length >= typed.length, { withinMs: 10_000, what: caller.keysHeard });
    expect(caller.keysHeard, `${pauseMs} ms apart`).toBe(typed);
  }
  expect(await seat.see('sent-keys').textContent()).toBe(typed);
  await caller.hangsUp();
});
