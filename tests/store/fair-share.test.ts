import { callsOf, replayOffer } from '@sansheng/shared/domain/offer-reason';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aLiveCenter, type LiveCenter } from '../support/live-center.ts';
import { theStack } from '../support/the-stack.ts';

let clockMs = 1_763_700_000_000;
let center: LiveCenter;
beforeAll(async () => {
  center = await aLiveCenter({
    redisUrl: theStack().environment.REDIS_URL ?? '',
    queues: { service: {}, vip: {}, team: {} },
    nowMs: () => clockMs,
  });
});
beforeEach(() => center.startOver());
afterAll(async () => {
  await center.forgetAll();
  center.close();
});

async function setShares(shares: Record<string, number>): Promise<void> {
  for (const [queueId, fairShare] of Object.entries(shares)) {
    await center.redis.hset(center.keys.queue(queueId), { fairShare, wrapUpMode: 'none' });
    await center.routing.regroupQueue(queueId);
  }
}

async function waits(queueId: string, priority = 5): Promise<string> {
  clockMs += 10;
  const callId = await center.arrive();
  await center.routing.queueCall(callId, queueId, { priority });
  return callId;
}

/** The seat talks to what it is offered, one call after another; whose calls they were, in order. */
async function serves(agentId: string, count: number): Promise<string[]> {
  const { agents, calls, routing } = center;
  const served: string[] = [];
  if ((await agents.readAgent(agentId))?.state === 'notReady') await agents.askState(agentId, 'ready', '');
  for (let i = 0; i < count; i += 1) {
    clockMs += 10;
    const callId = (await agents.readAgent(agentId))?.callId ?? '';
    const call = await calls.readCall(callId);
    served.push(call?.queueId ?? 'none');
    await routing.answerOffer(callId, call?.offerGen ?? 0);
    await calls.endCall(callId, { endedBy: 'customer' });
  }
  return served;
}
const countOf = (served: string[], queueId: string) => served.filter((one) => one === queueId).length;

it('takes calls by arrival where no share is set, and in the proportion of the shares where one is', async () => {
  await setShares({ service: 0, vip: 0, team: 0 });
  const seat = await center.seat('1001');
  for (let i = 0; i < 8; i += 1) await waits('service');
  for (let i = 0; i < 8; i += 1) await waits('vip');
  expect(await serves(seat, 4)).toEqual(['service', 'service', 'service', 'service']);
  // Those who wait already stand by their shares at once.
  await setShares({ service: 1, vip: 3 });
  // The fourth is the call that rang already when the shares were set.
  const served = (await serves(seat, 9)).slice(1);
  expect([countOf(served, 'service'), countOf(served, 'vip')]).toEqual([2, 6]);
  // Nobody waits in the one queue any more: the other has every call.
  expect(countOf(await serves(seat, 3), 'vip')).toBe(2);
});

it('puts priority before any share, and leaves a queue without a share to its arrivals', async () => {
  await setShares({ service: 1, vip: 9, team: 0 });
  const seat = await center.seat('1001');
  await waits('team');
  await waits('vip', 5);
  await waits('vip', 5);
  await waits('vip', 5);
  await waits('service', 6);
  await waits('service', 5);
  expect(await serves(seat, 6)).toEqual(['service', 'team', 'vip', 'service', 'vip', 'vip']);
});

it('keeps each queue within one call of its share, and logs it so that the decision can be repeated', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({ service: fc.integer({ min: 1, max: 5 }), vip: fc.integer({ min: 1, max: 5 }), team: fc.nat(5) }),
      fc.integer({ min: 2, max: 12 }),
      async (shares, count) => {
        await center.startOver();
        await setShares(shares);
        const seat = await center.seat('1001');
        const sharing = Object.entries(shares).filter(([, share]) => share > 0);
        for (const [queueId] of sharing) for (let i = 0; i < count + 1; i += 1) await waits(queueId);
        const served = await serves(seat, count);
        for (const [one, itsShare] of sharing) {
          for (const [other, othersShare] of sharing) {
            const apart = Math.abs(countOf(served, one) / itsShare - countOf(served, other) / othersShare);
            // The bound of start-time fair queueing; the step of a share is a whole number.
            expect(apart, `${one} and ${other} in ${served.join()}`).toBeLessThanOrEqual(
              1 / itsShare + 1 / othersShare + 0.001,
            );
          }
        }
        for (const event of await center.events()) {
          if (event.type !== 'routing.offered' || event.data.why === undefined) continue;
          expect(replayOffer(event.data.why)).toEqual({ callId: event.callId });
          expect(callsOf(event.data.why).filter(({ share }) => share !== undefined)).toHaveLength(sharing.length);
        }
      },
    ),
    { numRuns: 40 },
  );
});
