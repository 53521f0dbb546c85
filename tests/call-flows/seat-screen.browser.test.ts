import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { expect, it } from 'vitest';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

it('counts the rings on the screen, shows why the seat is not ready, shows the lead who waits, and hands over a matter', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await aCallCenter({ ringCycleMs: 2000, workers: false, settings: { UI_ROOT: uiRoot } });
  const browser = await openBrowser({ toneHz: 880 });
  const seat = await openSeat(browser, center.url, '1001');
  const agentState = () => seat.see('agent-state').getAttribute('data-state');
  await seat.see('go-ready').click();
  await eventually(async () => (await agentState()) === 'ready', { withinMs: 20_000, what: 'ready on the screen' });

  const caller = center.dial('4000', { from: '13800138000' });
  for (const ring of ['1', '2', '3']) {
    await eventually(async () => (await seat.see('ring-count').textContent()) === ring, { what: `ring ${ring}` });
  }
  await eventually(async () => (await agentState()) === 'notReady', { what: 'not ready on the screen' });
  await seat.see('ring-panel').waitFor({ state: 'hidden' });

  const lead = await openSeat(browser, center.url, '2001', '/live');

  await eventually(async () => (await lead.see('queue-waiting-service').textContent()) === '1', {
    what: 'one waiting on the live console',
  });

  await seat.see('go-ready').click();
  // Ready again, the seat is rung by whoever waits: nobody waits beside it.
  await seat.see('ring-panel').waitFor();
  await seat.see('answer').click();
  await caller.hears('answered');
  await eventually(async () => caller.sound.kind === 'tone' && caller.sound.hz === 880, { what: 'the seat speaking' });
  await seat.see('mute').click();
  await eventually(() => caller.sound.kind === 'silence', { what: 'silence from a muted seat' });
  await seat.see('mute').click();
  await eventually(() => caller.sound.kind === 'tone', { what: 'the seat speaking again' });
  await seat.see('hold').click();
  await eventually(() => caller.sound.kind === 'sound', { withinMs: 20_000, what: 'music on hold' });
  await seat.see('hold').click();
  await eventually(() => caller.sound.kind === 'tone', { what: 'the seat after the hold' });

  // What is left to do becomes a matter, noted, and given to the lead, who is told on whatever page.
  const { page } = seat;
  const title = `补寄十月账单 ${Date.now()}`;
  await seat.see('open-matter').click();
  const form = page.getByRole('dialog');
  await seat.see('matter-title').fill(title);
  await form.getByRole('button', { name: '开立事项' }).click();
  await form.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: title }).click();
  await seat.see('matter-text').fill('地址已核对');
  await seat.see('matter-act').click();
  await page.getByText('地址已核对').and(page.locator('p')).waitFor();
  await seat.see('matter-handOver').click();
  await page.getByRole('combobox', { name: '移交给' }).fill('2001');
  await page.keyboard.press('Enter');
  await seat.see('matter-text').fill('请班长跟进');
  await seat.see('matter-act').click();
  const notice = lead.page.locator('.message-note', { hasText: title });
  await notice.waitFor();
  expect(await notice.innerText()).toContain('请班长跟进');
  expect(Number(await lead.see('matter-count').innerText())).toBeGreaterThan(0);
  await notice.getByRole('button', { name: '有一件事项交给您负责' }).click();
  await lead.see('matter-settle').click();
  await lead.see('matter-text').fill('账单已寄出，客户认可');
  await lead.see('matter-act').click();
  await lead.page.getByText('办结时间').waitFor();
  await lead.page.keyboard.press('Escape');
  await notice.getByTestId(/^message-read-/).click();
  await notice.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await seat.see('hang-up').click();
  expect(await caller.isOver()).toMatchObject({ kind: 'ended', by: 'them' });
  await eventually(async () => (await agentState()) === 'wrapUp', { what: 'wrap-up on the screen' });
});
