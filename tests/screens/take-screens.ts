/// <reference lib="dom" />
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareChromium } from '@sansheng/config/chromium';
import { StackError } from '@sansheng/config/stack';
import { runStep } from '@sansheng/config/stack/steps';
import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { showSteps } from '../../config/start/show-steps.mjs';
import { eventually } from '../support/eventually.ts';
import { type CallCenter, startCenter } from '../support/start-center.ts';
import { startTestStack } from '../support/test-stack.ts';

const usage = `npm run screens [-- --only agent-console]
Takes the pictures of docs/screens from a running center with real calls: each console in zh-CN and English, at 1366x768
and 1920x1080.
  --only    pictures whose name begins so`;

const PASSWORD = 'Sansheng-demo-1';
const target = join(import.meta.dirname, '../../docs/screens');
const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];
const languages = ['zh-CN', 'en'] as const;

const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, help: { type: 'boolean' } } });

/** One picture in each language at each size. The first size carries no size in its name: README shows it. */
async function take(page: Page, name: string): Promise<void> {
  if (!name.startsWith(values.only)) return;
  for (const language of languages) {
    await setLanguage(page, language);
    for (const [i, size] of sizes.entries()) {
      await page.setViewportSize(size);
      await page.waitForLoadState('networkidle').catch(() => {});
      await page.mouse.move(0, 0);
      const suffix = i === 0 ? '' : `.${size.width}`;
      await page.screenshot({ path: join(target, `${name}.${language}${suffix}.png`) });
    }
  }
  await setLanguage(page, 'zh-CN');
}

/** By the button of the page, so that what is under way stays under way. */
async function setLanguage(page: Page, language: (typeof languages)[number]): Promise<void> {
  if ((await page.evaluate(() => document.documentElement.lang)) === language) return;
  await page
    .getByText(language === 'en' ? 'English' : '中文', { exact: true })
    .first()
    .click();
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
}

async function signIn(context: BrowserContext, url: string, employeeNo: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await page.getByTestId('sign-in-number').fill(employeeNo);
  await page.getByTestId('sign-in-password').fill(PASSWORD);
  await page.getByTestId('sign-in-submit').click();
  await page.getByTestId('sign-in-submit').waitFor({ state: 'detached' });
  return page;
}

async function takeAll(center: CallCenter, openContext: () => Promise<BrowserContext>): Promise<void> {
  const open = async (employeeNo: string, path: string): Promise<Page> => {
    const page = await signIn(await openContext(), center.url, employeeNo);
    await page.goto(`${center.url}${path}`);
    return page;
  };

  const stranger = await (await openContext()).newPage();
  await stranger.goto(center.url);
  await stranger.getByTestId('sign-in-number').waitFor();
  await take(stranger, 'sign-in');
  await stranger.goto(`${center.url}/demo/phone`);
  await take(stranger, 'demo-phone');
  await stranger.close();

  // A room at work: some seats talk, some are ready, one has a break, one let its call ring.
  const busy = ['1002', '1003', '1004'];
  for (const agentId of busy) await (await center.seat(agentId)).goesReady();
  for (const [i, agentId] of busy.entries()) {
    center.dial('4000', { from: `1390013900${i}` });
    const seat = await center.seat(agentId);
    await seat.answers(1);
    await seat.is('talking');
  }
  await center.seat('1005');

  const seat = await open('1001', '/desk');
  await seat.getByTestId('go-ready').click();
  await eventually(async () => (await seat.getByTestId('agent-state').getAttribute('data-state')) === 'ready', {
    withinMs: 20_000,
    what: 'ready on the screen',
  });
  await take(seat, 'agent-console-ready');
  center.dial('4000', { from: '13800138000' });
  await seat.getByTestId('ring-panel').waitFor();
  await take(seat, 'agent-console');
  await seat.getByTestId('answer').click();
  await seat.getByTestId('hang-up').waitFor();
  await take(seat, 'agent-console-talking');

  center.dial('4000', { from: '13912340001' });
  center.dial('4002', { from: '13912340002' });
  const live = await open('2001', '/live');
  await eventually(async () => (await live.getByTestId('queue-waiting-service').textContent()) === '1', {
    withinMs: 20_000,
    what: 'a waiting caller on the board',
  });
  await take(live, 'live-console');

  await seat.getByTestId('hang-up').click();
  await seat.getByTestId('wrap-up-done').waitFor();
  await take(seat, 'agent-console-wrap-up');
  await seat.getByTestId('wrap-up-category').click();
  await seat.keyboard.press('Enter');
  await seat.getByTestId('wrap-up-done').click();
  await eventually(async () => (await seat.getByTestId('agent-state').getAttribute('data-state')) !== 'wrapUp');

  const report = await open('3001', '/reports');
  await take(report, 'report-console');
  await report.goto(`${center.url}/calls`);
  await take(report, 'calls');
  const admin = await open('9001', '/admin');
  await take(admin, 'admin-console');
}

if (values.help) {
  console.log(usage);
  process.exit(0);
}
const onStep = showSteps();
try {
  await mkdir(target, { recursive: true });
  await runStep(onStep, 'Screens', async () => ({ value: undefined, detail: await buildUi() }));
  const stack = await runStep(onStep, 'Stack', async () => ({ value: await startTestStack(), detail: 'up' }));
  const center = await startCenter(stack.addresses, {
    // Long rings, so that one lasts for its pictures.
    ringCycleMs: 10_000,
    settings: { UI_ROOT: uiRoot },
  });
  const browser = await chromium.launch({
    executablePath: await prepareChromium(() => {}),
    args: [
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
  try {
    await center.open();
    await runStep(onStep, 'Pictures', async () => {
      await takeAll(center, () => browser.newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 768 } }));
      return { value: undefined, detail: target };
    });
  } finally {
    await browser.close();
    await center.close();
    await stack.stop();
  }
} catch (error) {
  console.error(error instanceof StackError ? error.message : error);
  process.exitCode = 1;
}
