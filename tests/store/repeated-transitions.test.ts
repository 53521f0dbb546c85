import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdCall, muteCall } from '../../server/src/telephony/hold/index.ts';
import { defineTransition } from '../../server/src/telephony/live-state/index.ts';
import { createMenuStore, type Step } from '../../server/src/telephony/menu/menu.store.ts';
import { expireWrapUp, finishWrapUp, writeNote } from '../../server/src/telephony/wrap-up/index.ts';
import { aLiveCenter, type LiveCenter } from '../support/live-center.ts';
import { theStack } from '../support/the-stack.ts';

const features = new URL('../../server/src/telephony/', import.meta.url);
const startRecording = defineTransition(new URL('recording/lua/start-recording.lua', features));

let center: LiveCenter;
beforeEach(async () => {
  center = await aLiveCenter({
    redisUrl: theStack().environment.REDIS_URL ?? '',
    queues: { service: { wrapUpLimitMs: 60_000 } },
  });
});
afterEach(async () => {
  await center.forgetAll();
  center.close();
});

/** A call that rings at seat 1001 under generation 1. */
async function ringing(): Promise<string> {
  await center.seat('1001');
  await center.agents.askState('1001', 'ready', '');
  const call = await center.arrive();
  await center.routing.queueCall(call, 'service');
  return call;
}
async function waiting(): Promise<string> {
  const call = await center.arrive();
  await center.routing.queueCall(call, 'service');
  return call;
}
async function talking(): Promise<string> {
  const call = await ringing();
  await center.routing.answerOffer(call, 1);
  return call;
}
async function inWrapUp(): Promise<string> {
  const call = await talking();
  await center.calls.endCall(call, { endedBy: 'customer' });
  return call;
}
const menuStep: Step = {
  menuId: 'main',
  version: 1,
  stepId: 'first',
  tries: 0,
  digits: '',
  waitMs: 15_000,
  speaks: true,
  digit: '',
  gain: {},
  exit: null,
};
const enterMenu = (call: string) => createMenuStore(center.state).move(call, { round: 0, digits: '' }, menuStep);
async function inMenu(): Promise<string> {
  const call = await center.arrive();
  await enterMenu(call);
  return call;
}

type Run = () => Promise<{ result: string } | object>;
const transitions: [name: string, prepare: () => Promise<Run>, first: string, second: string][] = [
  ['arrive-call', async () => () => center.arrive('c1').then(() => ({ result: 'arrived' })), 'arrived', 'arrived'],
  ['center-answer', () => center.arrive().then((call) => () => center.calls.centerAnswer(call)), 'greet', 'answered'],
  [
    'queue-call',
    () => center.arrive().then((call) => () => center.routing.queueCall(call, 'service')),
    'queued',
    'wrongState',
  ],
  ['answer-offer', () => ringing().then((call) => () => center.routing.answerOffer(call, 1)), 'answered', 'answered'],
  [
    'end-offer',
    () => ringing().then((call) => () => center.routing.endOffer(call, 1, 'ignored', 'expired')),
    'requeued',
    'stale',
  ],
  [
    'end-call while ringing',
    () => ringing().then((call) => () => center.calls.endCall(call, { endedBy: 'customer' })),
    'ended',
    'gone',
  ],
  [
    'end-call while talking',
    () => talking().then((call) => () => center.calls.endCall(call, { endedBy: 'agent' })),
    'ended',
    'gone',
  ],
  [
    'finish-wrap-up',
    () =>
      inWrapUp().then(
        (callId) => () =>
          finishWrapUp(center.state, { agentId: '1001', callId, categoryId: 'other', result: 'resolved', note: '' }),
      ),
    'finished',
    'notInWrapUp',
  ],
  [
    'finish-wrap-up by its limit',
    () => inWrapUp().then((call) => () => expireWrapUp(center.state, '1001', call)),
    'finished',
    'notInWrapUp',
  ],
  [
    'write-note',
    () =>
      talking().then(
        (call) => () => writeNote(center.state, '1001', call, { rev: 0, categoryId: '', result: '', note: 'half' }),
      ),
    'written',
    'behind',
  ],
  ['hold-call', () => talking().then((call) => () => holdCall(center.state, call, '1001', true)), 'held', 'unchanged'],
  [
    'hold-call, retrieved',
    async () => {
      const call = await talking();
      await holdCall(center.state, call, '1001', true);
      return () => holdCall(center.state, call, '1001', false);
    },
    'retrieved',
    'unchanged',
  ],
  ['mute-call', () => talking().then((call) => () => muteCall(center.state, call, '1001', true)), 'muted', 'muted'],
  [
    'start-recording',
    () => talking().then((call) => () => startRecording(center.state, call, 'r1', 1)),
    'started',
    'already',
  ],
  ['move-menu', () => center.arrive().then((call) => () => enterMenu(call)), 'moved', 'stale'],
  ['leave-menu', () => inMenu().then((call) => () => createMenuStore(center.state).leave(call)), 'left', 'left'],
  [
    'sign-in-seat',
    async () => () =>
      center.agents.signInSeat({ agentId: '1', name: '', teamId: '', teamName: '', queues: [], silentMs: 5000 }),
    'signedIn',
    'already',
  ],
  [
    'ask-state, ready',
    () => center.seat('1001').then(() => () => center.agents.askState('1001', 'ready', '')),
    'changed',
    'changed',
  ],
  [
    'ask-state, not ready in a call',
    () => talking().then(() => () => center.agents.askState('1001', 'notReady', 'break')),
    'pending',
    'pending',
  ],
  [
    'leave-unless-heard',
    () => center.seat('1001').then(() => () => center.agents.leaveUnlessHeard('1001')),
    'waits',
    'waits',
  ],
  [
    'seat-alive',
    () =>
      center.seat('1001').then(() => () => center.agents.seatAlive('1001', { isRegistered: false, isHeard: false })),
    'alive',
    'alive',
  ],
  [
    'check-life',
    async () => {
      await center.seat('1001');
      await center.agents.askState('1001', 'ready', '');
      await center.agents.seatAlive('1001', { isRegistered: false, isHeard: false });
      return () => center.agents.checkLife('1001');
    },
    'notReady',
    'fine',
  ],
  ['match-pool', () => ringing().then(() => () => center.routing.matchPool('service')), 'matched', 'matched'],
  ['withdraw-offer', () => ringing().then((call) => () => center.routing.withdrawOffer(call, 1)), 'requeued', 'stale'],
  ['look-again', () => waiting().then((call) => () => center.routing.lookAgain(call)), 'looked', 'looked'],
  [
    'regroup-queue',
    () => waiting().then(() => () => center.routing.regroupQueue('service').then(() => ({ result: 'regrouped' }))),
    'regrouped',
    'regrouped',
  ],
];

/** Everything the center keeps in Redis, but for what only tells that somebody asked. */
async function readAll(): Promise<Record<string, unknown>> {
  const { redis, keys } = center;
  const names = (await redis.keys(`${keys.base}*`)).sort();
  const entries = await Promise.all(
    names.map(async (name): Promise<[string, unknown]> => {
      switch (await redis.type(name)) {
        case 'hash': {
          const { seq: _, seen: __, ...fields } = await redis.hgetall(name);
          return [name, fields];
        }
        case 'set':
          return [name, (await redis.smembers(name)).sort()];
        case 'zset': {
          const members = await redis.zrange(name, 0, '-1');
          return [name, members];
        }
        case 'string':
          return [name, await redis.get(name)];
        default:
          return [name, await redis.xrange(name, '-', '+')];
      }
    }),
  );
  return Object.fromEntries(entries);
}

describe('a transition called twice', () => {
  it.each(transitions)('%s changes nothing the second time', async (_name, prepare, first, second) => {
    const run = await prepare();
    expect(await run()).toMatchObject({ result: first });
    const after = await readAll();
    expect(await run()).toMatchObject({ result: second });
    expect(await readAll()).toEqual(after);
  });

  it('identify-call leaves the caller as it was', async () => {
    const call = await center.arrive();
    const who = { e164: '+8613800138000', numberKind: 'mobile', shownNumber: '13800138000', tier: 'vip' };
    const identify = () => center.calls.identifyCall(call, { ...who, customerId: '7', customerName: '王芳' });
    await identify();
    const first = await center.calls.readCall(call);
    await identify();
    expect(await center.calls.readCall(call)).toEqual(first);
  });

  it('due-deadlines removes none of them', async () => {
    await center.redis.zadd(center.keys.deadlines, 1, 'greet:c9');
    expect((await center.routing.dueDeadlines()).members).toEqual(['greet:c9']);
    expect((await center.routing.dueDeadlines()).members).toEqual(['greet:c9']);
  });
});

it('makes no second call for a channel whose call has just ended', async () => {
  const call = await center.arrive();
  await center.calls.endCall(call, { endedBy: 'center' });
  const again = await center.calls.arriveCall({
    callId: 'second',
    channelId: `channel-${call}`,
    node: 'node1',
    hotline: '4000',
    callerNumber: '13800138000',
    canonicalNumber: '+8613800138000',
    ringCycleMs: 5000,
  });
  expect(again).toEqual({ result: 'known', callId: call });
  expect((await center.events()).filter(({ type }) => type === 'call.arrived')).toHaveLength(1);
});
