import type { LiveEvent } from '@sansheng/shared/contracts/events';
import { type AgentState, mayMoveAgent } from '@sansheng/shared/domain/agent-state';
import { type CallState, callMoves } from '@sansheng/shared/domain/call-state';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { holdCall } from '../../server/src/telephony/hold/index.ts';
import { expireWrapUp, finishWrapUp } from '../../server/src/telephony/wrap-up/index.ts';
import { aLiveCenter, type LiveCenter } from '../support/live-center.ts';
import { theStack } from '../support/the-stack.ts';

const seats = ['1001', '1002', '1003'];
/** Which queues each seat serves: they overlap, so that one call may find several seats and one seat several calls. */
const queuesOf: Record<string, string[]> = { '1001': ['service'], '1002': ['service', 'vip'], '1003': ['vip'] };
const SILENT_MS = 60_000;

const step = fc.oneof(
  fc.record({ kind: fc.constant('arrive' as const), queue: fc.constantFrom('service', 'vip') }),
  fc.record({
    kind: fc.constantFrom('answer' as const, 'expire' as const, 'decline' as const),
    call: fc.nat(3),
    /** Mostly the offer of now, sometimes an old one or one that never was. */
    genAgo: fc.constantFrom(0, 0, 0, 1, -1),
  }),
  fc.record({ kind: fc.constantFrom('hangUp' as const, 'hold' as const, 'greet' as const), call: fc.nat(3) }),
  fc.record({
    kind: fc.constantFrom('ready' as const, 'ready' as const, 'notReady' as const, 'offline' as const),
    seat: fc.constantFrom(...seats),
  }),
  fc.record({
    kind: fc.constantFrom('wrapUp' as const, 'wrapUpLimit' as const, 'signIn' as const, 'phoneLost' as const),
    seat: fc.constantFrom(...seats),
  }),
  fc.record({ kind: fc.constantFrom('alive' as const, 'checkLife' as const), seat: fc.constantFrom(...seats) }),
  fc.record({
    kind: fc.constant('lend' as const),
    from: fc.constantFrom('service', 'vip'),
    on: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('time' as const), ms: fc.constantFrom(1, 1000, 20_000, SILENT_MS + 1) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

let clockMs = 1_763_700_000_000;
let center: LiveCenter;
beforeAll(async () => {
  center = await aLiveCenter({
    redisUrl: theStack().environment.REDIS_URL ?? '',
    queues: { service: { wrapUpLimitMs: 60_000 }, vip: { priority: 9, ringsPerOffer: 1 } },
    nowMs: () => clockMs,
  });
});
afterAll(async () => {
  await center.forgetAll();
  center.close();
});

/** Does one step as whatever server got it would; steps that make no sense now must be refused by the scripts. */
async function take(move: Step, live: string[]): Promise<void> {
  const { routing, calls, agents, state } = center;
  const callId = 'call' in move ? (live[move.call % Math.max(1, live.length)] ?? 'c-never') : '';
  switch (move.kind) {
    case 'arrive': {
      if (live.length >= 5) return;
      const arrived = await center.arrive();
      live.push(arrived);
      await routing.queueCall(arrived, move.queue);
      return;
    }
    case 'answer':
    case 'expire':
    case 'decline': {
      const gen = ((await calls.readCall(callId))?.offerGen ?? 1) - move.genAgo;
      if (move.kind === 'answer') await routing.answerOffer(callId, gen);
      else if (move.kind === 'expire') await routing.endOffer(callId, gen, 'ignored', 'expired');
      else await routing.endOffer(callId, gen, 'declined', 'failed');
      return;
    }
    case 'hangUp':
      await calls.endCall(callId, { endedBy: 'customer' });
      live.splice(0, live.length, ...live.filter((each) => each !== callId));
      return;
    case 'hold': {
      const call = await calls.readCall(callId);
      await holdCall(state, callId, call?.agentId ?? '1001', call?.heldSinceMs === null);
      return;
    }
    case 'greet':
      await calls.centerAnswer(callId);
      return;
    case 'ready':
    case 'notReady':
    case 'offline':
      await agents.askState(move.seat, move.kind, move.kind === 'notReady' ? 'break' : '');
      return;
    case 'wrapUp':
    case 'wrapUpLimit': {
      const wrapCall = (await agents.readAgent(move.seat))?.wrapCallId ?? 'c-never';
      if (move.kind === 'wrapUpLimit') await expireWrapUp(state, move.seat, wrapCall);
      else
        await finishWrapUp(state, {
          agentId: move.seat,
          callId: wrapCall,
          categoryId: 'other',
          result: 'resolved',
          note: '',
        });
      return;
    }
    case 'signIn':
      await signIn(move.seat);
      return;
    case 'phoneLost':
      await agents.seatAlive(move.seat, { isRegistered: false, isHeard: false });
      return;
    case 'alive':
      await agents.seatAlive(move.seat, { isRegistered: true, hasMicrophone: true, isHeard: true });
      return;
    case 'checkLife':
      await agents.checkLife(move.seat);
      return;
    case 'lend':
      await lend(move.from, move.on);
      return;
    case 'time':
      clockMs += move.ms;
  }
}

/** As the server does at once when the last seat that could have had a call is not at work any more. */
async function matchDue(): Promise<void> {
  for (const pool of ['service', 'vip']) {
    if ((await center.redis.zscore(center.keys.deadlines, `match:${pool}`)) !== null)
      await center.routing.matchPool(pool);
  }
}

/** As the server does when the waits of the other queue pass their limit, and when they are short again. */
async function lend(lender: string, on: boolean): Promise<void> {
  const { redis, keys, routing } = center;
  const borrower = lender === 'service' ? 'vip' : 'service';
  const change = redis.multi();
  if (on) change.sadd(keys.borrows(borrower), lender).sadd(keys.lends(lender), borrower);
  else change.srem(keys.borrows(borrower), lender).srem(keys.lends(lender), borrower);
  await change.exec();
  if (on) await routing.matchPool(borrower);
}

async function signIn(agentId: string): Promise<void> {
  const who = { agentId, name: agentId, teamId: '', teamName: '', queues: queuesOf[agentId] ?? [] };
  await center.agents.signInSeat({ ...who, silentMs: SILENT_MS });
  await center.agents.seatAlive(agentId, { isRegistered: true, hasMicrophone: true, isHeard: true });
}

/** What must hold after every single step. */
async function checkState(live: string[]): Promise<void> {
  const { redis, keys, calls, agents } = center;
  const all = (await Promise.all(live.map((id) => calls.readCall(id)))).flatMap((call) => (call ? [call] : []));
  const desks = (await Promise.all(seats.map((id) => agents.readAgent(id)))).flatMap((seat) => (seat ? [seat] : []));
  const withSeat = all.filter((call) => call.state === 'offered' || call.state === 'talking');

  expect(new Set(withSeat.map((call) => call.agentId)).size, 'no seat has two calls').toBe(withSeat.length);
  for (const call of withSeat) {
    const seat = desks.find(({ agentId }) => agentId === call.agentId);
    expect(seat, 'call and seat agree').toMatchObject({ state: call.state, callId: call.callId });
  }
  for (const seat of desks) {
    if (seat.state === 'offered' || seat.state === 'talking') {
      expect(
        withSeat.map((call) => call.agentId),
        'no seat is stuck',
      ).toContain(seat.agentId);
    }
    for (const queueId of ['service', 'vip']) {
      const isListed = (await redis.zscore(keys.ready(queueId), seat.agentId)) !== null;
      expect(isListed, `${seat.agentId} in ready:${queueId}`).toBe(
        seat.state === 'ready' && seat.queueIds.includes(queueId),
      );
    }
  }
  for (const call of all) {
    const isWaiting = (await redis.zscore(keys.waiting(call.queueId ?? ''), call.callId)) !== null;
    expect(isWaiting, `${call.callId} in waiting`).toBe(call.state === 'waiting');
    const deadline = await redis.zscore(keys.deadlines, `offer:${call.callId}:${call.offerGen}`);
    expect(deadline !== null, `${call.callId} has the deadline of its offer`).toBe(call.state === 'offered');
    if (call.state !== 'waiting') continue;
    const passed = await passedOver(call.callId, call.queueId ?? '');
    const serving = [call.queueId ?? '', ...(await redis.smembers(keys.borrows(call.queueId ?? '')))];
    const idle = desks.filter(
      (seat) =>
        seat.state === 'ready' &&
        seat.isRegistered &&
        seat.hasMicrophone &&
        clockMs - seat.seenMs <= SILENT_MS &&
        seat.queueIds.some((queueId) => serving.includes(queueId)) &&
        !passed.includes(seat.agentId),
    );
    expect(idle, `${call.callId} waits while a seat is free`).toEqual([]);
  }
}

/** Seats that let the call ring since they last said that they are ready, while another could have it. */
async function passedOver(callId: string, queueId: string): Promise<string[]> {
  const { redis, keys } = center;
  const turns = await redis.zrange(keys.passed(callId), 0, '-1', 'WITHSCORES');
  const marked: string[] = [];
  for (let i = 0; i < turns.length; i += 2) {
    const agentId = turns[i] as string;
    const turn = Number((await redis.hget(keys.agent(agentId), 'readyTurn')) ?? 0);
    if (Number(turns[i + 1]) >= turn) marked.push(agentId);
  }
  const atWork = ['ready', 'offered', 'talking', 'wrapUp'];
  for (const agentId of seats) {
    const serves = queuesOf[agentId]?.includes(queueId) === true && !marked.includes(agentId);
    if (serves && atWork.includes((await redis.hget(keys.agent(agentId), 'state')) ?? '')) return marked;
  }
  return [];
}

/** What must hold of the whole story, read from the events alone. */
function checkStory(events: LiveEvent[]): void {
  const seatStates = new Map<string, AgentState>();
  const callStates = new Map<string, CallState>();
  const offered = new Set<string>();
  const ends = new Map<string, number>();
  for (const event of events) {
    const move = (to: CallState) => {
      const from = callStates.get(event.callId) as CallState;
      expect(callMoves[from], `${event.callId}: ${from} -> ${to}`).toContain(to);
      callStates.set(event.callId, to);
    };
    switch (event.type) {
      case 'call.arrived':
        callStates.set(event.callId, 'arrived');
        break;
      case 'routing.callQueued':
        move('waiting');
        break;
      case 'routing.offered':
        move('offered');
        expect(offered, 'no seat is rung twice for one call unless it is ready anew').not.toContain(
          `${event.callId} ${event.agentId}`,
        );
        offered.add(`${event.callId} ${event.agentId}`);
        break;
      case 'routing.offerExpired':
      case 'routing.offerFailed':
        move('waiting');
        break;
      case 'call.answered':
        move('talking');
        break;
      case 'call.ended':
        move('ended');
        ends.set(event.callId, (ends.get(event.callId) ?? 0) + 1);
        break;
      case 'agent.stateChanged': {
        const { from, to } = event.data;
        expect(from, `${event.agentId} goes on from where it was`).toBe(seatStates.get(event.agentId) ?? 'offline');
        // The same state with another reason is no move.
        if (to === 'ready') for (const one of offered) if (one.endsWith(` ${event.agentId}`)) offered.delete(one);
        if (from !== to) expect(mayMoveAgent(from, to), `${event.agentId}: ${from} -> ${to}`).toBe(true);
        seatStates.set(event.agentId, to);
        break;
      }
    }
  }
  for (const callId of callStates.keys()) expect(ends.get(callId), `${callId} ends once`).toBe(1);
}

it('keeps one call per seat, both state machines in their tables, and one end per call, in any order of events', {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (moves) => {
      await center.startOver();
      for (const seat of seats) await signIn(seat);
      const live: string[] = [];
      for (const move of moves) {
        await take(move, live);
        await matchDue();
        await checkState(live);
      }
      for (const callId of live) await center.calls.endCall(callId, { endedBy: 'customer' });
      checkStory(await center.events());
      const deadlines = await center.redis.zrange(center.keys.deadlines, 0, '-1');
      expect(
        deadlines.filter((name) => /^(offer|greet):/.test(name)),
        'no deadline outlives its call',
      ).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
