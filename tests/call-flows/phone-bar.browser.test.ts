/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { signIn } from '../support/desk.ts';
import { openBrowser } from '../support/browser-seat.ts';
import { aCallCenter } from '../support/call-center.ts';
import { CustomerPhone } from '../support/customer-phone.ts';
import { eventually } from '../support/eventually.ts';
import { theStack } from '../support/the-stack.ts';

const example = new URL('../../docs/phone-bar-example.html', import.meta.url);

/** The example of the documentation at a site of its own: another name of this machine is another site. */
async function serveExample(centerUrl: string): Promise<string> {
  const html = (await readFile(example, 'utf8')).replace('https://center.example', centerUrl);
  const server = createServer(({ url = '/' }, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(url === '/' ? html : `<p id="who">${new URL(url, 'http://x').search}</p>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}
const logOf = (page: Page) => page.locator('#log li').allInnerTexts();
const heard = (page: Page, event: string) =>
  eventually(
    async () => {
      const line = (await logOf(page)).find((text) => text.startsWith(`${event} `));
      return line === undefined ? null : (JSON.parse(line.slice(event.length + 1)) as Record<string, string>);
    },
    { withinMs: 20_000, what: `${event} on the page` },
  );

it('puts the phone into a page of another site: the caller is shown there, and its numbers are dialled', {
  timeout: 180_000,
}, async () => {
  await buildUi();
  const center = await aCallCenter({ ringCycleMs: 5000, settings: { UI_ROOT: uiRoot } });
  const site = await serveExample(center.url);
  const admin = await signIn(center.url, '9001');
  const path = '/api/v1/admin/phone-bar-sites';
  const popUrl = `${site}/caller?number={number}&customer={customerId}`;
  expect((await admin.ask('POST', path, { origin: `${site}/`, name: 'CRM' })).status).toBe(400);
  expect((await admin.ask('POST', path, { origin: site, name: 'CRM', popUrl: `${site}/{secret}` })).status).toBe(400);
  const browser = await openBrowser({ toneHz: 880 });
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const crm = await context.newPage();
  const open = async (): Promise<Page> => {
    const [opened] = await Promise.all([
      crm.waitForEvent('popup'),
      crm.getByRole('button', { name: '打开电话' }).click(),
    ]);
    await opened.waitForURL(`${center.url}/bar`);
    return opened;
  };
  await crm.goto(site);

  // A site that nobody has named gets no word, though the seat has signed in.
  const strange = await open();
  const hellos = () => strange.evaluate(() => (window as unknown as { hellos?: number }).hellos ?? 0);
  await strange.evaluate(() => {
    addEventListener('message', () => {
      Object.assign(window, { hellos: ((window as unknown as { hellos?: number }).hellos ?? 0) + 1 });
    });
  });
  await strange.getByTestId('sign-in-number').fill('1001');
  await strange.getByTestId('sign-in-password').fill('Sansheng-demo-1');
  await strange.getByTestId('sign-in-submit').click();
  await strange.getByTestId('go-ready').waitFor({ timeout: 20_000 });
  await eventually(
    () =>
      strange.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('bar-sites'))),
    { what: 'the sites read' },
  );
  const before = await hellos();
  await eventually(async () => (await hellos()) >= before + 2, { withinMs: 20_000, what: 'the page asking' });
  expect(await logOf(crm)).toEqual([]);
  await strange.close();

  const added = await admin.ask('POST', path, { origin: site, name: 'CRM', popUrl });
  expect(added.status).toBe(201);
  onTestFinished(async () => void (await admin.ask('DELETE', `${path}/${encodeURIComponent(site)}`)));
  const phone = await open();
  await heard(crm, 'ready');
  await phone.getByTestId('go-ready').click();
  await crm.getByText('示闲', { exact: true }).waitFor({ timeout: 20_000 });

  // The page is loaded anew, as each click in many a CRM does: the phone stays, and is back on it.
  await crm.reload();
  await heard(crm, 'ready');
  const caller = center.dial('4000', { from: '13800138000' });
  const offered = await heard(crm, 'offered');
  expect(offered).toMatchObject({ direction: 'inbound', number: '13800138000', queueId: 'service' });
  expect(offered.customerId).toBeTruthy();
  expect(await crm.frameLocator('#caller').locator('#who').innerText()).toBe(
    `?number=13800138000&customer=${offered.customerId}`,
  );
  await crm.getByRole('button', { name: '接听' }).click();
  await heard(crm, 'answered');
  await caller.hears('answered');
  await crm.getByRole('button', { name: '挂断' }).click();
  await heard(crm, 'ended');
  await caller.isOver();
  await eventually(async () => (await phone.getByTestId('agent-state').getAttribute('data-state')) === 'wrapUp');
  const record = await center.record(offered.callId ?? '');
  expect(record).toMatchObject({ outcome: 'answered', agentId: '1001', endedBy: 'agent' });

  // A refusal is said on the bar, in words.
  await crm.getByText('+86 139 0013 9000').click();
  await crm.getByRole('alert').getByText('现在的状态', { exact: false }).waitFor();
  const lead = await signIn(center.url, '2001');
  expect((await lead.ask('DELETE', '/api/v1/live/seats/1001/wrap-up')).status).toBe(204);
  await crm.getByText('示闲', { exact: true }).waitFor();

  const other = await CustomerPhone.open(theStack().customerPort);
  await crm.getByText('+86 139 0013 9000').click();
  await heard(crm, 'dialling');
  const ring = await other.rings();
  expect(ring.to).toBe('13900139000');
  ring.answer();
  await eventually(async () => (await logOf(crm)).filter((line) => line.startsWith('answered')).length === 2);
  await crm.getByRole('button', { name: '挂断' }).click();
  await eventually(() => ring.isOver, { what: 'the number hung up' });
  await phone.close();
  await heard(crm, 'closed');
});
