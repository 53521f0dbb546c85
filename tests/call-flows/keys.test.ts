import { makeTones } from '@sansheng/config/sound/sound';
import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';
import { aMenuEditor, toQueue } from '../support/menus.ts';
import { changeQueue } from '../support/queue-settings.ts';

/** The key 5 as a tone, and as much silence as makes a second. */
function toneOfFive(): Int16Array {
  const [low, high] = [770, 1336].map((hz) => makeTones(8000, [[hz, 200]]).samples) as [Int16Array, Int16Array];
  const samples = new Int16Array(8000);
  samples.set(low.map((one, i) => one + (high[i] ?? 0)));
  return samples;
}

it.each([
  ['event', '4111'],
  ['info', '4112'],
  ['both', '4113'],
  ['tone', '4114'],
] as const)('hears each key once when the trunk sends it by %s', async (way, hotline) => {
  const center = await aCallCenter({ ready: ['1001'], workers: false });
  const editor = await aMenuEditor(center);
  await editor.prompt('beep');
  await editor.hotline(hotline, {
    languages: ['zh'],
    firstStep: 'ask',
    fallbackQueueId: 'service',
    steps: [
      {
        kind: 'collect',
        stepId: 'ask',
        name: 'ask',
        prompts: ['beep'],
        what: 'accountNumber',
        minLength: 4,
        maxLength: 7,
        timeoutMs: 20_000,
        nextDigitMs: 5000,
        otherwise: toQueue('service'),
        next: toQueue('service'),
      },
    ],
  });
  const caller = center.dial(hotline, way === 'tone' ? { samples: toneOfFive(), offersKeys: false } : {});
  await caller.hears('answered');
  if (way !== 'tone') caller.press('1223334', way);
  const [callId = ''] = await center.callIds(1);
  const collected = await eventually(async () =>
    (await center.events(callId)).flatMap((event) => (event.type === 'call.digitsCollected' ? [event.data] : [])).at(0),
  );
  expect(collected.digits).toBe(way === 'tone' ? '5555555' : '1223334');
  await caller.hangsUp();
});

it.each(['event', 'both'] as const)(
  'takes no key of the menu for the key of the queue behind it (sent by %s), and that key once it is named',
  async (way) => {
    const center = await aCallCenter({ ringCycleMs: 5000, workers: false });
    await changeQueue(center, 'service', { announceEverySeconds: 4 });
    const caller = center.dial('4001', { from: '13800138077' });
    await caller.hears('answered');
    const [callId = ''] = await center.callIds(1);
    const happened = async (type: string) => (await center.events(callId)).some((event) => event.type === type);
    caller.press('1', way);
    await center.queuedCallIds(1);
    caller.press('1', way);
    await eventually(() => happened('waiting.announced'), { what: 'the words that name the key' });
    expect(await happened('callback.requested')).toBe(false);
    caller.press('1', way);
    await eventually(() => happened('callback.requested'));
    await caller.hangsUp();
  },
);
