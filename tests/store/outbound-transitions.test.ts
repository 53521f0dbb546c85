import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCallbackStore } from '../../server/src/telephony/callback/callback.store.ts';
import { createOutboundStore } from '../../server/src/telephony/outbound/index.ts';
import { pauseRecording } from '../../server/src/telephony/recording/pause-recording.ts';
import { omitRecording, startRecording } from '../../server/src/telephony/recording/start-recording.ts';
import { createVoteStore } from '../../server/src/telephony/vote/index.ts';
import { aLiveCenter, type LiveCenter } from '../support/live-center.ts';
import { theStack } from '../support/the-stack.ts';

let center: LiveCenter;
let nowMs = 1_000_000_000_000;
beforeEach(async () => {
  center = await aLiveCenter({
    redisUrl: theStack().environment.REDIS_URL ?? '',
    queues: { service: {} },
    nowMs: () => nowMs,
  });
});
afterEach(async () => {
  await center.forgetAll();
  center.close();
});

// The transitions ask no database.
const store = () => createOutboundStore(center.state);
const otherStore = () => createOutboundStore(center.other.state);
const limits = { minute: 1, hour: 2, day: 3 };
const to = (callee: string, calleeId = '') => ({
  direction: calleeId === '' ? ('outbound' as const) : ('internal' as const),
  node: 'node1',
  hotline: '4000',
  number: callee,
  callee,
  e164: '',
  calleeId,
  queueId: calleeId === '' ? 'service' : '',
  ringCycleMs: 5000,
});
const place = (callId: string, agentId: string, callee: string, calleeId = '') =>
  store().placeCall(callId, agentId, to(callee, calleeId), 8000, limits);
const stateOf = async (agentId: string) => (await center.agents.readAgent(agentId))?.state;
const typesOf = async (callId: string) =>
  (await center.events()).filter((event) => event.callId === callId).map(({ type }) => type);

/** A customer's call that seat 1001 talks on. */
async function talking(callId = 'c1'): Promise<void> {
  await center.seat('1001');
  await place(callId, '1001', `+86${callId}`);
  await store().joinSeat(callId, 35_000);
  await createCallbackStore(center.state).customerReached(callId, `customer-${callId}.1`);
}

it('makes one of two calls that a seat places at once, and a repetition rings nobody twice', async () => {
  await center.seat('1001');
  const both = await Promise.all([
    place('c1', '1001', '+861'),
    otherStore().placeCall('c2', '1001', to('+862'), 8000, limits),
  ]);
  expect(both.map(({ result }) => result).sort()).toEqual(['placed', 'wrongState']);
  const [callId = ''] = await center.calls.liveCallIds();
  expect(await place(callId, '1001', '+861')).toEqual({ result: 'placed' });
  expect(center.offers).toHaveLength(1);
  expect(await stateOf('1001')).toBe('talking');
});

it('counts calls to one number by all seats, in a minute, an hour and a day, and none that was refused', async () => {
  for (const agentId of ['1001', '1002']) await center.seat(agentId);
  const both = await Promise.all([
    place('c1', '1001', '+861'),
    otherStore().placeCall('c2', '1002', to('+861'), 8000, limits),
  ]);
  expect(both.map(({ result }) => result).sort()).toEqual(['calleeLimit', 'placed']);
  const tryAgain = async (callId: string) => {
    for (const live of await center.calls.liveCallIds()) await center.calls.endCall(live, { endedBy: 'agent' });
    await center.agents.seatAlive('1001', { isHeard: true });
    return place(callId, '1001', '+861');
  };
  expect(await tryAgain('c3')).toEqual({ result: 'calleeLimit', per: 'minute' });
  nowMs += 61_000;
  expect(await tryAgain('c4')).toEqual({ result: 'placed' });
  nowMs += 61_000;
  expect(await tryAgain('c5')).toEqual({ result: 'calleeLimit', per: 'hour' });
  nowMs += 3_600_000;
  expect(await tryAgain('c6')).toEqual({ result: 'placed' });
  nowMs += 3_600_000;
  expect(await tryAgain('c7')).toEqual({ result: 'calleeLimit', per: 'day' });
});

it('dials once however often the seat is reported on the line, and ends a call whose colleague is gone', async () => {
  for (const agentId of ['1001', '1002']) await center.seat(agentId);
  await place('c1', '1001', '1002', '1002');
  const [first, second] = await Promise.all([store().joinSeat('c1', 35_000), otherStore().joinSeat('c1', 35_000)]);
  expect(first).toEqual(second);
  expect(await typesOf('c1')).toEqual(['outbound.placed', 'outbound.dialled']);
  expect(await stateOf('1002')).toBe('offered');
  await center.calls.endCall('c1', { endedBy: 'agent' });
  expect([await stateOf('1001'), await stateOf('1002')]).toEqual(['notReady', 'notReady']);
  expect(await store().joinSeat('c1', 35_000)).toEqual({ result: 'stale' });
});

it('pauses and resumes a recording once, for whoever is first', async () => {
  await talking();
  const set = (on: boolean, agentId = '1001') =>
    pauseRecording(center.state, { callId: 'c1', agentId, on, limitMs: 60_000 });
  expect(await set(true)).toEqual({ result: 'notRecorded' });
  await startRecording(center.state, { callId: 'c1', recordingId: 'r1', offerGen: 1 });
  expect((await Promise.all([set(true), set(true)])).map(({ result }) => result).sort()).toEqual([
    'paused',
    'unchanged',
  ]);
  expect(await set(false, '1002')).toEqual({ result: 'notYourCall' });
  expect((await Promise.all([set(false), set(false, '')])).map(({ result }) => result).sort()).toEqual([
    'resumed',
    'unchanged',
  ]);
  expect(await omitRecording(center.state, { callId: 'c1', why: 'queueSetting' })).toEqual({ result: 'omitted' });
  expect(await omitRecording(center.state, { callId: 'c1', why: 'queueSetting' })).toEqual({ result: 'already' });
  await set(true);
  await center.calls.endCall('c1', { endedBy: 'agent' });
  expect((await typesOf('c1')).filter((type) => type === 'recording.resumed')).toHaveLength(2);
  expect(await set(false)).toEqual({ result: 'gone' });
});

it('takes the first valid vote, and ends it once', async () => {
  await talking();
  await center.redis.hset(center.keys.queue('service'), { asksVote: 1 });
  const votes = createVoteStore(center.state);
  const ended = await center.calls.endCall('c1', { endedBy: 'agent' });
  expect(ended).toMatchObject({ result: 'ended', asksVote: true, channelId: 'customer-c1.1' });
  expect(await center.calls.callOfChannel('customer-c1.1'), 'the line is still known').toBe('c1');
  expect(await votes.give('c1', '9', 8000)).toEqual({ result: 'ignored' });
  expect((await votes.askAgain('c1', 18_000)).result).toBe('again');
  const given = await Promise.all(['5', '1'].map((digit) => votes.give('c1', digit, 8000)));
  expect(given.map(({ result }) => result).sort()).toEqual(['given', 'ignored']);
  expect((await votes.askAgain('c1', 18_000)).result).toBe('over');
  const closed = await Promise.all([votes.end('c1', 'hungUp'), votes.end('c1', 'noAnswer')]);
  expect(closed.map(({ result }) => result).sort()).toEqual(['ended', 'gone']);
  expect((await votes.askAgain('c1', 18_000)).result).toBe('gone');
  const types = await typesOf('c1');
  expect(types.filter((type) => type.startsWith('vote.'))).toEqual(['vote.asked', 'vote.given']);
  expect(await center.calls.callOfChannel('customer-c1.1')).toBeNull();
});
