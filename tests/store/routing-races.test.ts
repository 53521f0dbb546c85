import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finishWrapUp } from '../../server/src/telephony/wrap-up/index.ts';
import { aLiveCenter, type LiveCenter } from '../support/live-center.ts';
import { theStack } from '../support/the-stack.ts';

const TIMES = 1000;
let center: LiveCenter;

beforeAll(async () => {
  center = await aLiveCenter({ redisUrl: theStack().environment.REDIS_URL ?? '' });
});
afterAll(async () => {
  await center.forgetAll();
  center.close();
});

async function endAll(...callIds: string[]): Promise<void> {
  await Promise.all(callIds.map((callId) => center.calls.endCall(callId, { endedBy: 'customer' })));
}

describe('two servers on one Redis', { timeout: 180_000 }, () => {
  it(`offer one seat to one of two calls that race for it, ${TIMES} times`, async () => {
    const { routing, agents, calls, other } = center;
    const ana = await center.seat('1001');
    for (let i = 0; i < TIMES; i += 1) {
      const [a, b] = [await center.arrive(), await center.arrive()];
      center.offers.length = 0;
      await Promise.all([
        routing.queueCall(a, 'service'),
        other.routing.queueCall(b, 'service'),
        (i % 2 === 0 ? agents : other.agents).askState(ana, 'ready', ''),
      ]);
      expect(center.offers).toHaveLength(1);
      const [offer] = center.offers;
      const seat = await agents.readAgent(ana);
      expect(seat).toMatchObject({ state: 'offered', callId: offer?.callId });
      const loser = await calls.readCall(offer?.callId === a ? b : a);
      expect(loser).toMatchObject({ state: 'waiting', agentId: null });
      await endAll(loser?.callId ?? '', offer?.callId ?? '');
      await agents.askState(ana, 'notReady', 'break');
    }
  });

  it(`offer one call to one of two seats that race for it, ${TIMES} times`, async () => {
    const { routing, agents, other } = center;
    const [ben, eva] = [await center.seat('1002'), await center.seat('1003')];
    for (let i = 0; i < TIMES; i += 1) {
      const call = await center.arrive();
      center.offers.length = 0;
      await Promise.all([
        agents.askState(ben, 'ready', ''),
        routing.queueCall(call, 'service'),
        other.agents.askState(eva, 'ready', ''),
        other.routing.matchPool('service'),
      ]);
      expect(center.offers).toHaveLength(1);
      const states = await Promise.all([ben, eva].map(async (id) => (await agents.readAgent(id))?.state));
      expect(states.sort()).toEqual(['offered', 'ready']);
      await endAll(call);
      await Promise.all([ben, eva].map((id) => agents.askState(id, 'notReady', 'break')));
    }
  });

  it(`let one of answer, ring timeout and hang-up at the same moment win, ${TIMES} times`, async () => {
    const { routing, agents, calls, other } = center;
    const zoe = await center.seat('1004');
    const wins = { answer: 0, expire: 0, hangUp: 0 };
    for (let i = 0; i < TIMES; i += 1) {
      await agents.askState(zoe, 'ready', '');
      const call = await center.arrive();
      await routing.queueCall(call, 'service');
      const gen = (await calls.readCall(call))?.offerGen ?? 0;
      const turns = [
        () => routing.answerOffer(call, gen),
        () => other.routing.endOffer(call, gen, 'ignored', 'expired'),
        () => other.calls.endCall(call, { endedBy: 'customer' }),
      ];
      const [x, y, z] = [i % 3, (i + 1) % 3, (i + 2) % 3];
      const replies: { result: string }[] = [];
      await Promise.all([x, y, z].map(async (turn) => (replies[turn] = (await turns[turn]?.()) as { result: string })));
      const [answered, expired] = replies.map((reply) => reply.result);
      expect([answered, expired]).not.toEqual(['answered', 'requeued']);
      if (answered === 'answered') wins.answer += 1;
      else if (expired === 'requeued') wins.expire += 1;
      else wins.hangUp += 1;

      await endAll(call);
      const ends = (await center.events()).filter((event) => event.callId === call && event.type === 'call.ended');
      expect(ends).toHaveLength(1);
      expect(ends[0]?.data).toMatchObject({ outcome: answered === 'answered' ? 'answered' : 'abandoned' });
      await agents.askState(zoe, 'notReady', 'break');
      const seat = await agents.readAgent(zoe);
      if (seat?.state === 'wrapUp')
        await finishWrapUp(center.state, {
          agentId: zoe,
          callId: call,
          categoryId: 'other',
          result: 'resolved',
          note: '',
        });
      expect((await agents.readAgent(zoe))?.state).toBe('notReady');
      await center.redis.del(center.keys.events);
    }
    // Each of the three must have had its turn, or the race was none.
    for (const count of Object.values(wins)) expect(count).toBeGreaterThan(0);
  });
});
