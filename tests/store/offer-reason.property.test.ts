import { replayOffer } from '@sansheng/shared/domain/offer-reason';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aLiveCenter, type LiveCenter } from '../support/live-center.ts';
import { theStack } from '../support/the-stack.ts';

const seats = Array.from({ length: 12 }, (_, i) => String(1001 + i));
const strategies = ['longestIdle', 'fewestCalls', 'roundRobin', 'mostSkilled', 'linear'];

let clockMs = 1_763_700_000_000;
let center: LiveCenter;
beforeAll(async () => {
  center = await aLiveCenter({
    redisUrl: theStack().environment.REDIS_URL ?? '',
    queues: { service: {}, vip: {} },
    nowMs: () => clockMs,
  });
});
afterAll(async () => {
  await center.forgetAll();
  center.close();
});

const step = fc.oneof(
  fc.record({
    kind: fc.constant('arrive' as const),
    queue: fc.constantFrom('service', 'vip'),
    priority: fc.integer({ min: 0, max: 9 }),
    level: fc.integer({ min: 0, max: 10 }),
    owner: fc.constantFrom('', '', '', ...seats),
  }),
  fc.record({
    kind: fc.constantFrom('ready' as const, 'notReady' as const, 'lose' as const),
    seat: fc.constantFrom(...seats),
  }),
  fc.record({ kind: fc.constantFrom('refuse' as const, 'answer' as const, 'hangUp' as const), call: fc.nat(20) }),
  fc.record({ kind: fc.constant('lend' as const), on: fc.boolean() }),
);

it('finds the same seat and call when the decision is repeated from the logged reason of an offer', {
  timeout: 240_000,
}, async () => {
  let replayed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...strategies),
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.integer({ min: 0, max: 10 }), { minLength: seats.length, maxLength: seats.length }),
      fc.array(step, { minLength: 20, maxLength: 80 }),
      async (strategy, seatsAtOnce, levels, steps) => {
        const { redis, keys, agents, routing, calls } = center;
        await center.startOver();
        for (const pool of ['service', 'vip']) await redis.hset(keys.pool(pool), { strategy });
        await redis.hset(keys.queue('vip'), { seatsAtOnce, ownSeatWaitMs: 5000 });
        for (const [i, agentId] of seats.entries()) {
          const queueId = i % 3 === 0 ? 'service' : 'vip';
          const skills: Record<string, number> = (levels[i] ?? 0) > 0 ? { english: levels[i] as number } : {};
          const who = { agentId, name: agentId, teamId: '', teamName: '', silentMs: 60_000_000, skills };
          await agents.signInSeat({ ...who, queues: [{ queueId, order: i % 2, listed: i }] });
          await agents.seatAlive(agentId, { isRegistered: true, hasMicrophone: true, isHeard: true });
          if ((levels[i] ?? 0) % 2 === 0) await agents.askState(agentId, 'ready', '');
        }
        const live: string[] = [];
        for (const move of steps) {
          clockMs += 100;
          const callId = 'call' in move ? (live[move.call % Math.max(1, live.length)] ?? 'none') : '';
          switch (move.kind) {
            case 'arrive': {
              const arrived = await center.arrive();
              live.push(arrived);
              const needs = move.level === 0 ? [] : [{ skill: 'english', level: move.level }];
              await routing.queueCall(arrived, move.queue, { priority: move.priority, needs, ownAgent: move.owner });
              break;
            }
            case 'ready':
            case 'notReady':
              await agents.askState(move.seat, move.kind, '');
              break;
            case 'lose':
              await agents.seatAlive(move.seat, { isRegistered: false, isHeard: true });
              break;
            case 'refuse':
            case 'answer': {
              const gen = (await calls.readCall(callId))?.rings[0]?.offerGen ?? 0;
              if (move.kind === 'answer') await routing.answerOffer(callId, gen);
              else await routing.endOffer(callId, gen, 'declined', 'failed');
              break;
            }
            case 'hangUp':
              await calls.endCall(callId, { endedBy: 'customer' });
              live.splice(0, live.length, ...live.filter((each) => each !== callId));
              break;
            case 'lend':
              if (move.on)
                await redis.multi().sadd(keys.borrows('vip'), 'service').sadd(keys.lends('service'), 'vip').exec();
              else await redis.del(keys.borrows('vip'), keys.lends('service'));
          }
        }
        for (const event of await center.events()) {
          if (event.type !== 'routing.offered') continue;
          replayed += 1;
          const { why } = event.data;
          if (why === undefined) throw new Error('an offer without its reason');
          const again = replayOffer(why);
          if ('agentIds' in again) expect(again.agentIds, JSON.stringify(why)).toContain(event.agentId);
          else expect(again.callId, JSON.stringify(why)).toBe(event.callId);
        }
      },
    ),
    { numRuns: 60 },
  );
  expect(replayed, 'offers decided again').toBeGreaterThan(200);
});
