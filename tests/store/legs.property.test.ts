import type { LiveEvent } from '@sansheng/shared/contracts/events';
import { type AgentState, mayMoveAgent } from '@sansheng/shared/domain/agent-state';
import { callRecordFrom } from '@sansheng/shared/domain/call-record';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { holdCall } from '../../server/src/telephony/hold/index.ts';
import { createLegStore, type LegStore } from '../../server/src/telephony/legs/index.ts';
import { leaveSeat, seatAway, seatBack } from '../../server/src/telephony/rejoin/rejoin.store.ts';
import { joinCall, swapCall, transferCall } from '../../server/src/telephony/transfer/transfer.store.ts';
import { expireWrapUp } from '../../server/src/telephony/wrap-up/index.ts';
import { aLiveCenter, type LiveCenter } from '../support/live-center.ts';
import { theStack } from '../support/the-stack.ts';

const seats = ['1001', '1002', '1003', '1004'];
const call = fc.nat(1);
const seat = fc.constantFrom(...seats);
const onCall = <K extends string>(...kinds: K[]) => fc.record({ kind: fc.constantFrom(...kinds), call });
/** Weighted so that most runs come deep into talks of several. */
const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('arrive' as const) }) },
  { weight: 4, arbitrary: onCall('answerOffer' as const) },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      call,
      who: fc.constantFrom(...seats, '13900139000'),
      role: fc.constantFrom('consult' as const, 'consult' as const, 'conference' as const),
    }),
  },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('answerLeg' as const), call, leg: fc.nat(2) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('endLeg' as const),
      call,
      leg: fc.nat(2),
      cause: fc.constantFrom('ignored' as const, 'declined' as const, 'left' as const, 'gaveUp' as const),
    }),
  },
  { weight: 8, arbitrary: onCall('complete', 'leave', 'join', 'hold') },
  { weight: 4, arbitrary: onCall('lineGone', 'away', 'back', 'leaveSeat') },
  { weight: 1, arbitrary: onCall('customerGone', 'expireOffer') },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('swap' as const),
      call,
      who: fc.constantFrom('customer' as const, 'consulted' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('transfer' as const),
      call,
      to: fc.constantFrom(
        ...seats.map((who) => ({ to: 'seat' as const, who })),
        { to: 'queue' as const, who: 'service' },
        { to: 'number' as const, who: '13900139000' },
      ),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('wrapUp' as const, 'ready' as const), seat }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('notReady' as const), seat }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('time' as const), ms: fc.constantFrom(1, 1000, 20_000) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

let clockMs = 1_763_700_000_000;
let center: LiveCenter;
let legs: LegStore;
beforeAll(async () => {
  center = await aLiveCenter({
    redisUrl: theStack().environment.REDIS_URL ?? '',
    queues: { service: { wrapUpLimitMs: 60_000 } },
    nowMs: () => clockMs,
  });
  legs = createLegStore(center.state);
});
afterAll(async () => {
  await center.forgetAll();
  center.close();
});

/** Runs it twice: whatever the state, the second time nothing more may happen. */
async function twice(run: () => Promise<unknown>): Promise<void> {
  await run();
  const length = () => center.redis.xlen(center.keys.events);
  const before = await length();
  await run();
  expect(await length(), 'nothing happens the second time').toBe(before);
}

async function take(move: Step, live: string[]): Promise<void> {
  const { routing, calls, agents, state } = center;
  const callId = 'call' in move ? (live[move.call % Math.max(1, live.length)] ?? 'c-never') : '';
  const now = await calls.readCall(callId);
  const owner = now?.agentId ?? '1001';
  const gen = now?.talkingGen ?? 99;
  switch (move.kind) {
    case 'arrive': {
      if (live.length >= 2) return;
      const arrived = await center.arrive();
      live.push(arrived);
      return void (await routing.queueCall(arrived, 'service'));
    }
    case 'answerOffer':
      return twice(() => routing.answerOffer(callId, now?.rings[0]?.offerGen ?? 99));
    case 'expireOffer':
      return void (await routing.endOffer(callId, now?.rings[0]?.offerGen ?? 99, 'ignored', 'expired'));
    case 'add': {
      const kind = move.who.length > 4 ? 'number' : 'seat';
      return twice(() => legs.addLeg(callId, { owner, by: owner, kind, who: move.who, role: move.role }));
    }
    case 'answerLeg':
      return twice(() => legs.answerLeg(callId, now?.legs[move.leg % now.legs.length]?.offerGen ?? 99));
    case 'endLeg': {
      const leg = now?.legs[move.leg % now.legs.length];
      // A leg that is up can no longer be late, and only a consultation can be cancelled.
      const cause =
        move.cause === 'gaveUp' && leg?.role !== 'consult' ? 'left' : leg?.state === 'up' ? 'left' : move.cause;
      return twice(() => legs.endLeg(callId, leg?.offerGen ?? 99, cause));
    }
    case 'complete':
    case 'leave': {
      const how = move.kind === 'complete' ? 'attended' : 'left';
      return twice(() => legs.handOver(callId, how, { owner }));
    }
    case 'lineGone': {
      const handed = await legs.handOver(callId, 'gone', { talkingGen: gen });
      if (handed.result === 'handedOver') return;
      const ended = await calls.endCall(callId, { endedBy: 'agent', talkingGen: gen });
      if (ended.result === 'ended') live.splice(live.indexOf(callId), 1);
      return;
    }
    case 'join':
      return twice(() => joinCall(state, callId, owner));
    case 'swap':
      return twice(() => swapCall(state, callId, owner, move.who));
    case 'transfer':
      return twice(() => transferCall(state, callId, owner, 'blind', move.to));
    case 'hold':
      return void (await holdCall(state, callId, owner, now?.heldSinceMs === null));
    case 'away':
      return twice(() => seatAway(state, callId, gen, 20_000));
    case 'back':
      return twice(() => seatBack(state, callId, gen));
    case 'leaveSeat':
      return twice(() => leaveSeat(state, callId, gen));
    case 'customerGone':
      if (now === null) return;
      await calls.endCall(callId, { endedBy: 'customer' });
      return void live.splice(live.indexOf(callId), 1);
    case 'ready':
    case 'notReady':
      return void (await agents.askState(move.seat, move.kind, move.kind === 'notReady' ? 'break' : ''));
    case 'wrapUp':
      return void (await expireWrapUp(state, move.seat, (await agents.readAgent(move.seat))?.wrapCallId ?? 'c-never'));
    case 'time':
      clockMs += move.ms;
      // The pages go on speaking.
      for (const agentId of seats) await agents.seatAlive(agentId, { isHeard: true });
  }
}

/** What must hold after every single step. */
async function checkState(live: string[]): Promise<void> {
  const { redis, keys, calls, agents } = center;
  const all = (await Promise.all(live.map((id) => calls.readCall(id)))).flatMap((one) => (one ? [one] : []));
  expect(all.map(({ callId }) => callId).sort(), 'every call is there').toEqual([...live].sort());
  const deadlines = await redis.zrange(keys.deadlines, 0, '-1');
  const places = new Map<string, string[]>();
  const put = (agentId: string, what: string) => places.set(agentId, [...(places.get(agentId) ?? []), what]);
  for (const one of all) {
    const { callId } = one;
    for (const { agentId } of one.rings) put(agentId, `offered ${callId}`);
    if (one.state === 'talking' && one.agentId !== null) put(one.agentId, `talking ${callId}`);
    for (const leg of one.legs) {
      if (leg.kind !== 'number') put(leg.who, `${leg.state === 'up' ? 'talking' : 'offered'} ${callId}`);
      const hasDeadline = deadlines.includes(`leg:${callId}:${leg.offerGen}`);
      expect(hasDeadline, `a leg has a deadline while it rings`).toBe(leg.state === 'ringing');
      expect(leg.isHeld && leg.role !== 'consult', 'only who is consulted hears music').toBe(false);
    }
    if (one.state !== 'talking') expect(one.legs, 'legs belong to talks').toEqual([]);
    else {
      const isOnItsWay = one.legs.filter(({ role }) => role === 'transfer').length === 1;
      expect(one.talkingGen === null, 'nobody has a call only while it is passed on').toBe(isOnItsWay);
      const consulted = one.legs.filter(({ role }) => role === 'consult');
      expect(consulted.length).toBeLessThanOrEqual(1);
      // The consulted party and the customer are never with the seat at once.
      if (consulted[0] !== undefined)
        expect(one.heldSinceMs === null, 'one of both hears music').toBe(consulted[0].isHeld);
    }
    const isAway = deadlines.includes(`seatAway:${callId}:${one.talkingGen}`);
    expect(isAway, 'who is away has a deadline').toBe(one.awaySinceMs !== null);
    const isWaiting = (await redis.zscore(keys.waiting('service'), callId)) !== null;
    expect(isWaiting, `${callId} in its queue`).toBe(one.state === 'waiting');
  }
  for (const agentId of seats) {
    const at = await agents.readAgent(agentId);
    const isBusy = at?.state === 'offered' || at?.state === 'talking';
    expect(places.get(agentId) ?? [], `where ${agentId} is`).toEqual(isBusy ? [`${at.state} ${at.callId}`] : []);
    if (at?.state === 'wrapUp') expect(at.wrapCallId, `${agentId} writes a call up`).not.toBeNull();
  }
}

/** What must hold of the whole story, read from the events alone. */
function checkStory(events: LiveEvent[]): void {
  const states = new Map<string, AgentState>();
  for (const event of events) {
    if (event.type !== 'agent.stateChanged') continue;
    const { from, to } = event.data;
    expect(from, `${event.agentId} goes on from where it was`).toBe(states.get(event.agentId) ?? 'offline');
    if (from !== to) expect(mayMoveAgent(from, to), `${event.agentId}: ${from} -> ${to}`).toBe(true);
    states.set(event.agentId, to);
  }
  const ofCall = Map.groupBy(
    events.filter(({ callId }) => callId !== ''),
    ({ callId }) => callId,
  );
  for (const [callId, own] of ofCall) {
    expect(
      own.filter(({ type }) => type === 'call.ended'),
      `${callId} ends once`,
    ).toHaveLength(1);
    const record = callRecordFrom(own);
    const { answeredAtMs, endedAtMs, talkMs, holdMs } = record.call;
    // Nobody's talk is counted twice, nor more of it than there was time.
    if (answeredAtMs !== null)
      expect((talkMs ?? 0) + (holdMs ?? 0)).toBeLessThanOrEqual((endedAtMs ?? 0) - answeredAtMs);
    for (const leg of record.legs) {
      expect(leg.endedAtMs, 'every leg has an end').not.toBeNull();
      expect(leg.talkMs === null, 'who was not there has not talked').toBe(leg.answeredAtMs === null);
    }
    if (answeredAtMs !== null) expect(record.call.outcome).toBe('answered');
  }
}

it('keeps every seat in one place, every call with somebody, and every command safe to repeat', {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), async (moves) => {
      await center.startOver();
      for (const agentId of seats) {
        await center.seat(agentId);
        await center.agents.askState(agentId, 'ready', '');
      }
      const live: string[] = [];
      for (const kind of ['arrive', 'answerOffer'] as const) await take({ kind, call: 0 }, live);
      for (const move of moves) {
        await take(move, live);
        await checkState(live);
      }
      for (const callId of live) await center.calls.endCall(callId, { endedBy: 'customer' });
      checkStory(await center.events());
      const left = (await center.redis.zrange(center.keys.deadlines, 0, '-1')).filter(
        (name) => !/^(life|wrapUp):/.test(name),
      );
      expect(left, 'no deadline outlives its call').toEqual([]);
    }),
    { numRuns: 60 },
  );
});
