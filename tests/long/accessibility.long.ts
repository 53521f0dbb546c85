/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { openDatabase } from '@sansheng/shared/db';
import type { Role } from '@sansheng/shared/domain/roles';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import type { AxeResults } from 'axe-core';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { expect, it, onTestFailed } from 'vitest';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';
import { settings } from '../support/settings.ts';
import { theStack } from '../support/the-stack.ts';

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

/** Somebody who works in a department and nowhere else. */
const DEPARTMENT = '8099';

/** Every page of the router, and who sees most of it. A page that is not named here fails the test. */
const lookedAtBy: Record<string, string | null> = {
  '/demo/phone': null,
  '/demo/notices': null,
  '/wallboard': null,
  '/set-up': null,
  '/account': '1001',
  '/desk': '1001',
  '/bar': '1001',
  '/live': '2001',
  '/reports': '3001',
  '/reports/figures': '3001',
  '/reports/week': '3001',
  '/reports/stars': '3001',
  '/reports/ledger': '3001',
  '/reports/mails': '3001',
  '/reports/definitions': '3001',
  '/calls': '4101',
  '/customers': '3001',
  '/cases': '3001',
  '/dispatch': '3001',
  '/stuck-cases': '3001',
  '/department-desk': DEPARTMENT,
  '/info-desk': '5001',
  '/outages': '2001',
  '/follow-ups': '3001',
  '/callbacks': '3001',
  '/voicemails': '3001',
  '/desk-settings': '3001',
  '/dispatch-rules': '3001',
  '/admin': '9001',
  '/no-such-page': '4101',
};

/** The pages that the screens list, and those of the reports beneath theirs; not those of one thing, such as a case. */
async function readRoutes(): Promise<string[]> {
  const source = (file: string) => new URL(`../../agent-ui/src/${file}`, import.meta.url);
  const { pages }: { pages: { path: string }[] } = await import(source('pages.ts').href);
  const reports = await readFile(source('consoles/report-console/report-console.tsx'), 'utf8');
  const views = [...reports.matchAll(/<Route path="([^"]+)"/g)].map(([, view = '']) => view);
  const paths = pages.map(({ path }) => path).filter((path) => !path.includes(':'));
  return [...paths, ...views.filter((view) => view !== '*').map((view) => `/reports/${view}`)];
}

it('has no serious fault of accessibility on any page, in both languages', { timeout: 1_200_000 }, async () => {
  expect(Object.keys(lookedAtBy).sort()).toEqual([...(await readRoutes()), '/no-such-page'].sort());
  await buildUi();
  const center = await aCallCenter({ ringCycleMs: 10_000, settings: { UI_ROOT: uiRoot } });
  const db = await openDatabase(theStack().environment.DATABASE_URL ?? '', { poolSize: 1 });
  const seatAccount = await db.getRepository(AccountSchema).findOneByOrFail({ employeeNo: '1001' });
  const ofDepartment = { employeeNo: DEPARTMENT, name: '部门', roles: ['department'] satisfies Role[], teamId: null };
  await db.getRepository(AccountSchema).save({ ...seatAccount, ...ofDepartment });
  await db.destroy();
  const settled = await settings(center);
  await settled.change(() =>
    settled.ask('PUT', '/api/v1/admin/room-settings', {
      isCoachingSeen: true,
      wallboardAddresses: ['127.0.0.1'],
      allowsPrivateWebhooks: false,
    }),
  );
  // A ring is looked at in both languages, however busy the machine is.
  await settled.putQueue('service', { ringsPerOffer: 9 });
  const browser = await openBrowser({ toneHz: 880 });
  const faults: string[] = [];
  onTestFailed(() => console.error(faults.join('\n')));
  const openContext = async (): Promise<BrowserContext> => {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    context.setDefaultTimeout(120_000);
    return context;
  };
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
  const drawers = '.ant-drawer-open .ant-drawer-body, .ant-modal';
  /** What a click opens over the page, and the page as it was again. */
  const lookInto = async (page: Page, opener: Locator, what: string): Promise<void> => {
    await opener.click();
    const opened = page.locator(drawers).first();
    const isThere = await opened.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
    if (!isThere) return;
    await page.waitForLoadState('networkidle');
    await look(page, what);
    await page.keyboard.press('Escape');
    await page
      .locator(drawers)
      .waitFor({ state: 'detached' })
      .catch(() => page.reload());
  };

  const stranger = await (await openContext()).newPage();
  await stranger.goto(center.url);
  await stranger.getByTestId('sign-in-number').waitFor();
  await look(stranger, 'sign-in');

  const seat = await openSeat(await openContext(), center.url, '1001');
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
  await seat.see('help-ask').click();
  await seat.see('help-send').click();
  await seat.see('help-asked').waitFor();
  // Somebody waits, somebody asks, and a lead is on the call.
  center.dial('4000', { from: '13912340001' });
  const lead = await openSeat(await openContext(), center.url, '2001', '/live');
  await lead.see('help-of-1001').waitFor();
  await look(lead.page, 'live console with a call for help');
  for (const opener of ['queue-waiting-service', 'message-write'])
    await lookInto(lead.page, lead.see(opener), `live console, ${opener}`);
  await lead.see('seat-menu-1001').click();
  await lead.page.locator('.ant-dropdown-menu').waitFor();
  await look(lead.page, 'menu of a seat');
  await lead.page.keyboard.press('Escape');
  await eventually(
    async () => {
      await lead.see('help-listen-1001').click();
      await lead.see('coaching-panel').waitFor({ timeout: 3000 });
      return true;
    },
    { withinMs: 60_000 },
  );
  await look(lead.page, 'a lead on a call');
  await look(seat.page, 'desk with a lead on its call');
  await lead.see('coach-leave').click();
  await seat.see('hang-up').click();
  await seat.see('wrap-up-done').waitFor();
  await look(seat.page, 'wrap-up');
  await seat.page.close();

  const pages = new Map([[null as string | null, stranger]]);
  for (const [path, employeeNo] of Object.entries(lookedAtBy)) {
    const page = pages.get(employeeNo) ?? (await openSeat(await openContext(), center.url, employeeNo ?? '')).page;
    pages.set(employeeNo, page);
    await page.goto(center.url + path);
    const parts = await page
      .locator('.admin-parts > nav a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    for (const part of parts.length === 0 ? [path] : parts) {
      await page.goto(center.url + part);
      await page.locator('main').waitFor();
      await page.waitForLoadState('networkidle');
      await look(page, part);
      const openers = [page.locator('main button:has(.anticon-plus):enabled'), page.locator('main .ant-table-row')];
      for (const opener of openers)
        if ((await opener.count()) > 0) await lookInto(page, opener.first(), `${part}, opened`);
    }
  }
  expect(faults).toEqual([]);
});
