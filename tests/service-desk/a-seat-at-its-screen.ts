/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { type BrowserSeat, openSeat } from '../support/browser-seat.ts';
import type { Caller } from '../support/caller.ts';
import { eventually } from '../support/eventually.ts';
import type { CallCenter } from '../support/start-center.ts';

/** One of a list, by its words; `typed` narrows a long one. */
export async function choose(page: Page, testId: string, word: string, typed = ''): Promise<void> {
  await page.getByTestId(testId).click();
  if (typed !== '') await page.keyboard.type(typed);
  await page
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option', { hasText: word })
    .first()
    .click();
}

/** An act of the case that the page shows: `fill` writes into its form. */
export async function doAct(page: Page, key: string, fill: () => Promise<unknown> = async () => {}): Promise<void> {
  const act = page.getByTestId(`case-transition-${key}`);
  await act.click();
  await fill();
  await page.getByTestId('case-do').click();
  await act.waitFor({ state: 'detached' });
}

/** A seat at its screen, ready for calls. */
export async function aSeatAtItsScreen(center: CallCenter, browser: Browser, employeeNo: string) {
  const seat: BrowserSeat = await openSeat(browser, center.url, employeeNo);
  const { page } = seat;
  const see = (testId: string) => seat.see(testId);
  const isReady = () =>
    eventually(async () => (await see('agent-state').getAttribute('data-state')) === 'ready', {
      withinMs: 20_000,
      what: 'ready on the screen',
    });
  await see('go-ready').click();
  await isReady();
  return {
    ...seat,
    /** The phone rings for this number; `ringing` looks at the screen before it is answered. */
    async takesCall(from: string, ringing: () => Promise<unknown> = async () => {}) {
      const known = (await center.callIds()).length;
      const caller = center.dial('4000', { from });
      await see('ring-panel').waitFor();
      await ringing();
      await see('answer').click();
      await caller.hears('answered');
      await see('talking-panel').waitFor();
      const callId = (await center.callIds(known + 1))[known] ?? '';
      return { caller, callId };
    },
    /** Takes a case down while the caller talks; returns its number as it is said. */
    async takesDown(type: string, title: string, fill: () => Promise<unknown> = async () => {}): Promise<string> {
      await page.keyboard.press('Alt+KeyJ');
      await see(`case-type-${type}`).click();
      await see('case-title').fill(title);
      await fill();
      await see('case-save').click();
      await see('case-title').waitFor({ state: 'detached' });
      const said = await see('case-number').first().innerText();
      return said.replaceAll(' ', '').replace(/(\d{4})$/, '-$1');
    },
    async wrapsUp(caller: Caller | null): Promise<void> {
      await caller?.hangsUp();
      await see('wrap-up-category').click();
      await page.keyboard.press('Enter');
      await see('wrap-up-result').getByText('已解决').click();
      await page.keyboard.press('Control+Enter');
      await isReady();
    },
    /** Leaves, so that no call of the next story comes here. */
    async leaves(): Promise<void> {
      await see('sign-out').click();
      await see('sign-in-submit').waitFor();
    },
  };
}
