import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { expect, it } from 'vitest';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';
import { areTogether, hasCall, ringsAt } from '../support/talks.ts';

it("plays music to the customer while the seat's page is gone, then goes to another seat if it stays away", {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const settings = { UI_ROOT: uiRoot, SEAT_AWAY_MS: '15000' };
  const center = await aCallCenter({ notReady: ['1002'], ringCycleMs: 5000, settings });
  const second = await center.seat('1002');
  const browser = await openBrowser({ toneHz: 880 });
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const seat = await openSeat(context, center.url, '1001');
  await seat.see('go-ready').click();
  const caller = center.dial('4000', { toneHz: 440 });
  await seat.see('answer').click();
  const hearsSeat = () =>
    eventually(() => caller.sound.kind === 'tone' && caller.sound.hz === 880, {
      withinMs: 30_000,
      what: 'the seat in the ear',
    });
  await hearsSeat();
  const [callId = ''] = await center.callIds(1);
  const happened = async (type: string) => (await center.events(callId)).filter((event) => event.type === type).length;

  await seat.page.close();
  await eventually(() => caller.sound.kind === 'sound', { what: 'music' });
  await areTogether(center, callId, ['1'], ['customer']);
  expect(await happened('call.seatAway')).toBe(1);

  // The page again: the same seat has its customer back.
  const page = await context.newPage();
  await page.goto(center.url);
  await hearsSeat();
  await areTogether(center, callId, ['2', 'customer']);
  expect(await happened('call.rejoined')).toBe(1);

  // Gone for good: the customer is at the head of the queue, and the seat is not offered calls.
  await page.close();
  await eventually(() => caller.sound.kind === 'sound', { what: 'music' });
  await eventually(async () => (await center.redis.zcard(center.keys.waiting('service'))) === 1, {
    withinMs: 30_000,
    what: 'the customer in the queue',
  });
  expect(caller.end).toBeNull();
  await areTogether(center, callId, [], ['customer']);
  await second.goesReady();
  (await ringsAt(second)).answer();
  await hasCall(second, callId);
  await areTogether(center, callId, ['3', 'customer']);
  await caller.hangsUp();
  await second.wrapsUp();
  await center.isQuiet();
  const record = await center.record(callId);
  expect(record).toMatchObject({ outcome: 'answered', endedBy: 'customer', agentId: '1001' });
  expect(record.legs.map(({ who, role }) => [who, role])).toEqual([
    ['1001', 'answer'],
    ['1002', 'answer'],
  ]);
});

it('goes to another seat when the seat sends no audio any more, though its page is still there', async () => {
  // This phone signals alone and never sends a packet: Asterisk gives its leg up after 30 seconds.
  const center = await aCallCenter({ ready: ['1001'], notReady: ['1002'], ringCycleMs: 1000 });
  const [first, second] = [await center.seat('1001'), await center.seat('1002')];
  const caller = center.dial('4000');
  const callId = await first.answers();
  await first.is('wrapUp', 60_000);
  await areTogether(center, callId, [], ['customer']);
  await second.goesReady();
  (await ringsAt(second)).answer();
  await hasCall(second, callId);
  await caller.hangsUp();
  await center.isQuiet();
  expect(await center.record(callId)).toMatchObject({ outcome: 'answered', endedBy: 'customer', agentId: '1001' });
});
