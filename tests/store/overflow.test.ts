import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOverflowStore } from '../../server/src/telephony/overflow/index.ts';
import { startVoicemail } from '../../server/src/telephony/voicemail/record-voicemail.ari.ts';
import { aLiveCenter, type LiveCenter } from '../support/live-center.ts';
import { theStack } from '../support/the-stack.ts';

const TIMES = 300;

let center: LiveCenter;
let overflow: ReturnType<typeof createOverflowStore>;
beforeEach(async () => {
  center = await aLiveCenter({
    redisUrl: theStack().environment.REDIS_URL ?? '',
    queues: { service: { priority: 5 }, night: { priority: 3 }, tiny: { sizeLimit: 1 } },
  });
  overflow = createOverflowStore(center.state);
});
afterEach(async () => {
  await center.forgetAll();
  center.close();
});

const waitsIn = (queueId: string): Promise<string[]> => center.redis.zrange(center.keys.waiting(queueId), 0, -1);
const move = (callId: string, to = 'night') => center.routing.moveCall(callId, 'service', to, 'longestWait');
const take = (callId: string, to: 'voicemail' | 'closed' | 'goodbye' = 'voicemail') =>
  overflow.takeOver(callId, { queueId: 'service', to, why: 'noSeat', endWhy: to, limitMs: 60_000 });
async function waiting(): Promise<string> {
  const callId = await center.arrive();
  await center.routing.queueCall(callId, 'service');
  return callId;
}
const typesOf = async (callId: string) =>
  (await center.events()).filter((event) => event.callId === callId).map(({ type }) => type);

describe('moving a call to another queue', () => {
  it('keeps the first arrival: ahead of later callers, though they waited there first', async () => {
    const early = await waiting();
    const late = await center.arrive();
    await center.routing.queueCall(late, 'night', { priority: 5 });
    expect(await move(early)).toEqual({ result: 'moved' });
    expect(await waitsIn('night')).toEqual([early, late]);
    expect(await waitsIn('service')).toEqual([]);
    expect(await center.calls.readCall(early)).toMatchObject({ state: 'waiting', queueId: 'night' });
  });

  it('offers it at once to a seat that is free there', async () => {
    const callId = await waiting();
    await center.seat('1001', ['night']);
    await center.agents.askState('1001', 'ready', '');
    await move(callId);
    expect(center.offers).toMatchObject([{ callId, agentId: '1001', queueId: 'night' }]);
  });

  it('called twice moves once', async () => {
    const callId = await waiting();
    expect([await move(callId), await move(callId)]).toEqual([{ result: 'moved' }, { result: 'elsewhere' }]);
    expect((await typesOf(callId)).filter((type) => type === 'routing.callOverflowed')).toHaveLength(1);
  });

  it('refuses the impossible: a full queue, no queue, a ringing call, one that is gone, the fourth move', async () => {
    const callId = await waiting();
    await center.routing.queueCall(await center.arrive(), 'tiny');
    expect(await move(callId, 'tiny')).toEqual({ result: 'full' });
    expect(await move(callId, 'nowhere')).toEqual({ result: 'noQueue' });
    for (const [from, to] of [
      ['service', 'night'],
      ['night', 'service'],
      ['service', 'night'],
    ] as const) {
      expect(await center.routing.moveCall(callId, from, to, 'size')).toEqual({ result: 'moved' });
    }
    expect(await center.routing.moveCall(callId, 'night', 'service', 'size')).toEqual({ result: 'movedEnough' });
    await center.seat('1001', ['night']);
    await center.agents.askState('1001', 'ready', '');
    expect(await center.routing.moveCall(callId, 'night', 'service', 'size')).toEqual({ result: 'served' });
    expect(await move('cnone')).toEqual({ result: 'gone' });
  });

  it(`races with a seat that becomes free and a caller who hangs up: one of them wins, ${TIMES} times`, async () => {
    await center.seat('1001', ['service']);
    const results = new Map<string, number>();
    for (let i = 0; i < TIMES; i += 1) {
      const callId = await waiting();
      center.offers.length = 0;
      const turns = [
        () => center.other.routing.moveCall(callId, 'service', 'night', 'longestWait'),
        () => center.agents.askState('1001', 'ready', ''),
        () => (i % 2 === 0 ? center.other.calls.endCall(callId, { endedBy: 'customer' }) : null),
      ];
      const order = [i % 3, (i + 1) % 3, (i + 2) % 3];
      let moved = '';
      await Promise.all(
        order.map(async (turn) => {
          const reply = await turns[turn]?.();
          if (turn === 0) moved = (reply as { result: string }).result;
        }),
      );
      results.set(moved, (results.get(moved) ?? 0) + 1);
      const call = await center.calls.readCall(callId);
      const places = (await waitsIn('service')).length + (await waitsIn('night')).length;
      if (call === null) expect(places).toBe(0);
      else if (moved === 'moved') expect([call.state, call.queueId, places]).toEqual(['waiting', 'night', 1]);
      else expect([call.state, call.queueId, places]).toEqual(['offered', 'service', 0]);
      await center.calls.endCall(callId, { endedBy: 'customer' });
      await center.agents.askState('1001', 'notReady', 'break');
    }
    expect([...results.keys()]).toEqual(expect.arrayContaining(['moved', 'served']));
  });
});

describe('a call that the center takes over', () => {
  it('is in no queue any more, and no seat gets it', async () => {
    const callId = await waiting();
    expect(await take(callId)).toMatchObject({ result: 'away', channelId: `channel-${callId}`, again: false });
    await center.seat('1001');
    await center.agents.askState('1001', 'ready', '');
    expect(center.offers).toEqual([]);
    expect(await waitsIn('service')).toEqual([]);
  });

  it('called twice appends one event', async () => {
    const callId = await waiting();
    expect([await take(callId), await take(callId)]).toMatchObject([{ again: false }, { again: true }]);
    expect((await typesOf(callId)).filter((type) => type === 'routing.callOverflowed')).toHaveLength(1);
    const message = { callId, recordingId: 'v1', file: 'v1.wav' };
    await startVoicemail(center.state, message);
    expect(await startVoicemail(center.state, message)).toEqual({ result: 'started', again: true });
    expect((await typesOf(callId)).filter((type) => type === 'voicemail.started')).toHaveLength(1);
  });

  it('is not taken from a ringing seat', async () => {
    await center.seat('1001');
    await center.agents.askState('1001', 'ready', '');
    const callId = await waiting();
    expect(await take(callId)).toEqual({ result: 'served' });
    expect(await center.calls.readCall(callId)).toMatchObject({ state: 'offered' });
  });

  it('ends as sent away, with the reason for taking it over, whoever hangs up', async () => {
    const callId = await waiting();
    await take(callId, 'closed');
    await take(callId, 'goodbye');
    await center.calls.endCall(callId, { endedBy: 'customer' });
    const ended = (await center.events()).find(({ type }) => type === 'call.ended');
    expect(ended?.data).toMatchObject({ outcome: 'sentAway', why: 'goodbye' });
    expect(await center.redis.zrange(center.keys.deadlines, 0, -1)).toEqual([]);
  });

  it('can be put into a queue from a closed line', async () => {
    const callId = await center.arrive();
    await take(callId, 'closed');
    expect(await move(callId)).toEqual({ result: 'moved' });
    expect(await overflow.readAway(callId)).toBeNull();
  });
});

it('does not touch the deadline of the longest wait while the call rings, and drops it when the call is over', async () => {
  await center.redis.hset(center.keys.queue('service'), { overflowMs: 5000 });
  const callId = await waiting();
  const deadline = () => center.redis.zscore(center.keys.deadlines, `overflow:${callId}`);
  expect(await deadline()).not.toBeNull();
  expect(await overflow.waitLonger('overflow', callId, 1000)).toEqual({ result: 'waiting' });
  await center.calls.endCall(callId, { endedBy: 'customer' });
  expect(await deadline()).toBeNull();
  expect(await overflow.waitLonger('overflow', callId, 1000)).toEqual({ result: 'gone' });
});
