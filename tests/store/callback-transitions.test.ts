import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CallbackStore, createCallbackStore } from '../../server/src/telephony/callback/callback.store.ts';
import { createWaitingStore } from '../../server/src/telephony/waiting/waiting.store.ts';
import { aLiveCenter, type LiveCenter } from '../support/live-center.ts';
import { theStack } from '../support/the-stack.ts';

const GOODBYE_MS = 20_000;
const NO_ANSWER = { cause: 19, maxTries: 2, retryMs: 60_000 };

let center: LiveCenter;
let callbacks: CallbackStore;
beforeEach(async () => {
  center = await aLiveCenter({ redisUrl: theStack().environment.REDIS_URL ?? '' });
  callbacks = createCallbackStore(center.state);
  await center.redis.hset(center.keys.queue('service'), { announceEveryMs: 30_000, oldPlaceMs: 300_000 });
});
afterEach(async () => {
  await center.forgetAll();
  center.close();
});

/** A caller who hears the center and waits. Each has a number of its own. */
async function waiting(): Promise<string> {
  const call = await center.arrive();
  await center.redis.hset(center.keys.call(call), 'canonical', `+861380013${call.slice(1).padStart(4, '0')}`);
  await center.calls.centerAnswer(call);
  await center.routing.queueCall(call, 'service');
  return call;
}
const hangUp = (call: string) => center.calls.endCall(call, { endedBy: 'customer' });
/** A callback in the queue; its caller has hung up. */
async function placed(callbackId = 'cback1'): Promise<{ call: string; callbackId: string }> {
  const call = await waiting();
  await callbacks.requestCallback(call, callbackId, GOODBYE_MS, '');
  await hangUp(call);
  return { call, callbackId };
}
/** The seat is on the line, the customer is dialled. */
async function dialling(): Promise<string> {
  const { callbackId } = await placed();
  await center.seat('1001');
  await center.agents.askState('1001', 'ready', '');
  await center.routing.answerOffer(callbackId, 1);
  return callbackId;
}
const queue = () => center.redis.zrange(center.keys.waiting('service'), 0, '-1');
const seatState = async () => (await center.agents.readAgent('1001'))?.state;

it('puts the callback exactly where its caller stood, once', async () => {
  const first = await waiting();
  const call = await waiting();
  // Who arrives in the same ms stands beside it, on either side.
  await delay(2);
  const last = await waiting();
  expect(await callbacks.requestCallback(call, 'cback1', GOODBYE_MS, '')).toMatchObject({ result: 'requested' });
  expect(await callbacks.requestCallback(call, 'cback2', GOODBYE_MS, '')).toEqual({ result: 'notWaiting' });
  expect(await queue(), 'not while the line of its customer is busy').toEqual([first, last]);
  const ended = await hangUp(call);
  expect(ended, 'also when the caller does not hear the confirmation to its end').toMatchObject({
    outcome: 'callback',
  });
  expect(await hangUp(call)).toEqual({ result: 'gone' });
  expect(await queue()).toEqual([first, 'cback1', last]);
});

it('gives a callback to a free seat as soon as its caller has hung up, and no sooner', async () => {
  const call = await waiting();
  await callbacks.requestCallback(call, 'cback1', GOODBYE_MS, '');
  await center.seat('1001');
  await center.agents.askState('1001', 'ready', '');
  expect(await seatState()).toBe('ready');
  await hangUp(call);
  expect((await center.calls.readCall('cback1'))?.state).toBe('offered');
  expect(await seatState()).toBe('offered');
});

it('takes the place of a caller whose end was missed when the deadline passes, and reports one queue entry', async () => {
  const call = await waiting();
  await callbacks.requestCallback(call, 'cback1', GOODBYE_MS, '');
  expect(Number(await center.redis.zscore(center.keys.deadlines, 'callback:cback1'))).toBeGreaterThan(Date.now());
  expect(await callbacks.retryCallback('cback1', 1)).toEqual({ result: 'queued' });
  expect(await queue()).toEqual(['cback1']);
  await hangUp(call);
  expect(await queue()).toEqual(['cback1']);
  expect(
    (await center.events()).filter(({ type, callId }) => type === 'routing.callQueued' && callId === 'cback1'),
  ).toEqual([]);
});

it('reports an overflow as the reason, and never turns a callback into a callback', async () => {
  const call = await waiting();
  expect(await callbacks.requestCallback(call, 'cback1', GOODBYE_MS, 'longestWait')).toMatchObject({
    result: 'requested',
  });
  await hangUp(call);
  expect(await callbacks.requestCallback('cback1', 'cback2', GOODBYE_MS, 'noSeat')).toEqual({ result: 'notWaiting' });
  expect(await queue()).toEqual(['cback1']);
  const told = (await center.events()).filter(({ type }) => type === 'routing.callOverflowed');
  expect(told.map(({ callId, data }) => [callId, data])).toMatchObject([
    [call, { fromQueueId: 'service', to: 'callback', why: 'longestWait' }],
  ]);
});

it('lets one win of two simultaneous key presses, and of a key and a seat', async () => {
  const call = await waiting();
  const both = await Promise.all([
    callbacks.requestCallback(call, 'cback1', GOODBYE_MS, ''),
    createCallbackStore(center.other.state).requestCallback(call, 'cback2', GOODBYE_MS, ''),
  ]);
  expect(both.map(({ result }) => result).sort()).toEqual(['notWaiting', 'requested']);
  await hangUp(call);
  expect(await queue()).toHaveLength(1);

  const other = await waiting();
  await center.seat('1001');
  await center.seat('1002');
  await center.agents.askState('1001', 'ready', '');
  const [asked] = await Promise.all([
    callbacks.requestCallback(other, 'cback3', GOODBYE_MS, ''),
    center.other.agents.askState('1002', 'ready', ''),
  ]);
  // The caller is rung for, or a callback stands (or rings) in its place: never both, never neither.
  const state = (await center.calls.readCall(other))?.state;
  expect(state).toBe(asked.result === 'requested' ? 'arrived' : 'offered');
  expect((await center.calls.readCall('cback3')) !== null).toBe(asked.result === 'requested');
});

it('leaves the newer of two callbacks to one number alone when the older one ends', async () => {
  const older = await dialling();
  const number = (await center.redis.hget(center.keys.call(older), 'canonical')) ?? '';
  const again = await waiting();
  await center.redis.hset(center.keys.call(again), 'canonical', number);
  const callbackId = 'newer';
  await callbacks.requestCallback(again, callbackId, GOODBYE_MS, '');
  const open = () => center.redis.hget(center.keys.callbackOf('service'), number);
  expect(await open()).toBe(callbackId);
  await center.calls.endCall(older, { endedBy: 'center' });
  expect(await open()).toBe(callbackId);
  await center.calls.endCall(callbackId, { endedBy: 'center' });
  expect(await open()).toBeNull();
});

it('names no channel before a seat has answered, and never more of them than seats', async () => {
  await placed('cback1');
  await placed('cback2');
  await center.seat('1001');
  await center.agents.askState('1001', 'ready', '');
  const calls = async () => Promise.all(['cback1', 'cback2'].map((id) => center.calls.readCall(id)));
  expect((await calls()).map((call) => [call?.state, call?.channelId])).toEqual([
    ['offered', ''],
    ['waiting', ''],
  ]);
  expect(await center.routing.answerOffer('cback1', 1)).toMatchObject({ dial: true, channelId: 'customer-cback1.1' });
  expect((await calls()).map((call) => call?.state)).toEqual(['dialling', 'waiting']);
  expect(await center.routing.answerOffer('cback1', 1), 'repeated, nothing is dialled twice').toMatchObject({
    dial: true,
    again: true,
    channelId: 'customer-cback1.1',
  });
});

it('lets the customer answer or not answer, and nothing twice', async () => {
  const callbackId = await dialling();
  const other = createCallbackStore(center.other.state);
  const both = await Promise.all([
    callbacks.customerReached(callbackId, 'customer-cback1.1'),
    other.customerNotReached(callbackId, NO_ANSWER),
  ]);
  const isReached = both[0].result === 'reached';
  expect(both[1].result).toBe(isReached ? 'stale' : 'notReached');
  expect(await callbacks.customerReached(callbackId, 'customer-cback1.1')).toMatchObject({
    result: isReached ? 'reached' : 'stale',
  });
  expect(await seatState()).toBe(isReached ? 'talking' : 'ready');
  const answers = (await center.events()).filter(({ type }) => type === 'call.answered');
  expect(answers).toHaveLength(isReached ? 1 : 0);
});

it('retries at the old place, and gives up after the last attempt', async () => {
  const callbackId = await dialling();
  const later = await waiting();
  expect(await callbacks.customerNotReached(callbackId, NO_ANSWER)).toMatchObject({ result: 'notReached' });
  expect(await callbacks.customerNotReached(callbackId, NO_ANSWER)).toEqual({ result: 'stale' });
  // The seat that was freed has the next caller; the callback waits for its time.
  expect((await center.calls.readCall(later))?.state).toBe('offered');
  const dueAtMs = Number(await center.redis.zscore(center.keys.deadlines, `callback:${callbackId}`));
  expect(dueAtMs - Date.now()).toBeGreaterThan(55_000);
  expect(await callbacks.customerReached(callbackId, 'customer-cback1.1'), 'too late').toEqual({ result: 'stale' });

  const last = await waiting();
  expect(await callbacks.retryCallback(callbackId, 2)).toEqual({ result: 'queued' });
  expect(await callbacks.retryCallback(callbackId, 2)).toEqual({ result: 'gone' });
  expect(await queue()).toEqual([callbackId, last]);
  await center.calls.endCall(later, { endedBy: 'customer' });
  const gen = (await center.calls.readCall(callbackId))?.offerGen ?? 0;
  expect(await center.routing.answerOffer(callbackId, gen)).toMatchObject({
    dial: true,
    channelId: 'customer-cback1.2',
  });
  await callbacks.customerNotReached(callbackId, NO_ANSWER);
  expect(await callbacks.retryCallback(callbackId, 2)).toEqual({ result: 'exhausted' });
  expect(await center.calls.endCall(callbackId, { endedBy: 'center' })).toMatchObject({ outcome: 'notReached' });
  expect(await center.redis.hlen(center.keys.callbackOf('service'))).toBe(0);
});

it('frees the seat when a callback ends while its customer is dialled', async () => {
  const callbackId = await dialling();
  expect(await seatState()).toBe('talking');
  expect(await center.calls.endCall(callbackId, { endedBy: 'system' })).toMatchObject({
    outcome: 'notReached',
    gens: [1],
  });
  expect(await seatState()).toBe('ready');
  expect(await center.redis.zscore(center.keys.deadlines, `dial:${callbackId}`)).toBeNull();
});

it('announces as long as a caller waits, and plans no more afterwards', async () => {
  const store = createWaitingStore(center.state);
  const call = await waiting();
  const planned = () => center.redis.zscore(center.keys.deadlines, `announce:${call}`);
  const first = Number(await planned());
  expect(first - Date.now()).toBeGreaterThan(28_000);
  expect(await store.announce(call, null)).toMatchObject({ result: 'speak', position: 1 });
  expect(Number(await planned())).toBeGreaterThanOrEqual(first);
  await center.seat('1001');
  await center.agents.askState('1001', 'ready', '');
  expect(await store.announce(call, null)).toEqual({ result: 'later' });
  await center.routing.answerOffer(call, 1);
  expect(await planned()).toBeNull();
  expect(await store.announce(call, null)).toEqual({ result: 'over' });
  expect(await store.recentWaits('service')).toMatchObject([{ position: 1, isServed: true }]);
});
