import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { expect, it } from 'vitest';
import { type BrowserSeat, openBrowser, openSeat } from '../support/browser-seat.ts';
import { aCallCenter } from '../support/call-center.ts';
import { CustomerPhone } from '../support/customer-phone.ts';
import { eventually } from '../support/eventually.ts';
import { areTogether, hasCall, ringsAt, takesPart } from '../support/talks.ts';
import { theStack } from '../support/the-stack.ts';

const isState = (seat: BrowserSeat, state: string) =>
  eventually(async () => (await seat.see('agent-state').getAttribute('data-state')) === state, {
    withinMs: 20_000,
    what: `${state} on the screen`,
  });

it('can be done on the screen, by mouse and keyboard; the seat is heard only by those it talks with', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await aCallCenter({ notReady: ['1002', '1003'], ringCycleMs: 5000, settings: { UI_ROOT: uiRoot } });
  const [second, third] = [await center.seat('1002'), await center.seat('1003')];
  const phone = await CustomerPhone.open(theStack().customerPort);
  const seat = await openSeat(await openBrowser({ toneHz: 880 }), center.url, '1001');
  const { page } = seat;
  const see = (testId: string) => seat.see(testId);
  await see('go-ready').click();
  await isState(seat, 'ready');
  const caller = center.dial('4000', { toneHz: 440 });
  await see('answer').click();
  await isState(seat, 'talking');
  const [callId = ''] = await center.callIds(1);
  await eventually(() => caller.sound.kind === 'tone' && caller.sound.hz === 880, { what: 'the seat in the ear' });

  // By keyboard: consult, type who, Enter.
  await page.keyboard.press('Alt+KeyC');
  await see('target-1002').waitFor();
  await page.keyboard.type('1002');
  await page.keyboard.press('Enter');
  await see('consultation').waitFor();
  (await ringsAt(second)).answer();
  await takesPart(second, callId, 'consult');
  await see('complete').waitFor();
  expect(await see('hang-up').isDisabled(), 'nothing that could be meant twice').toBe(true);
  expect(await see('hold').isDisabled()).toBe(true);
  await see('give-up').click();
  await see('consultation').waitFor({ state: 'detached' });
  await areTogether(center, callId, ['1', 'customer']);

  // A number is consulted: it hears the seat, the customer hears music, and neither hears the other.
  await see('consult').click();
  await see('target-numbers').click();
  await see('target-text').fill('139 0013 9000');
  await see('target-text').press('Enter');
  (await phone.rings()).answer();
  await see('complete').waitFor();
  const hears = (hz: number) =>
    eventually(
      () => {
        const { sound } = phone;
        return sound.kind === 'tone' && sound.hz === hz;
      },
      { what: `${hz} Hz at the number`, everyMs: 500 },
    );
  await hears(880);
  await eventually(() => caller.sound.kind === 'sound', { what: 'music for the customer' });
  await page.keyboard.press('Alt+KeyS');
  await eventually(async () => (await see('consultation').getAttribute('data-state')) === 'held');
  await eventually(() => caller.sound.kind === 'tone' && caller.sound.hz === 880, { what: 'the seat in the ear' });
  await see('join').click();
  await see('parties').waitFor();
  await eventually(() => caller.sound.kind !== 'silence', { what: 'both in the ear' });

  // A seat comes in and the number is dropped; the seat on the screen leaves, and the call goes on.
  await see('addParty').click();
  await see('target-1003').click();
  (await ringsAt(third)).answer();
  await takesPart(third, callId, 'conference');
  await see('drop-13900139000').click();
  await eventually(() => phone.calls[0]?.isOver === true, { what: 'the number hung up' });
  await see('leave').click();
  await isState(seat, 'wrapUp');
  await hasCall(third, callId);

  // Handed back: the seat that writes the call up is rung for it, is told why, and has it again.
  await third.does('transfer.handBack', { callId });
  await see('ring-asked').waitFor();
  await see('answer').click();
  await isState(seat, 'talking');
  await see('transfer').click();
  await see('target-queues').click();
  await see('target-queue-complaints').click();
  await isState(seat, 'wrapUp');
  await eventually(async () => (await center.redis.zcard(center.keys.waiting('complaints'))) === 1);
  await caller.hangsUp();
  await center.isQuiet();
  expect(seat.complaints).toEqual([]);
});
