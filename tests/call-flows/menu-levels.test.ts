import { expect, it } from 'vitest';
import { aCallCenter, type CallCenter } from '../support/call-center.ts';
import { CustomerPhone } from '../support/customer-phone.ts';
import { eventually } from '../support/eventually.ts';
import { aMenuEditor, choice, playedIn, stepOf, tone, toQueue, toStep, uploadPrompt } from '../support/menus.ts';
import { theStack } from '../support/the-stack.ts';

const whole = { languages: ['zh' as const], firstStep: 'main', fallbackQueueId: 'service' };

async function dialled(center: CallCenter, number: string) {
  const before = (await center.callIds()).length;
  const caller = center.dial(number, { from: '13912345678' });
  await caller.hears('answered');
  const callId = (await center.callIds(before + 1))[before] ?? '';
  const isAt = (step: string) =>
    eventually(async () => (await stepOf(center, callId)) === step, { what: `step ${step}` });
  return { caller, callId, isAt };
}

it('leads from level to level and back, and into a queue with the priority of the choice', async () => {
  const center = await aCallCenter({ ready: ['6001'] });
  const editor = await aMenuEditor(center);
  await editor.prompt('beep');
  await editor.hotline('4101', {
    ...whole,
    steps: [
      choice('main', {
        choices: [
          { digit: '1', to: toQueue('service') },
          { digit: '3', to: toStep('more') },
        ],
      }),
      choice('more', {
        choices: [
          { digit: '2', to: toQueue('complaints', { priority: 9 }) },
          { digit: '*', to: toStep('main') },
        ],
      }),
    ],
  });
  const { caller, callId, isAt } = await dialled(center, '4101');
  await isAt('main');
  caller.press('3');
  await isAt('more');
  caller.press('*');
  await isAt('main');
  caller.press('32');
  expect(await (await center.seat('6001')).answers()).toBe(callId);
  const events = await center.events(callId);
  expect(events.filter(({ type }) => type === 'call.menuStepEntered').map(({ data }) => data)).toMatchObject(
    ['main', 'more', 'main', 'more'].map((step) => ({ step, version: 1 })),
  );
  expect(events.find(({ type }) => type === 'routing.callQueued')?.data).toEqual({
    queueId: 'complaints',
    priority: 9,
  });
  await caller.hangsUp();
  await center.isQuiet();
  expect(await center.record(callId)).toMatchObject({ hotline: '4101', queueId: 'complaints', outcome: 'answered' });
});

it('goes on by itself after its rounds of silence, with a hint after a wrong key', async () => {
  const center = await aCallCenter({ ready: ['6001'], workers: false });
  const editor = await aMenuEditor(center);
  await editor.prompt('beep');
  await editor.prompt('wrong-key');
  await uploadPrompt(center.url, editor.admin, 'wrong-key', 'zh', tone(20_000));
  await editor.hotline('4102', {
    ...whole,
    steps: [
      choice('main', {
        timeoutMs: 1500,
        rounds: 3,
        choices: [{ digit: '1', to: toQueue('service') }],
        wrongKeyPrompts: ['wrong-key'],
        otherwise: toQueue('complaints'),
      }),
    ],
  });
  const { callId, caller } = await dialled(center, '4102');
  // The first round ends in silence.
  await eventually(async () => (await center.redis.hget(center.keys.call(callId), 'menuRound')) === '2');
  caller.press('8');
  await eventually(async () => ((await playedIn(center, callId, 3)) ?? '').includes('wrong-key'), {
    what: 'the word about the wrong key',
  });
  caller.press('8');
  expect(await (await center.seat('6001')).answers()).toBe(callId);
  const chosen = (await center.events(callId)).find(({ type }) => type === 'call.menuChosen');
  expect(chosen?.data).toMatchObject({ queueId: 'complaints', digit: '8' });
});

it('says goodbye and hangs up, or continues as another hotline', async () => {
  const center = await aCallCenter({ ready: ['6001'], workers: false });
  const editor = await aMenuEditor(center);
  await editor.prompt('beep');
  await editor.hotline('4103', {
    ...whole,
    steps: [
      { kind: 'say', stepId: 'main', name: 'welcome', prompts: ['beep'], next: toStep('choose') },
      choice('choose', {
        choices: [
          { digit: '1', to: { kind: 'number', number: '4002' } },
          { digit: '2', to: { kind: 'number', number: '4001' } },
          { digit: '9', to: { kind: 'hangUp', prompts: ['beep'] } },
        ],
      }),
    ],
  });
  const leaving = await dialled(center, '4103');
  await leaving.isAt('choose');
  leaving.caller.press('9');
  expect(await leaving.caller.isOver()).toMatchObject({ kind: 'ended', by: 'them' });
  const ended = (await center.events(leaving.callId)).find(({ type }) => type === 'call.ended');
  expect(ended?.data).toMatchObject({ endedBy: 'center', why: 'menu' });

  // Through the menu of another hotline, which is menu `main`.
  const through = await dialled(center, '4103');
  await through.isAt('choose');
  through.caller.press('2');
  await through.isAt('main');
  through.caller.press('2');
  expect(await (await center.seat('6001')).answers()).toBe(through.callId);
  await through.caller.hangsUp();
  await (await center.seat('6001')).wrapsUp();

  const other = await dialled(center, '4103');
  await other.isAt('choose');
  other.caller.press('1');
  expect(await (await center.seat('6001')).answers(2)).toBe(other.callId);
});

it('loses no caller when the server dies in the menu', async () => {
  const center = await aCallCenter({ ready: ['1001'], workers: false });
  const editor = await aMenuEditor(center);
  await editor.prompt('beep');
  await editor.hotline('4104', {
    ...whole,
    steps: [
      choice('main', { choices: [{ digit: '3', to: toStep('more') }] }),
      choice('more', { timeoutMs: 3000, rounds: 1, choices: [{ digit: '1', to: toQueue('service') }] }),
    ],
  });
  const { caller, callId, isAt } = await dialled(center, '4104');
  caller.press('3');
  await isAt('more');
  await center.server.kill('SIGKILL');
  await center.startServer();
  // Its time-out stood in Redis all the while.
  await eventually(
    async () => ['waiting', 'offered'].includes((await center.redis.hget(center.keys.call(callId), 'state')) ?? ''),
    {
      what: 'the queue the menu leads to by itself',
    },
  );
});

it('leads to an outside number, and to its fallback queue when that number does not answer', async () => {
  const center = await aCallCenter({ ready: ['1001'] });
  const phone = await CustomerPhone.open(theStack().customerPort);
  const editor = await aMenuEditor(center);
  await editor.prompt('beep');
  const outside = { kind: 'outside' as const, number: '02187654321' };
  await editor.hotline('4108', { ...whole, steps: [choice('main', { choices: [{ digit: '1', to: outside }] })] });
  const taken = await dialled(center, '4108');
  await taken.isAt('main');
  taken.caller.press('1');
  const ring = await phone.rings();
  expect(ring.to).toBe('02187654321');
  ring.answer();
  await eventually(() => taken.caller.sound.kind === 'tone', { what: 'the tone of the outside number' });
  await taken.caller.hangsUp();
  await eventually(() => ring.isOver);
  expect(await center.record(taken.callId)).toMatchObject({ outcome: 'sentAway', endWhy: 'forwarded', entries: [] });

  const refused = await dialled(center, '4108');
  await refused.isAt('main');
  refused.caller.press('1');
  (await phone.rings(2)).refuse(486);
  expect(await (await center.seat('1001')).answers()).toBe(refused.callId);
  await refused.caller.hangsUp();
  await center.isQuiet();
  const record = await center.record(refused.callId);
  expect(record).toMatchObject({ outcome: 'answered', queueId: 'service' });
  expect(record.entries).toMatchObject([{ queueId: 'service', left: 'answered' }]);
});
