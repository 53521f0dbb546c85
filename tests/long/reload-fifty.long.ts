import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { expect, it } from 'vitest';
import { openBrowser, openSeat } from '../support/browser-seat.ts';
import { talksByScreen } from '../support/browser-talk.ts';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

const RELOADS = 50;

it('has the seat back in talk within five seconds, fifty times, and never drops the customer', async () => {
  await buildUi();
  const center = await aCallCenter({ ringCycleMs: 5000, settings: { UI_ROOT: uiRoot } });
  const seat = await openSeat(await openBrowser({ toneHz: 880 }), center.url, '1001');
  seat.page.on('dialog', (dialog) => void dialog.accept());
  const { agentState, customer, callId } = await talksByScreen(center, seat, { toneHz: 440, limitSeconds: 1500 });

  const backMs: number[] = [];
  for (let reload = 1; reload <= RELOADS; reload += 1) {
    const reloadedAtMs = Date.now();
    await seat.page.reload();
    const back = await eventually(
      async () => (await center.events(callId)).filter(({ type }) => type === 'call.rejoined')[reload - 1],
      { withinMs: 60_000, what: `back in talk after reload ${reload}` },
    );
    backMs.push(back.atMs - reloadedAtMs);
    // The sound is there, not only the leg: the meter reads it.
    await seat.see('quality').waitFor();
    expect(await seat.see('quality').getAttribute('data-word')).not.toBe('lost');
    expect(await agentState()).toBe('talking');
  }
  const sorted = backMs.toSorted((a, b) => a - b);
  const [p50 = 0, p95 = 0] = [0.5, 0.95].map((share) => sorted[Math.ceil(RELOADS * share) - 1]);
  console.log(`back in talk after a reload, ${RELOADS} times: p50 ${p50} ms, p95 ${p95} ms, worst ${sorted.at(-1)} ms`);

  await seat.see('hang-up').click();
  expect(await customer.over, 'SIPp saw the whole call').toBe(0);
  await center.isQuiet();
  expect(p95).toBeLessThan(5000);
});
