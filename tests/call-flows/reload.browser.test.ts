import { readFile } from 'node:fs/promises';
import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { expect, it } from 'vitest';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { talksByScreen } from '../support/browser-talk.ts';
import { aCallCenter, type CallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';
import { toSeat } from '../support/talks.ts';

/** A busy machine may take longer to load a page than a silent seat is waited for. */
const settings = { UI_ROOT: uiRoot, SEAT_SILENT_MS: '60000' };
const logOf = ({ serverLog }: CallCenter) => readFile(serverLog, 'utf8');
const rungAgain = (log: string, callId: string): boolean =>
  log.split('\n').some((line) => line.includes('rung again, its phone is back') && line.includes(callId));
/** Both seats are in it. */
const isTalkOf =
  (callId: string) =>
  ({ id, channels }: { id: string; channels: string[] }): boolean =>
    id === `call-${callId}` && channels.filter((channel) => channel.startsWith('seat-')).length === 2;

it('rings again on a page that was reloaded while ringing, and Answer connects', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await aCallCenter({ ringCycleMs: 10_000, settings });
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
    { withinMs: 30_000, what: 'the second ring' },
  );
  await seat.see('answer').click();
  await caller.hears('answered');
  await seat.see('hang-up').waitFor();
  await seat.see('hang-up').click();
  const record = await center.record(callId);
  expect(record.offers.map(({ result }) => result)).toEqual(['withdrawn', 'answered']);
});

it('rings again on the page that was loaded anew while its seat was asked for by name: to be consulted, or called', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await aCallCenter({ ready: ['1002'], ringCycleMs: 10_000, settings });
  const asking = await center.seat('1002');
  const seat = await openSeat(await openBrowser({ toneHz: 880 }), center.url, '1001');
  seat.page.on('dialog', (dialog) => void dialog.accept());
  await eventually(
    async () => (await center.redis.hmget(center.keys.agent('1001'), 'registered', 'microphone')).join() === '1,1',
    { withinMs: 60_000, what: 'phone and microphone' },
  );
  const answersAfterReload = async (callId: string) => {
    await seat.see('ring-panel').waitFor();
    await seat.page.reload();
    await eventually(async () => rungAgain(await logOf(center), callId), {
      withinMs: 30_000,
      what: 'the second ring',
    });
    await seat.see('answer').click();
    await eventually(async () => (await center.bridges()).some(isTalkOf(callId)), {
      what: 'the talk',
      withinMs: 20_000,
    });
    await seat.see('hang-up').waitFor();
  };

  // Last: a phone without sound is given up by Asterisk after 30 s.
  const caller = center.dial('4000');
  const consulted = await asking.answers();
  await caller.hears('answered');
  await asking.does('consult.start', { callId: consulted, to: toSeat('1001') });
  await answersAfterReload(consulted);
  await asking.does('consult.giveUp', { callId: consulted });
  await asking.does('call.hangUp', { callId: consulted });
  await asking.wrapsUp();
  const record = await center.record(consulted, (call) => call.isComplete);
  expect(record.legs.map(({ who, role, end }) => [who, role, end])).toEqual([
    ['1002', 'answer', 'callEnded'],
    ['1001', 'consult', 'gaveUp'],
  ]);

  const { callId } = (await asking.does('call.dialColleague', { employeeNo: '1001' })) as { callId: string };
  await asking.answersLatest();
  await answersAfterReload(callId);
  await seat.see('hang-up').click();
  expect(await center.record(callId)).toMatchObject({ direction: 'internal', outcome: 'answered' });
  await center.isQuiet();
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
