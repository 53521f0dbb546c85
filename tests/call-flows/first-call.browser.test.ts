import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describeSound } from '@sansheng/config/sound/describe-sound';
import { type Sound } from '@sansheng/shared/wav';
import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { expect, it, onTestFinished } from 'vitest';
import { decodeRecording, openBrowser, openSeat } from '../support/browser-seat.ts';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';
import { dialWithSipp } from '../support/sipp-caller.ts';
import { theStack } from '../support/the-stack.ts';

/** Four seconds of 16-bit sound at 8 kHz. */
const TALK_BYTES = 64_000;

/** One second from the middle, where both were talking. */
function middleOf({ rate, samples }: Sound): Sound {
  const from = Math.max(0, Math.floor(samples.length / 2 - rate / 2));
  return { rate, samples: samples.slice(from, from + rate) };
}

it('takes a call from SIPp to a seat in the browser: screen-pop, answer, sound both ways, record, recording', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await aCallCenter({ ringCycleMs: 5000, settings: { UI_ROOT: uiRoot } });
  const seat = await openSeat(await openBrowser({ toneHz: 880 }), center.url, '1001');
  const agentState = () => seat.see('agent-state').getAttribute('data-state');
  await seat.see('go-not-ready').waitFor();
  await seat.see('go-ready').click();
  await eventually(async () => (await agentState()) === 'ready', { withinMs: 20_000, what: 'ready on the screen' });

  const dialledAtMs = Date.now();
  const customer = await dialWithSipp(theStack(), '4000', { from: '13800138000', toneHz: 440 });
  onTestFinished(() => customer.stop());

  // The caller is on the screen while it rings.
  await seat.see('ring-panel').waitFor();
  await eventually(async () => (await seat.see('screen-pop-name').textContent())?.includes('王芳'));
  await seat.see('screen-pop-tier').waitFor();
  expect(await seat.see('ring-count').textContent()).toBe('1');
  const [callId = ''] = await center.callIds(1);
  expect((await center.events(callId)).map(({ type }) => type)).not.toContain('call.answered');
  const seenAtMs = Date.now();

  await seat.see('answer').click();
  await eventually(async () => (await agentState()) === 'talking', { what: 'talking on the screen' });
  const answeredAtMs = Date.now();
  const started = await eventually(async () =>
    (await center.events(callId)).find((event) => event.type === 'recording.started'),
  );
  const leg = join(center.env.RECORDING_SPOOL ?? '', started.data.customerFile);
  await eventually(async () => (await stat(leg)).size > TALK_BYTES, { what: 'four seconds of talk' });
  await seat.see('hang-up').click();
  const endedAtMs = Date.now();
  expect(await customer.over, 'SIPp saw the whole call').toBe(0);

  await seat.see('wrap-up-category').click();
  await seat.page.keyboard.press('Enter');
  await seat.page.getByText('已解决', { exact: true }).click();
  await seat.see('wrap-up-done').click();
  await eventually(async () => (await agentState()) === 'ready', { what: 'ready again on the screen' });
  await center.isQuiet();

  const record = await center.record(callId, (call) => call.isComplete && call.recordingState === 'ready');
  expect(record).toMatchObject({
    outcome: 'answered',
    endedBy: 'agent',
    agentId: '1001',
    queueId: 'service',
    customerName: '王芳',
    withinThreeRings: true,
    rings: 1,
  });
  expect(record.arrivedAtMs).toBeGreaterThanOrEqual(dialledAtMs);
  expect(record.arrivedAtMs).toBeLessThan(seenAtMs);
  expect(Math.abs((record.answeredAtMs ?? 0) - answeredAtMs)).toBeLessThan(1000);
  expect(Math.abs((record.endedAtMs ?? 0) - endedAtMs)).toBeLessThan(1000);
  expect(Math.abs((record.talkMs ?? 0) - (endedAtMs - answeredAtMs))).toBeLessThan(1000);
  expect(Math.abs((record.recording?.durationMs ?? 0) - (record.talkMs ?? 0))).toBeLessThan(1000);
  expect(record.recording?.sha256).toMatch(/^[0-9a-f]{64}$/);

  const [agent, other] = await decodeRecording(seat.page, `/api/v1/recordings/${record.recordingId}/audio`);
  expect(describeSound(middleOf(agent)), 'the seat on the left').toEqual({ kind: 'tone', hz: 880 });
  expect(describeSound(middleOf(other)), 'the customer on the right').toEqual({ kind: 'tone', hz: 440 });
  expect(seat.complaints).toEqual([]);
});
