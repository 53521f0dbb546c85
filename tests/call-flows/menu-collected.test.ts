import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { eventually } from '../support/eventually.ts';
import { aMenuEditor, choice, type Draft, playedIn, stepOf, toQueue, toStep } from '../support/menus.ts';

const collecting = (what: 'customerNumber' | 'accountNumber', next: object): Draft => ({
  languages: ['zh'],
  firstStep: 'ask',
  fallbackQueueId: 'service',
  steps: [
    {
      kind: 'collect',
      stepId: 'ask',
      name: 'ask',
      prompts: ['beep'],
      what,
      minLength: 4,
      maxLength: 12,
      timeoutMs: 20_000,
      nextDigitMs: 3000,
      otherwise: toQueue('service'),
      next: next as ReturnType<typeof toQueue>,
    },
  ],
});

it('shows the seat the number that the caller keyed in, and its customer', async () => {
  const center = await aCallCenter({ ready: ['1001'] });
  const editor = await aMenuEditor(center);
  await editor.prompt('beep');
  await editor.hotline('4111', collecting('accountNumber', toQueue('service')));
  const caller = center.dial('4111', { from: '13912345678' });
  await caller.hears('answered');
  caller.press('8800000000#');
  const seat = await center.seat('1001');
  const callId = await seat.answers();
  const { pop } = await eventually(() => seat.pops.at(-1), { what: 'the screen' });
  expect(pop).toMatchObject({
    callId,
    lookup: 'known',
    customer: { name: '王芳', tier: 'vip' },
    collected: [{ what: 'accountNumber', digits: '8800000000' }],
    language: null,
  });
  await caller.hangsUp();
  const record = await center.record(callId);
  expect(record).toMatchObject({ customerName: '王芳', queueId: 'service' });
  expect(record.timeline.find(({ type }) => type === 'call.digitsCollected')?.data).toEqual({
    menu: 'of-4111',
    step: 'ask',
    what: 'accountNumber',
    digits: '8800000000',
  });
});

it('accepts a number after a pause, asks again if it is too short, and shows one that is unknown', async () => {
  const center = await aCallCenter({ ready: ['1001'], workers: false });
  const editor = await aMenuEditor(center);
  await editor.prompt('beep');
  await editor.hotline('4112', collecting('customerNumber', toQueue('service')));
  const caller = center.dial('4112', { from: '13912345678' });
  await caller.hears('answered');
  caller.press('12#');
  const [callId = ''] = await center.callIds(1);
  await eventually(async () => (await center.redis.hget(center.keys.call(callId), 'menuTries')) === '2', {
    what: 'the question asked again',
  });
  caller.press('99999999');
  const seat = await center.seat('1001');
  expect(await seat.answers()).toBe(callId);
  const { pop } = await eventually(() => seat.pops.at(-1), { what: 'the screen' });
  expect(pop).toMatchObject({ lookup: 'unknown', customer: null, collected: [{ digits: '99999999' }] });
});

it('uses the chosen language, and gives the caller a seat that speaks it', async () => {
  const center = await aCallCenter({ workers: false });
  const editor = await aMenuEditor(center);
  await editor.prompt('beep');
  await editor.skill('1002', 'english');
  for (const agentId of ['1001', '1002']) await (await center.seat(agentId)).goesReady();
  await editor.hotline('4113', {
    languages: ['zh', 'en'],
    firstStep: 'language',
    fallbackQueueId: 'service',
    steps: [
      {
        kind: 'language',
        stepId: 'language',
        name: 'language',
        prompts: ['beep'],
        timeoutMs: 20_000,
        choices: [
          { digit: '1', language: 'zh' },
          { digit: '2', language: 'en', need: { skill: 'english', level: 3 } },
        ],
        next: toStep('main'),
        otherwise: toStep('main'),
      },
      choice('main', { prompts: ['menu'], choices: [{ digit: '1', to: toQueue('service') }] }),
    ],
  });
  const caller = center.dial('4113');
  await caller.hears('answered');
  const [callId = ''] = await center.callIds(1);
  caller.press('2');
  await eventually(async () => (await stepOf(center, callId)) === 'main', { what: 'the next step' });
  expect(await eventually(() => playedIn(center, callId, 2))).toBe('sound:sansheng/en/menu');
  caller.press('1');
  const seat = await center.seat('1002');
  expect(await seat.answers()).toBe(callId);
  expect((await center.seat('1001')).phone.calls).toEqual([]);
  expect(seat.pops.at(-1)?.pop).toMatchObject({ language: 'en' });
});
