import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { hasCallsInHand, servesAll, talksThrough } from '../support/calls-in-hand.ts';
import { signIn } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { type CallCenter, startCenter } from '../support/start-center.ts';
import { startTestStack, type TestStack } from '../support/test-stack.ts';

/** A store is back within seconds; on a busy machine it takes longer. */
const SETTLED_MS = 30_000;

// A stack of its own: the others' Redis and MariaDB are not ours to kill.
let stack: TestStack;
let center: CallCenter;
beforeAll(async () => {
  stack = await startTestStack();
  center = await startCenter(stack.addresses, { ready: ['1001', '1002'], ringCycleMs: 5000 });
  await center.open();
}, 120_000);
afterAll(async () => {
  await center?.close();
  await stack?.stop();
}, 120_000);

const bridgeOf = async (callId: string) => (await center.bridges()).find(({ id }) => id === `call-${callId}`);

it('goes on talking while Redis is killed, and finds everybody where they were when it is back', {
  timeout: 180_000,
}, async () => {
  onTestFailed(async () => console.error(await center.readLogs()));
  const seats = [await center.seat('1001'), await center.seat('1002')] as const;
  const calls = await hasCallsInHand(center, seats, 1);
  const expectTalk = await talksThrough(center, calls, () => stack.processes.redis.kill('SIGKILL'));
  const meanwhile = center.dial('4000', { from: '13800138004' });
  await meanwhile.hears('ringing');
  await expectTalk();
  await stack.processes.redis.restart();

  // Callers who arrived in the meantime are queued behind those who were there.
  const callIds = await eventually(
    async () => {
      const all = await center.callIds();
      return all.length === 4 ? all : null;
    },
    { withinMs: SETTLED_MS, what: 'the caller who came while Redis was away' },
  );
  await expectTalk();
  await eventually(() => seats.every(({ socket }) => socket.connected), { withinMs: SETTLED_MS });
  await servesAll(center, seats, { ...calls, waiting: [...calls.waiting, meanwhile], callIds });
});

it('accepts, rings and ends calls while MariaDB is down, and records them when it is back', {
  timeout: 180_000,
}, async () => {
  onTestFailed(async () => console.error(await center.readLogs()));
  const seats = [await center.seat('1001'), await center.seat('1002')];
  await Promise.all(seats.map((seat) => seat.is('ready', SETTLED_MS)));
  const offered = (callId: string) =>
    eventually(() => seats.find(({ desk }) => desk.offer?.callId === callId), {
      withinMs: SETTLED_MS,
      what: `a seat that rings for ${callId}`,
    });
  const dials = async (from: string) => {
    const count = (await center.callIds()).length;
    const caller = center.dial('4000', { from });
    const callId = (await center.callIds(count + 1))[count] ?? '';
    const seat = await offered(callId);
    expect(await seat.answersLatest()).toBe(callId);
    await caller.hears('answered');
    await seat.is('talking');
    return { caller, callId, seat };
  };
  const before = await dials('13800138011');
  const bridge = await bridgeOf(before.callId);

  await stack.processes.mariadb.kill('SIGKILL');
  const meanwhile = await dials('13800138012');
  expect(meanwhile.seat).not.toBe(before.seat);
  expect((await bridgeOf(before.callId))?.channels, 'the talk goes on').toEqual(bridge?.channels);
  await before.caller.hangsUp();
  await before.seat.is('wrapUp');
  await before.seat.wrapsUp();
  await before.seat.is('ready');
  const third = await dials('13800138013');
  expect(third.seat, 'a seat takes its next call').toBe(before.seat);
  await stack.processes.mariadb.restart();

  await Promise.all([meanwhile.caller.hangsUp(), third.caller.hangsUp()]);
  await Promise.all([meanwhile, third].map(({ seat }) => seat.wrapsUp()));
  await center.isQuiet();
  const callIds = [before, meanwhile, third].map(({ callId }) => callId);
  const records = await Promise.all(callIds.map((callId) => center.record(callId, (call) => call.isComplete)));
  expect(records).toMatchObject([{ outcome: 'answered' }, { outcome: 'answered' }, { outcome: 'answered' }]);
  expect((await signIn(center.url, '1010')).me, 'sign-in works').toMatchObject({ employeeNo: '1010' });
  const after = await dials('13800138001');
  await after.caller.hangsUp();
});
