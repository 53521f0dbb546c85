/// <reference lib="dom" />
import { createSocket } from 'node:dgram';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareChromium } from '@sansheng/config/chromium';
import { StackError } from '@sansheng/config/stack';
import { runStep } from '@sansheng/config/stack/steps';
import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { openDatabase } from '@sansheng/shared/db';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { showSteps } from '../../config/start/show-steps.mjs';
import { generateCalls } from '../../queue-workers/src/generate/generate-calls.ts';
import type { Seat } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { languages, setLanguage, windowSizes } from '../support/picture.ts';
import { type CallCenter, startCenter } from '../support/start-center.ts';
import { startTestStack } from '../support/test-stack.ts';

const usage = `npm run screens [-- --only agent-console,calls] [-- --to folder] [-- --size 1280x720]
Takes the pictures of docs/screens from a running center with real calls: each console in zh-CN and English, at 1366x768
and 1920x1080.
  --only    pictures whose name begins with one of these
  --to      another folder
  --size    one other size`;

const PASSWORD = 'Sansheng-demo-1';
const CALLS_BEFORE = 30_000;
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    to: { type: 'string', default: join(import.meta.dirname, '../../docs/screens') },
    size: { type: 'string', default: '' },
    help: { type: 'boolean' },
  },
});
const target = resolve(values.to);
const [width, height] = values.size.split('x').map(Number);
const sizes = width && height ? [{ width, height }] : windowSizes;

/** One picture in each language at each size. The first size carries no size in its name: README shows it. */
async function take(page: Page, name: string, shownSizes = sizes): Promise<void> {
  if (!values.only.split(',').some((one) => name.startsWith(one))) return;
  for (const language of languages) {
    await setLanguage(page, language);
    for (const [i, size] of shownSizes.entries()) {
      await page.setViewportSize(size);
      await page.waitForLoadState('networkidle').catch(() => {});
      await page.mouse.move(0, 0);
      await page.evaluate(async () => {
        const ending = document
          .getAnimations()
          .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
        await Promise.allSettled(ending.map(({ finished }) => finished));
      });
      const suffix = i === 0 ? '' : `.${size.width}`;
      await page.screenshot({ path: join(target, `${name}.${language}${suffix}.png`) });
    }
  }
  await setLanguage(page, 'zh-CN');
}

async function signIn(context: BrowserContext, url: string, employeeNo: string): Promise<Page> {
  const page = await context.newPage();
  // Several seats with sound beside each other take their time.
  page.setDefaultTimeout(90_000);
  await page.goto(url);
  await page.getByTestId('sign-in-number').fill(employeeNo);
  await page.getByTestId('sign-in-password').fill(PASSWORD);
  await page.getByTestId('sign-in-submit').click();
  await page.getByTestId('sign-in-submit').waitFor({ state: 'detached' });
  return page;
}

const isState = (page: Page, state: string) =>
  eventually(async () => (await page.getByTestId('agent-state').getAttribute('data-state')) === state, {
    withinMs: 20_000,
    what: `${state} on the screen`,
  });

/** Waits for who rings at this seat and answers. */
async function answersAt(seat: Seat): Promise<void> {
  const call = await eventually(() => seat.phone.calls.findLast(({ isOver }) => !isOver));
  call.answer();
}

async function takeAll(center: CallCenter, openContext: () => Promise<BrowserContext>): Promise<void> {
  const open = async (employeeNo: string, path: string): Promise<Page> => {
    const page = await signIn(await openContext(), center.url, employeeNo);
    page.on('pageerror', (error) => console.error(`${employeeNo} ${page.url()}: ${error.stack ?? error.message}`));
    await page.goto(`${center.url}${path}`);
    return page;
  };
  const stranger = await (await openContext()).newPage();
  await stranger.goto(center.url);
  await stranger.getByTestId('sign-in-number').waitFor();
  await take(stranger, 'sign-in');
  await stranger.goto(`${center.url}/demo/phone`);
  await take(stranger, 'demo-phone');

  // A room at work: some seats talk, some are ready, one has a break, one let its call ring.
  const answers = async (page: Page) => {
    await page.getByTestId('answer').click();
    await isState(page, 'talking');
  };
  for (const [i, agentId] of ['1002', '1003'].entries()) {
    const busy = await open(agentId, '/desk');
    await busy.getByTestId('go-ready').and(busy.locator(':enabled')).click();
    await isState(busy, 'ready');
    center.dial('4000', { from: `1390013900${i}` });
    await answers(busy);
  }
  await center.seat('1005');
  const helper = await center.seat('1006');

  const seat = await open('1001', '/desk');
  await seat.getByTestId('go-ready').click();
  await isState(seat, 'ready');
  await take(seat, 'agent-console-ready');
  await seat.getByTestId('devices').click();
  await seat.getByTestId('phone-check').waitFor();
  await take(seat, 'agent-console-devices');
  await seat.keyboard.press('Escape');
  await seat.getByTestId('phone-check').waitFor({ state: 'hidden' });

  center.dial('4000', { from: '13800138000' });
  await seat.getByTestId('ring-panel').waitFor();
  await take(seat, 'agent-console');
  await answers(seat);
  await seat.getByTestId('quality').waitFor();
  await take(seat, 'agent-console-talking');
  await seat.keyboard.press('Alt+KeyC');
  await seat.getByTestId('target-1006').waitFor();
  await take(seat, 'agent-console-transfer');
  await seat.getByTestId('target-1006').click();
  await answersAt(helper);
  await seat.getByTestId('complete').waitFor();
  await take(seat, 'agent-console-consult');
  await seat.getByTestId('join').click();
  await seat.getByTestId('drop-1006').waitFor();
  await take(seat, 'agent-console-conference');
  await seat.getByTestId('drop-1006').click();
  await seat.getByTestId('drop-1006').waitFor({ state: 'detached' });
  await seat.getByTestId('help-ask').click();
  await seat.getByTestId('help-send').click();
  await seat.getByTestId('help-asked').waitFor();
  await take(seat, 'agent-console-help');

  // A lead sees who waits, who asks, and is with a seat on its call.
  const waiting = center.dial('4000', { from: '13912340001' });
  center.dial('4002', { from: '13912340002' });
  const lead = await open('2001', '/live');
  await eventually(async () => (await lead.getByTestId('queue-waiting-service').textContent()) === '1', {
    withinMs: 20_000,
    what: 'a waiting caller on the board',
  });
  await lead.getByTestId('help-of-1001').waitFor();
  await take(lead, 'live-console');
  await lead.getByTestId('queue-waiting-service').click();
  await lead.locator('.ant-drawer .ant-table-row').first().waitFor();
  await take(lead, 'live-console-waiting');
  await lead.keyboard.press('Escape');
  await lead.goto(`${center.url}/desk`);
  await lead.getByTestId('go-ready').and(lead.locator(':enabled')).waitFor();
  await lead.goto(`${center.url}/live`);
  await eventually(
    async () => {
      await lead.getByTestId('help-listen-1001').click();
      await lead.getByTestId('coaching-panel').waitFor({ timeout: 5000 });
      return true;
    },
    { withinMs: 20_000, what: 'the lead with the seat' },
  );
  await lead.getByTestId('coach-whisper').click();
  await lead.locator('[data-testid=coaching-panel][data-role=whisper]').waitFor();
  await take(lead, 'live-console-coaching');
  await take(seat, 'agent-console-coached');
  await lead.getByTestId('coach-leave').click();
  await lead.getByTestId('coaching-panel').waitFor({ state: 'detached' });

  const admin = await open('9001', '/admin');
  await allowWallboard(admin);
  await stranger.goto(`${center.url}/wallboard`);
  await stranger.getByTestId('wallboard').waitFor();
  await take(stranger, 'wallboard');
  await stranger.close();

  // Nobody is to ring at the seat when it is ready again.
  await waiting.hangsUp();
  await seat.getByTestId('hang-up').click();
  await seat.getByTestId('wrap-up-done').waitFor();
  await take(seat, 'agent-console-wrap-up');
  await seat.getByTestId('wrap-up-category').click();
  await seat.keyboard.press('Enter');
  await seat.getByTestId('wrap-up-result').locator('label').first().click();
  await seat.getByTestId('wrap-up-done').click();
  await eventually(async () => (await seat.getByTestId('agent-state').getAttribute('data-state')) !== 'wrapUp');

  await seat.getByTestId('dial-number').fill('13912345678');
  await seat.getByTestId('dial').click();
  await isState(seat, 'talking');
  await take(seat, 'agent-console-dialling');
  await eventually(() => seat.getByTestId('hang-up').isEnabled());
  await seat.getByTestId('hang-up').click();
  await seat.getByTestId('hang-up').waitFor({ state: 'detached' });

  await takeRecords(center, await open('3001', '/reports?period=lastWeek'));
  await takeAdministration(center, admin);
}

/** Through the page, with its session. */
async function allowWallboard(admin: Page): Promise<void> {
  await admin.evaluate(async () => {
    const { csrfToken } = (await (await fetch('/api/v1/me')).json()) as { csrfToken: string };
    const settings = (await (await fetch('/api/v1/admin/room-settings')).json()) as object;
    await fetch('/api/v1/admin/room-settings', {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-csrf-token': csrfToken },
      body: JSON.stringify({ ...settings, wallboardAddresses: ['127.0.0.1'] }),
    });
  });
}

async function takeRecords(center: CallCenter, page: Page): Promise<void> {
  const show = async (path: string, name: string) => {
    await page.goto(`${center.url}${path}`);
    await page.locator('.ant-table-row, .ant-table-placeholder, .empty-hint').first().waitFor();
    await take(page, name);
  };
  await show('/reports?period=lastWeek&interval=day', 'report-console');
  await show('/reports/figures?period=lastWeek&groupBy=queue&compare=true', 'report-console-figures');
  await show('/reports/week?day=0&hour=10', 'report-console-week');
  await show('/reports/stars', 'report-console-stars');
  await show('/reports/ledger?period=lastWeek', 'report-console-ledger');
  await show('/reports/mails', 'report-console-mails');
  await show('/reports/definitions', 'report-console-definitions');
  await show('/calls', 'calls');
  await page.locator('.ant-table-row', { hasText: '王芳' }).first().click();
  await page.locator('.call-timeline').waitFor();
  await take(page, 'call-record');
  await show('/cases?view=open', 'cases');
  await show('/callbacks', 'callback-list');
  await show('/voicemails', 'voicemails');
  await show('/customers', 'customers');
  await page.locator('.ant-table-row').first().click();
  await page.locator('.ant-drawer .customer-title').waitFor();
  await take(page, 'customer-file');
}

async function takeAdministration(center: CallCenter, page: Page): Promise<void> {
  await page.goto(`${center.url}/admin`);
  await page.locator('.ant-table-row').first().waitFor();
  const parts = await page
    .locator('.admin-parts > nav a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  await take(page, 'admin-console');
  for (const path of parts.slice(1)) {
    await page.goto(`${center.url}${path}`);
    await page.waitForLoadState('networkidle');
    await take(page, `admin-console-${path.split('=').at(-1)}`, sizes.slice(0, 1));
  }
}

/** Some weeks of made-up calls, so that the reports have something to say. */
async function makeHistory({ DATABASE_URL = '' }: Record<string, string>): Promise<string> {
  const db = await openDatabase(DATABASE_URL, { poolSize: 3 });
  const clock = centerClock('Asia/Shanghai');
  try {
    await generateCalls(db, {
      databaseUrl: DATABASE_URL,
      clock,
      ringCycleMs: 5000,
      calls: CALLS_BEFORE,
      days: 63,
      seats: 20,
      seed: 1,
      untilMs: clock.startOfDay(Date.now()),
      onProgress: () => {},
    });
  } finally {
    await db.destroy();
  }
  return `${CALLS_BEFORE} calls`;
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
  await runStep(onStep, 'History', async () => ({
    value: undefined,
    detail: await makeHistory(stack.addresses.environment),
  }));
  const center = await startCenter(stack.addresses, {
    // Long rings, so that one lasts for its pictures.
    ringCycleMs: 10_000,
    settings: { UI_ROOT: uiRoot },
  });
  // The customer who is called: the ring goes on and nobody answers.
  const customer = createSocket('udp4').bind(stack.addresses.customerPort, '127.0.0.1');
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
    customer.close();
    await center.close();
    await stack.stop();
  }
} catch (error) {
  console.error(error instanceof StackError ? error.message : error);
  process.exitCode = 1;
}
