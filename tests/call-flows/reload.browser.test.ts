import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { expect, it } from 'vitest';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { talksByScreen } from '../support/browser-talk.ts';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

it('rings again on a page that was reloaded while ringing, and Answer connects', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await aCallCenter({ ringCycleMs: 5000, settings: { UI_ROOT: uiRoot } });
  const seat = await openSeat(await openBrowser({ toneHz: 880 }), center.url, '1001');
  seat.page.on('dialog', (dialog) => void dialog.accept());
  await seat.see('go-ready').click();
  await eventually(async () => (await seat.see('agent-state').getAttribute('data-state')) === 'ready');
  const caller = center.dial('4000');
  await seat.see('ring-panel').waitFor();
  const [callId = ''] = await center.callIds(1);
  await seat.page.reload();
  await eventually(
    async () => (await center.events(callId)).filter(({ type }) => type === 'routing.offered').length === 2,
    { withinMs: 15_000, what: 'the second ring' },
  );
  await seat.see('answer').click();
  await caller.hears('answered');
  await seat.see('hang-up').waitFor();
  await seat.see('hang-up').click();
  const record = await center.record(callId);
  expect(record.offers.map(({ result }) => result)).toEqual(['withdrawn', 'answered']);
});

it('brings the call back to the same seat after its page was reloaded, and drops no customer', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await aCallCenter({ ringCycleMs: 5000, settings: { UI_ROOT: uiRoot } });
  const seat = await openSeat(await openBrowser({ toneHz: 880 }), center.url, '1001');
  seat.page.on('dialog', (dialog) => void dialog.accept());
  const { agentState, customer, callId } = await talksByScreen(center, seat, { from: '13800138000', toneHz: 440 });

  for (let reload = 1; reload <= 2; reload += 1) {
    await seat.page.reload();
    await eventually(
      async () => (await center.events(callId)).filter(({ type }) => type === 'call.rejoined').length === reload,
      { withinMs: 60_000, what: `back in talk after reload ${reload}` },
    );
    await seat.see('hang-up').waitFor();
    expect(await agentState()).toBe('talking');
  }
  const bridge = await eventually(async () => {
    const found = (await center.bridges()).find(({ id }) => id === `call-${callId}`);
    return found?.channels.length === 2 ? found : null;
  });
  expect(bridge.channels.filter((id) => id.startsWith('seat-'))).toHaveLength(1);
  await eventually(async () => (await center.channels()).filter(({ id }) => id.startsWith('seat-')).length === 1, {
    what: 'the lost legs gone',
  });

  await seat.see('hang-up').click();
  expect(await customer.over, 'SIPp saw the whole call').toBe(0);
  const record = await center.record(callId);
  expect(record).toMatchObject({ outcome: 'answered', endedBy: 'agent', agentId: '1001' });
  expect(record.recordings, 'one per leg').toHaveLength(3);
});
