import { randomBytes } from 'node:crypto';
import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { expect, it, onTestFinished } from 'vitest';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { eventually } from '../support/eventually.ts';
import { picture } from '../support/picture.ts';
import { signedIn } from './browser.ts';
import { startCenter } from './start-center.ts';

it('tells an administrator who was faster and what differs, and keeps what was typed', async () => {
  await buildUi();
  const center = await startCenter({ UI_ROOT: uiRoot });
  onTestFinished(() => center.stop());
  const other = await signedIn(center.url, await center.hire('admin'));
  const queueId = `t-${randomBytes(4).toString('hex')}`;
  const path = `/api/v1/admin/queues/${queueId}`;
  const added = await other.send('POST', '/api/v1/admin/queues', { queueId, name: '两人同改', nameEn: 'Two at once' });
  onTestFinished(async () => void (await other.send('DELETE', path)));
  const browser = await openBrowser({ toneHz: 440 });
  const { page, complaints } = await openSeat(browser, center.url, '9001', '/admin?part=queues');
  await page.getByText('两人同改').click();
  const save = page.locator('.ant-drawer-footer .ant-btn-primary');
  const rings = page.locator('#ringsPerOffer');
  await rings.fill('5');
  await page.locator('#name').fill('两人同改二');

  const changed = { ...(added.body as object), priority: 9, ringsPerOffer: 2, sizeLimit: 77 };
  expect((await other.send('PUT', path, changed)).status).toBe(200);
  await save.click();
  const notice = page.getByTestId('somebody-was-faster');
  await notice.waitFor();
  const said = await notice.innerText();
  expect(said).toContain('新人');
  expect(said).toMatch(/优先级.*5 → 9/);
  expect(said).toMatch(/对方改成 2，您填的是 5/);
  expect(await rings.inputValue()).toBe('5');
  expect(await page.locator('#name').inputValue()).toBe('两人同改二');
  await picture(page, 'faster');

  await save.click();
  await notice.waitFor({ state: 'detached' });
  const row = await eventually(
    async () => {
      const rows = (await other.get('/api/v1/admin/queues')).body as { queueId: string; name: string }[];
      return rows.find((one) => one.queueId === queueId && one.name === '两人同改二');
    },
    { withinMs: 10_000, what: 'the second save' },
  );
  expect(row).toMatchObject({ priority: 9, ringsPerOffer: 5, sizeLimit: 77 });
  expect(complaints).toEqual([]);
});
