import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { createLegStore } from '../../server/src/telephony/legs/index.ts';
import { createEventTail, createRemembered } from '../../server/src/telephony/live-state/index.ts';
import { eventually } from '../support/eventually.ts';
import { aLiveCenter, type LiveCenter } from '../support/live-center.ts';
import { theStack } from '../support/the-stack.ts';

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

/** What two servers remember, each of its own. */
async function remembers() {
  const log = pino({ level: 'silent' });
  return Promise.all(
    [center, center.other].map(async ({ state }) => {
      const tail = createEventTail(state.redis, center.keys.events, log);
      const remembered = createRemembered(state, tail, 200, log);
      onTestFinished(async () => {
        remembered.stop();
        await tail.stop();
      });
      await tail.start();
      await remembered.load();
      return remembered;
    }),
  );
}
const ready = async (agentId: string) => {
  await center.seat(agentId);
  await center.agents.askState(agentId, 'ready', '');
};
const talk = async (callId: string) => {
  await center.arrive(callId);
  await center.routing.queueCall(callId, 'service');
  await center.routing.answerOffer(callId, center.offers.at(-1)?.offerGen ?? 0);
};

it('puts calls and seats back once, whichever servers remember them, and nobody who has ended or signed in anew', async () => {
  const servers = await remembers();
  for (const agentId of ['1001', '1002', '1003']) await ready(agentId);
  await talk('talking');
  await talk('ended');
  await center.calls.endCall('ended', { endedBy: 'customer' });
  await center.arrive('ringing');
  await center.routing.queueCall('ringing', 'service');
  for (const name of ['waiting', 'known']) {
    await center.arrive(name);
    await center.routing.queueCall(name, 'service');
  }
  const before = await center.calls.readCall('talking');
  const [first, second] = servers as [(typeof servers)[0], (typeof servers)[0]];
  // Each has read what it was told of last.
  await eventually(async () => {
    await Promise.all(servers.map((server) => server.load()));
    return true;
  });

  await center.startOver();
  await center.arrive('known');
  await Promise.all([first.restore(), second.restore()]);
  await first.restore();

  expect(await center.calls.readCall('talking')).toEqual(before);
  expect(await center.agents.readAgent('1001')).toMatchObject({ state: 'talking', callId: 'talking' });
  expect(await center.agents.readAgent('1002')).toMatchObject({ state: 'wrapUp' });
  // It was rung for a call that has just arrived again.
  expect(await center.agents.readAgent('1003')).toMatchObject({ state: 'ready', callId: null });
  expect(await center.calls.readCall('ended')).toBeNull();
  for (const name of ['ringing', 'waiting', 'known'])
    expect(await center.calls.readCall(name)).toMatchObject({ state: 'arrived', rings: [], queueId: null });
  expect(await center.redis.hlen(center.keys.channels)).toBe(4);
  const told = (await center.events()).filter(({ callId }) => callId !== '').map(({ type, callId }) => [type, callId]);
  expect(told).toEqual([
    ['call.arrived', 'known'],
    ['routing.offerWithdrawn', 'ringing'],
  ]);
  await center.calls.endCall('talking', { endedBy: 'customer' });
  expect(await center.agents.readAgent('1001')).toMatchObject({ state: 'wrapUp' });
});

it('tells the page of a seat what is newer than all it has seen, though what was remembered is older', async () => {
  await ready('1001');
  await talk('talking');
  const [server] = await remembers();
  await server?.load();
  // What touches a seat is no event each time: a mute, a pending state.
  for (const state of ['notReady', 'ready', 'notReady', 'ready'] as const)
    await center.agents.askState('1001', state, '');
  const seen = (await center.agents.readAgent('1001'))?.seq ?? 0;

  await center.startOver();
  await delay(10);
  await server?.restore();
  await center.calls.endCall('talking', { endedBy: 'customer' });
  expect((await center.agents.readAgent('1001'))?.seq).toBeGreaterThan(seen);
});

it('shows a seat whose page was heard first its talk again, and says so', async () => {
  await ready('1001');
  await talk('talking');
  const [server] = await remembers();
  await server?.load();
  await center.startOver();
  await center.seat('1001');
  // Longer than what is remembered lags behind.
  await delay(200);
  const signedIn = await center.agents.readAgent('1001');
  expect(signedIn).toMatchObject({ state: 'notReady', reason: 'signedIn' });
  await server?.restore();
  const restored = await center.agents.readAgent('1001');
  expect(restored).toMatchObject({ state: 'talking', callId: 'talking' });
  expect(restored?.seq).toBeGreaterThan(signedIn?.seq ?? Infinity);
  const told = (await center.events()).filter(({ type }) => type === 'agent.stateChanged').at(-1);
  expect(told).toMatchObject({ agentId: '1001', data: { from: 'notReady', to: 'talking' } });
});

it('rings whoever was asked for by name once more, and once', async () => {
  await ready('1001');
  await talk('talking');
  await center.seat('1002');
  const legs = createLegStore(center.state);
  const added = await legs.addLeg('talking', { owner: '1001', by: '1001', kind: 'seat', who: '1002', role: 'consult' });
  const rang = added.result === 'added' ? added.offerGen : 0;
  const again = await Promise.all([1, 2].map(() => legs.ringAgain('talking', rang, '1002')));
  expect(again.map(({ result }) => result).sort()).toEqual(['ring', 'stale']);
  expect(center.offers.at(-1)).toMatchObject({ agentId: '1002', offerGen: rang + 1 });
  // What rang before is nobody's any more.
  expect(await legs.endLeg('talking', rang, 'network')).toEqual({ result: 'stale' });
  expect(await legs.answerLeg('talking', rang + 1)).toMatchObject({ result: 'answered', leg: { who: '1002' } });
  expect(await legs.ringAgain('talking', rang + 1, '1002')).toEqual({ result: 'stale' });
});
