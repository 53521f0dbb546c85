import { describeSound } from '@sansheng/config/sound/describe-sound';
import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { expect, it, onTestFinished } from 'vitest';
import { decodeRecording, openBrowser, openSeat } from '../support/browser-seat.ts';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';
import { dialWithSipp } from '../support/sipp-caller.ts';
import { theStack } from '../support/the-stack.ts';

it('checks a phone through the echo of Asterisk, and changes devices before and during a call', {
  timeout: 300_000,
}, async () => {
  await buildUi();
  const center = await aCallCenter({ ringCycleMs: 5000, settings: { UI_ROOT: uiRoot } });
  const seat = await openSeat(await openBrowser({ toneHz: 880 }), center.url, '1001');
  const { page } = seat;
  const see = (testId: string) => seat.see(testId);
  const openDevices = () => see('devices').click();
  /** Escape may mean the list of devices that is just closing. */
  const closeDevices = async () => {
    await page.locator('.ant-drawer-close').click();
    await page.locator('.ant-drawer-mask').waitFor({ state: 'hidden' });
  };
  const choose = async (use: string, label: string) => {
    await see(`device-${use}`).click();
    await page.locator('.ant-select-dropdown:visible').getByText(label, { exact: true }).click();
  };
  await openDevices();
  await see('phone-check-start').click();
  await see('phone-check-result').waitFor({ timeout: 30_000 });
  expect(await see('phone-check-result').innerText()).toContain('声音传到中心并传了回来');
  expect(await see('phone-check-result').innerText()).toContain('麦克风音量合适');
  // The echo was no call: nothing of it is left, and no event tells of it.
  await eventually(async () => (await center.channels()).length === 0, { what: 'the echo gone' });
  expect((await center.events()).filter(({ callId }) => callId !== '')).toEqual([]);

  await choose('microphone', 'Fake Audio Input 1');
  await eventually(async () => (await see('microphone-in-use').innerText()) === 'Fake Audio Input 1');
  await choose('ringer', 'Fake Audio Output 2');
  await closeDevices();
  // Remembered by the browser.
  await page.reload();
  await openDevices();
  await eventually(async () => (await see('microphone-in-use').innerText()) === 'Fake Audio Input 1');
  expect(await see('device-ringer').innerText()).toBe('Fake Audio Output 2');
  await closeDevices();

  await see('go-ready').click();
  const agentState = () => see('agent-state').getAttribute('data-state');
  await eventually(async () => (await agentState()) === 'ready', { what: 'ready on the screen' });
  const customer = await dialWithSipp(theStack(), '4000', { toneHz: 440, limitSeconds: 300 });
  onTestFinished(() => customer.stop());
  await see('answer').click();
  // How good it is on a busy machine is not asked here.
  const isHeard = async () => (await see('quality').getAttribute('data-word')) !== 'lost';
  await eventually(isHeard, { withinMs: 20_000, what: 'good sound' });
  await openDevices();
  expect(await see('phone-check-start').isDisabled(), 'no check during a call').toBe(true);
  await choose('microphone', 'Fake Audio Input 2');
  await eventually(async () => (await see('microphone-in-use').innerText()) === 'Fake Audio Input 2');
  await closeDevices();
  await eventually(isHeard, { withinMs: 20_000, what: 'good sound after the change' });
  await see('hang-up').click();
  expect(await customer.over, 'SIPp saw the whole call').toBe(0);
  const [callId = ''] = await center.callIds(1);
  const record = await center.record(callId, (call) => call.recordingState === 'ready');
  const [{ rate, samples }] = await decodeRecording(page, `/api/v1/recordings/${record.recordingId}/audio`);
  const end = { rate, samples: samples.slice(-rate * 2, -rate) };
  const sound = describeSound(end);
  // A busy machine leaves gaps in the tone; it is still this one.
  const hz = sound.kind === 'tone' ? sound.hz : sound.kind === 'sound' ? sound.loudestHz : null;
  expect(hz, 'the seat is heard with its new microphone').toBe(880);
  expect(seat.complaints).toEqual([]);
});
