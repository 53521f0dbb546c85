import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { expect, it, onTestFinished } from 'vitest';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { talksByScreen } from '../support/browser-talk.ts';
import { aCallCenter } from '../support/call-center.ts';
import { watchLive } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';

it('measures a call in the browser, notices one-way audio, repairs it, tells seat and lead, and stores it with the call', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await aCallCenter({ ringCycleMs: 5000, settings: { UI_ROOT: uiRoot } });
  const lead = await watchLive(center.url, '2001');
  onTestFinished(() => void lead.leaves());
  const seat = await openSeat(await openBrowser({ toneHz: 880 }), center.url, '1001');
  const invites: string[] = [];
  // An INVITE from the seat's own phone can only be one that looks for the way of the sound anew.
  seat.page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      if (String(payload).startsWith('INVITE ')) invites.push(String(payload));
    }),
  );
  await seat.page.reload();
  const { callId, customer } = await talksByScreen(center, seat, { from: '13800138000', toneHz: 440 });
  const word = () => seat.see('quality').getAttribute('data-word');
  // A busy machine may make it less than good; gone it is not.
  await eventually(async () => (await word()) !== 'lost', { withinMs: 20_000, what: 'the meter on the screen' });
  expect(invites).toHaveLength(0);

  // Asterisk sends this seat nothing more: it hears the customer no longer, while the customer hears it.
  const leg = (await center.channels()).find(({ id }) => id.startsWith('seat-'))?.id ?? '';
  await center.muteChannel(leg, true);
  await eventually(async () => (await word()) === 'lost', { what: 'lost sound on the screen' });
  const lost = await eventually(async () =>
    (await center.events(callId)).find(({ type }) => type === 'call.soundLost'),
  );
  expect(lost).toMatchObject({ agentId: '1001', data: { direction: 'in' } });
  await eventually(() => invites.length > 0, { what: 'the way of the sound being looked for anew' });
  expect(invites[0]).toContain('a=ice-ufrag');
  await eventually(() => lead.alarms.find(({ kind }) => kind === 'oneWayAudio'), { what: 'the alarm of the lead' });

  await center.muteChannel(leg, false);
  await eventually(async () => (await word()) !== 'lost', { what: 'sound again on the screen' });
  await eventually(async () => (await center.events(callId)).find(({ type }) => type === 'call.soundRestored'));

  // On hold the seat hears nothing, and that is as it should be.
  await seat.see('hold').click();
  await eventually(async () => (await center.redis.hget(center.keys.agent('1001'), 'quality')) !== null);
  const heldAtMs = await eventually(
    async () => (await center.events(callId)).find(({ type }) => type === 'call.held')?.atMs,
  );
  const measuredMs = async () =>
    (JSON.parse((await center.redis.hget(center.keys.agent('1001'), 'quality')) ?? '{}') as { measuredMs?: number })
      .measuredMs ?? 0;
  const before = await measuredMs();
  await eventually(async () => (await measuredMs()) > before + 4000, {
    withinMs: 20_000,
    what: 'five seconds on hold',
  });
  const losses = (await center.events(callId)).filter(({ type, atMs }) => type === 'call.soundLost' && atMs > heldAtMs);
  expect(losses).toHaveLength(0);

  await seat.see('hang-up').click();
  expect(await customer.over, 'SIPp saw the whole call').toBe(0);
  const record = await center.record(callId, (call) => call.qualities.length > 0);
  const [quality] = record.qualities;
  expect(record.qualities).toHaveLength(1);
  expect(quality).toMatchObject({ agentId: '1001', offerGen: 1 });
  expect(quality?.mos).toBeGreaterThan(1);
  expect(quality?.mos).toBeLessThanOrEqual(4.5);
  expect(quality?.soundLostMs).toBeGreaterThan(0);
  expect(quality?.roundTripMs).not.toBeNull();
  expect(quality?.measuredMs).toBeGreaterThan(quality?.soundLostMs ?? 0);
  expect(seat.complaints).toEqual([]);
});
