/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Serious and critical faults of the page as it stands, one line each. */
async function faultsOf(page: Page, what: string): Promise<string[]> {
  // Over the debugging protocol, which the content security policy of the pages does not bind.
  const hasAxe = await page.evaluate(() => 'axe' in window);
  if (!hasAxe) await page.evaluate(await readFile(axeFile, 'utf8'));
  // What is half faded in has colours of its own.
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run({
      resultTypes: ['violations'],
      // Animations of things that come and go have colours of their own.
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
    }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, html }) => `${what}: ${id}: ${target.join(' ')}: ${html.slice(0, 160)}`),
    );
}

it('has no serious fault of accessibility on any page, in both languages', { timeout: 600_000 }, async () => {
  await buildUi();
  const center = await aCallCenter({ ringCycleMs: 10_000, workers: false, settings: { UI_ROOT: uiRoot } });
  const browser = await openBrowser({ toneHz: 880 });
  const faults: string[] = [];
  const look = async (page: Page, what: string): Promise<void> => {
    for (const language of ['zh-CN', 'en']) {
      await page.evaluate((wanted) => {
        if (document.documentElement.lang === wanted) return;
        [...document.querySelectorAll('button')]
          .find(({ textContent }) => ['English', '中文'].includes(textContent.trim()))
          ?.click();
      }, language);
      await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
      faults.push(...(await faultsOf(page, `${what} in ${language}`)));
    }
  };

  const stranger = await browser.newPage();
  await stranger.goto(center.url);
  await stranger.getByTestId('sign-in-number').waitFor();
  await look(stranger, 'sign-in');
  await stranger.goto(`${center.url}/demo/phone`);
  await stranger.getByRole('button').first().waitFor();
  await look(stranger, 'demonstration phone');

  const seat = await openSeat(browser, center.url, '1001');
  await seat.see('go-ready').and(seat.page.locator(':enabled')).waitFor();
  await look(seat.page, 'desk');
  await seat.see('devices').click();
  await seat.see('phone-check').waitFor();
  faults.push(...(await faultsOf(seat.page, 'devices')));
  await seat.page.keyboard.press('Escape');
  await seat.see('phone-check').waitFor({ state: 'hidden' });
  await seat.page.keyboard.press('Shift+Slash');
  await seat.see('shortcuts').waitFor();
  faults.push(...(await faultsOf(seat.page, 'shortcuts')));
  await seat.page.keyboard.press('Escape');
  await seat.see('shortcuts').waitFor({ state: 'hidden' });
  await seat.see('go-ready').click();
  await eventually(async () => (await seat.see('agent-state').getAttribute('data-state')) === 'ready');
  center.dial('4000', { from: '13800138000' });
  await seat.see('ring-panel').waitFor();
  await look(seat.page, 'ringing desk');
  await seat.see('answer').click();
  await seat.see('quality').waitFor();
  await look(seat.page, 'talking desk');
  await seat.see('hang-up').click();
  await seat.see('wrap-up-done').waitFor();
  await look(seat.page, 'wrap-up');

  const seen = new Set<string>();
  for (const employeeNo of ['9001', '3001', '2001', '1001']) {
    const person = await openSeat(browser, center.url, employeeNo);
    await person.page.locator('.frame-nav a').first().waitFor();
    const paths = await person.page
      .locator('.frame-nav a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    expect(paths.length).toBeGreaterThan(1);
    // Whoever may see most of a page has seen it for the others.
    for (const path of paths.filter((one) => !seen.has(one))) {
      seen.add(path);
      await person.page.goto(center.url + path);
      await person.page.locator('main').waitFor();
      await person.page.waitForLoadState('networkidle');
      await look(person.page, `${path} of ${employeeNo}`);
      const parts = await person.page
        .locator('.admin-parts > nav a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
      for (const part of parts) {
        await person.page.goto(`${center.url}${part}`);
        await person.page.waitForLoadState('networkidle');
        faults.push(...(await faultsOf(person.page, part)));
      }
    }
  }
  expect(faults).toEqual([]);
});
