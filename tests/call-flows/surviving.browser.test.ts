import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { expect, it, onTestFinished } from 'vitest';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';
import { dialWithSipp } from '../support/sipp-caller.ts';
import { theStack } from '../support/the-stack.ts';

it('keeps a conversation through a change of network, the death of the server, and a crash of the tab', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await aCallCenter({ ringCycleMs: 5000, settings: { UI_ROOT: uiRoot } });
  const browser = await openBrowser({ toneHz: 880 });
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const seat = await openSeat(context, center.url, '1001');
  const sent: string[] = [];
  seat.page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
  const count = (request: string) => sent.filter((text) => text.startsWith(`${request} `)).length;
  const stateOn = (page: typeof seat) => page.see('agent-state').getAttribute('data-state');
  await seat.see('go-ready').click();
  await eventually(async () => (await stateOn(seat)) === 'ready', { withinMs: 20_000, what: 'ready on the screen' });
  const customer = await dialWithSipp(theStack(), '4000', { from: '13800138000', limitSeconds: 240 });
  onTestFinished(() => customer.stop());
  await seat.see('answer').click();
  const sounds = (page: typeof seat) => async () =>
    ['good', 'fair', 'poor'].includes((await page.see('quality').getAttribute('data-word')) ?? '');
  await eventually(sounds(seat), { withinMs: 20_000, what: 'sound measured' });
  const [callId = ''] = await center.callIds(1);
  const legs = async () => (await center.channels()).map(({ id }) => id).filter((id) => id.startsWith('seat-'));
  const [leg] = await legs();
  const registered = () => seat.see('phone-registered').getAttribute('data-lamp');

  // The network goes and comes back: a new connection, a new way for the sound, the same leg.
  await context.setOffline(true);
  await context.setOffline(false);
  await eventually(() => count('INVITE') > 0, { withinMs: 20_000, what: 'a new way for the sound' });
  await eventually(async () => (await registered()) === 'on', { withinMs: 20_000, what: 'the phone registered' });
  expect(await legs()).toEqual([leg]);

  // The server dies: the talk goes on without it, and the desk works again once it is back.
  const invites = count('INVITE');
  await center.server.kill('SIGKILL');
  await eventually(async () => (await registered()) === 'wait', { what: 'the phone missed' });
  expect(await legs()).toEqual([leg]);
  await center.startServer();
  await eventually(async () => (await registered()) === 'on', { withinMs: 30_000, what: 'the phone back' });
  await eventually(() => count('INVITE') > invites, { withinMs: 20_000, what: 'the way for the sound looked for' });
  await eventually(
    async () => {
      await seat.see('hold').click();
      return (await center.events(callId)).some(({ type }) => type === 'call.held');
    },
    { withinMs: 20_000, everyMs: 1000, what: 'a call held by the server that came back' },
  );
  await eventually(async () => (await seat.see('hold').getAttribute('aria-pressed')) === 'true');
  await seat.see('hold').click();
  await eventually(async () => (await seat.see('hold').getAttribute('aria-pressed')) === 'false');
  await eventually(sounds(seat), { withinMs: 20_000, what: 'sound after all that' });
  expect(await legs()).toEqual([leg]);
  expect((await center.events(callId)).map(({ type }) => type)).not.toContain('call.rejoining');

  // The tab crashes: the page opened again has the same call on a new leg.
  await seat.page.goto('chrome://crash').catch(() => undefined);
  const page = await context.newPage();
  const again = { page, see: (testId: string) => page.getByTestId(testId), complaints: [] };
  await page.goto(center.url);
  await eventually(async () => (await center.events(callId)).some(({ type }) => type === 'call.rejoined'), {
    withinMs: 30_000,
    what: 'back in talk after the crash',
  });
  await eventually(sounds(again), { withinMs: 20_000, what: 'sound after the crash' });
  expect(await stateOn(again)).toBe('talking');

  await again.see('hang-up').click();
  expect(await customer.over, 'SIPp saw the whole call').toBe(0);
  const record = await center.record(callId, (call) => call.qualities.length === 2);
  expect(record).toMatchObject({ outcome: 'answered', endedBy: 'agent', agentId: '1001' });
  expect(
    record.qualities.map(({ offerGen }) => offerGen),
    'also of the leg whose tab crashed',
  ).toEqual([1, 2]);
});
