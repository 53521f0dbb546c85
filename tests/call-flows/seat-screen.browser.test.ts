import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { expect, it } from 'vitest';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

it('counts the rings on the screen, shows why the seat is not ready, and the lead who waits', {
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

  await seat.see('hang-up').click();
  expect(await caller.isOver()).toMatchObject({ kind: 'ended', by: 'them' });
  await eventually(async () => (await agentState()) === 'wrapUp', { what: 'wrap-up on the screen' });
});
