import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordGoneCaller } from '../../server/src/telephony/node/gone-callers.ari.ts';
import { aLiveCenter, type LiveCenter } from '../support/live-center.ts';
import { theStack } from '../support/the-stack.ts';

let center: LiveCenter;
beforeAll(async () => {
  center = await aLiveCenter({ redisUrl: theStack().environment.REDIS_URL ?? '' });
});
afterAll(async () => {
  await center.forgetAll();
  center.close();
});

const recordAs = (callId: string, channelId: string, isLost = false, state = center.state) =>
  recordGoneCaller(state, {
    callId,
    channelId,
    node: 'node1',
    hotline: '4000',
    callerNumber: '13800138000',
    ringCycleMs: 5000,
    arrivedAtMs: 1000,
    endedAtMs: 7000,
    queueId: 'service',
    e164: '+8613800138000',
    numberKind: 'mobile',
    customerId: '',
    customerName: '',
    tier: '',
    isLost,
    canonicalNumber: '+8613800138000',
  });
const endings = async (channelId: string) => {
  const events = await center.events();
  const ids = events.flatMap((event) =>
    event.type === 'call.arrived' && event.data.channelId === channelId ? [event.callId] : [],
  );
  return events.flatMap((event) =>
    event.type === 'call.ended' && ids.includes(event.callId) ? [[event.data.outcome, event.data.why]] : [],
  );
};

it('makes one record of a channel, whoever reads its note and how often', async () => {
  const both = await Promise.all([
    recordAs('g1', 'twice.1'),
    recordAs('g2', 'twice.1', false, center.other.state),
    recordAs('g3', 'twice.1'),
  ]);
  expect(both.map(({ result }) => result).toSorted()).toEqual(['known', 'known', 'recorded']);
  expect(await endings('twice.1')).toEqual([['abandoned', 'noServer']]);
});

it('makes none for a call that exists or existed, and no second call for its channel', async () => {
  const callId = await center.arrive();
  expect(await recordAs('g4', `channel-${callId}`)).toEqual({ result: 'known' });
  await center.calls.endCall(callId, { endedBy: 'customer' });
  expect(await recordAs('g5', `channel-${callId}`)).toEqual({ result: 'known' });
  expect(await endings(`channel-${callId}`)).toHaveLength(1);

  await recordAs('g6', 'channel-late');
  const late = await center.calls.arriveCall({
    callId: 'late',
    channelId: 'channel-late',
    node: 'node1',
    hotline: '4000',
    callerNumber: '1',
    canonicalNumber: '1',
    ringCycleMs: 5000,
  });
  expect(late).toEqual({ result: 'known', callId: 'g6' });
});

it('reports that Asterisk ended, if the caller did not hang up', async () => {
  await recordAs('g7', 'lost.1', true);
  expect(await endings('lost.1')).toEqual([['lost', 'asteriskRestarted']]);
});
