import { type Browser, chromium } from 'playwright-core';
import { prepareChromium } from '@sansheng/config/chromium';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Center, startCenter } from './start-center.ts';

let center: Center;
let chrome: Browser;
beforeAll(async () => {
  center = await startCenter();
  const executablePath = await prepareChromium(() => {});
  chrome = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
});
afterAll(async () => {
  await chrome?.close();
  await center?.stop();
});

it('shows the API to be read and tried out, with nothing that the content policy refuses', async () => {
  const page = await chrome.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${center.url}/api/docs`);
  await page.locator('#operations-tag-health').click();
  const health = page.locator('.opblock', { hasText: '/healthz' });
  await health.locator('.opblock-summary-control').click();
  await health.getByRole('button', { name: 'Try it out' }).click();
  await health.getByRole('button', { name: 'Execute' }).click();
  await health.locator('.live-responses-table', { hasText: '"alive": true' }).waitFor();
  // Nobody is signed in: the page asks who is, and is told so.
  expect(complaints.filter((text) => !text.includes('401 (Unauthorized)'))).toEqual([]);
});
