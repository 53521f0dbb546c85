import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { expect, it } from 'vitest';
import { type BrowserSeat, openBrowser, openSeat, tonesHeard } from '../support/browser-seat.ts';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';

const [CUSTOMER, SEAT, LEAD] = [440, 880, 1320];
const all = [CUSTOMER, SEAT, LEAD];

it('lets a lead help a seat: heard by nobody, by the seat only, by everybody, and finally taking over', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await aCallCenter({ ringCycleMs: 4000, workers: false, settings: { UI_ROOT: uiRoot } });
  const seat = await openSeat(await openBrowser({ toneHz: SEAT }), center.url, '1001', '/', { leavesMessages: true });
  const lead = await openSeat(await openBrowser({ toneHz: LEAD }), center.url, '2001', '/live');
  await seat.see('go-ready').click();
  const caller = center.dial('4000', { toneHz: CUSTOMER });
  await seat.see('answer').click();
  await seat.see('talking-panel').waitFor();

  const hears = ({ page }: BrowserSeat, who: string, tones: number[]) =>
    eventually(
      async () => {
        const heard = await tonesHeard(page, all);
        if (heard.join() !== tones.join()) throw new Error(`${who} hears ${heard.join()} and not ${tones.join()}`);
        return true;
      },
      { withinMs: 15_000 },
    );
  const customerHears = (hz: number) =>
    eventually(() => caller.sound.kind === 'tone' && caller.sound.hz === hz, {
      withinMs: 15_000,
      what: `${hz} Hz and nothing else at the customer, who hears ${JSON.stringify(caller.sound)}`,
    });
  await customerHears(SEAT);

  // Asked for, seen, listened in by one click.
  await seat.see('help-ask').click();
  await seat.page.keyboard.type('angry');
  await seat.see('help-send').click();
  await seat.see('help-asked').waitFor();
  await lead.see('help-of-1001').waitFor();
  await lead.see('help-listen-1001').click();
  await lead.page.locator('[data-testid=coaching-panel][data-role=listen]').waitFor();
  await eventually(async () => (await seat.see('help-asked').textContent())?.includes('2001'));
  const seatSees = (role: string) => seat.page.locator(`[data-testid=coached][data-role=${role}]`).waitFor();
  await seatSees('listen');
  await hears(lead, 'the lead', [CUSTOMER, SEAT]);
  await hears(seat, 'the seat', [CUSTOMER]);
  await customerHears(SEAT);

  await lead.see('coach-whisper').click();
  await seatSees('whisper');
  await hears(seat, 'the seat', [CUSTOMER, LEAD]);
  await hears(lead, 'the lead', [CUSTOMER, SEAT]);
  await customerHears(SEAT);
  // On hold the customer hears music, and neither of them.
  await seat.see('hold').click();
  await hears(lead, 'the lead', [SEAT]);
  await eventually(() => caller.sound.kind === 'sound', { withinMs: 15_000, what: 'music' });
  await seat.see('hold').click();
  await customerHears(SEAT);

  await lead.see('coach-barge').click();
  await hears(seat, 'the seat', [CUSTOMER, LEAD]);
  await hears(lead, 'the lead', [CUSTOMER, SEAT]);
  // Not the same loud: each browser levels its microphone by itself.
  await eventually(() => caller.hasTone(SEAT) && caller.hasTone(LEAD), {
    withinMs: 15_000,
    what: 'both at the customer',
  });

  await lead.see('coach-listen').click();
  await hears(seat, 'the seat', [CUSTOMER]);
  await customerHears(SEAT);

  // What the lead says to everybody lies open at the seat until it is read.
  await lead.see('message-write').click();
  const words = `大家辛苦了 ${Date.now()}`;
  await lead.see('message-text').fill(words);
  await lead.see('message-send').click();
  const note = seat.page.locator('.message-note', { hasText: words });
  await note.waitFor();
  await note.getByRole('button').click();
  await note.waitFor({ state: 'detached' });
  await lead.page.getByText('1/', { exact: false }).first().waitFor();
  await lead.page.keyboard.press('Escape');

  await lead.see('coach-take-over').click();
  await lead.page.locator('.ant-modal-confirm-btns .ant-btn-primary').click();
  await lead.see('coaching-panel').waitFor({ state: 'detached' });
  await lead.see('talking-panel').waitFor();
  await seat.see('coached').waitFor({ state: 'detached' });
  await customerHears(LEAD);
  await hears(lead, 'the lead', [CUSTOMER]);
  await seat.see('wrap-up-panel').waitFor();
  await caller.hangsUp();
  await center.isQuiet();
  expect([...seat.complaints, ...lead.complaints]).toEqual([]);
});
