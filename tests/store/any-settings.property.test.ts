import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expireWrapUp } from '../../server/src/telephony/wrap-up/index.ts';
import { aLiveCenter, type LiveCenter } from '../support/live-center.ts';
import { theStack } from '../support/the-stack.ts';

const [seats, queues, skills] = [
  ['1001', '1002', '1003', '1004'],
  ['service', 'vip', 'team'],
  ['english', 'billing'],
];
const SILENT_MS = 600_000;
const OWN_SEAT_WAIT_MS = 10_000;

interface Need {
  skill: string;
  level: number;
  relax: { afterMs: number; level: number }[];
}
/** What an administrator may set while calls wait: who serves what, at which skill, in which pool, by which strategy. */
interface Settings {
  queuesOf: string[][];
  skillsOf: Record<string, number>[];
  /** The pool of each queue; queues of one pool have the same seats there. */
  pools: string[];
  strategies: string[];
  /** The share of each queue; 0: it takes no part in a fair share. */
  shares: number[];
}

const settings: fc.Arbitrary<Settings> = fc
  .record({
    queuesOf: fc.array(fc.subarray(queues), { minLength: seats.length, maxLength: seats.length }),
    skillsOf: fc.array(
      fc.record({ english: fc.nat(10), billing: fc.nat(10) }, { requiredKeys: [] }) as fc.Arbitrary<
        Record<string, number>
      >,
      { minLength: seats.length, maxLength: seats.length },
    ),
    strategies: fc.array(
      fc.constantFrom('longestIdle', 'fewestCalls', 'leastTalk', 'roundRobin', 'linear', 'mostSkilled'),
      { minLength: queues.length, maxLength: queues.length },
    ),
    shares: fc.array(fc.nat(3), { minLength: queues.length, maxLength: queues.length }),
  })
  .map((drawn) => {
    const seatsOf = (queue: string) => drawn.queuesOf.map((served) => served.includes(queue)).join();
    const poolOf = (queue: string) => queues.find((each) => seatsOf(each) === seatsOf(queue)) as string;
    return { ...drawn, pools: queues.map(poolOf) };
  });

const needs: fc.Arbitrary<Need[]> = fc.uniqueArray(
  fc.record({
    skill: fc.constantFrom(...skills),
    level: fc.integer({ min: 1, max: 10 }),
    relax: fc.constantFrom<Need['relax']>(
      [],
      [{ afterMs: 5000, level: 0 }],
      [
        { afterMs: 2000, level: 3 },
        { afterMs: 9000, level: 0 },
      ],
    ),
  }),
  { selector: ({ skill }) => skill, maxLength: 2 },
);
const aSeat = fc.constantFrom(...seats);
const aCall = fc.nat(5);
const step = fc.record({
  /** The reply of the script was lost and it is called once more. */
  again: fc.boolean(),
  move: fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('arrive' as const),
        queue: fc.constantFrom(...queues),
        priority: fc.constantFrom(-1, 0, 5, 9),
        needs,
        ownAgent: fc.option(aSeat, { nil: undefined }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constantFrom('answer' as const, 'expire' as const),
        call: aCall,
        ring: fc.nat(1),
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('hangUp' as const), call: aCall }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('priority' as const), call: aCall, to: fc.nat(9) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('settings' as const), settings }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('ready' as const, 'notReady' as const), seat: aSeat }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('time' as const), ms: fc.constantFrom(1000, 4000, 11_000) }),
    },
  ),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

let clockMs = 1_763_700_000_000;
let center: LiveCenter;
beforeAll(async () => {
  center = await aLiveCenter({
    redisUrl: theStack().environment.REDIS_URL ?? '',
    queues: { service: {}, vip: { priority: 9 }, team: {} },
    nowMs: () => clockMs,
  });
  const { redis, keys } = center;
  // One that wraps up, two that do not; one that rings two seats at once.
  await redis.hset(keys.queue('service'), {
    ownSeatWaitMs: OWN_SEAT_WAIT_MS,
    wrapUpMode: 'limited',
    wrapUpLimitMs: 3000,
  });
  await redis.hset(keys.queue('vip'), { ownSeatWaitMs: OWN_SEAT_WAIT_MS, wrapUpMode: 'none' });
  await redis.hset(keys.queue('team'), { seatsAtOnce: 2, wrapUpMode: 'none' });
});
afterAll(async () => {
  await center.forgetAll();
  center.close();
});

/** As the server does when settings were changed: mirror, calls that wait, seats, then a look at every pool. */
async function apply(now: Settings): Promise<void> {
  const { redis, keys, agents, routing } = center;
  for (const [i, queueId] of queues.entries()) {
    const pool = now.pools[i] as string;
    await redis.hset(keys.queue(queueId), { pool, fairShare: now.shares[i] ?? 0 });
    await redis.hset(keys.pool(pool), { strategy: now.strategies[queues.indexOf(pool)] as string });
  }
  for (const queueId of queues) await routing.regroupQueue(queueId);
  for (const [i, agentId] of seats.entries()) {
    const served = (now.queuesOf[i] ?? []).map((queueId, order) => ({ queueId, order, listed: order }));
    const who = { agentId, name: agentId, teamId: '', teamName: '', silentMs: SILENT_MS };
    await agents.signInSeat({ ...who, queues: served, skills: now.skillsOf[i] ?? {} });
  }
  for (const pool of new Set(now.pools)) await routing.matchPool(pool);
}

/** As the server whose turn it is does when a deadline has passed. */
async function runDeadlines(): Promise<void> {
  const { routing, deadlines, agents, calls, state } = center;
  const { members } = await deadlines.dueDeadlines();
  for (const member of members) {
    const [kind = '', id = '', more = ''] = member.split(':');
    if (kind === 'offer') await routing.endOffer(id, Number(more), 'ignored', 'expired');
    else if (kind === 'relax' || kind === 'own') await routing.lookAgain(id);
    else if (kind === 'match') await routing.matchPool(id);
    else if (kind === 'wrapUp') await expireWrapUp(state, id, more);
    else if (kind === 'life') await agents.checkLife(id);
    else if (kind === 'greet') await calls.centerAnswer(id);
  }
}

async function take({ move, again }: Step, live: string[]): Promise<void> {
  const { routing, calls, agents, redis, keys } = center;
  const callId = 'call' in move ? (live[move.call % Math.max(1, live.length)] ?? 'c-never') : '';
  /** What comes twice must change nothing the second time. */
  const run = async (script: () => Promise<unknown>) => {
    await script();
    if (!again) return;
    const before = await redis.xlen(keys.events);
    await script();
    expect(await redis.xlen(keys.events), `${move.kind} called again changes nothing`).toBe(before);
  };
  switch (move.kind) {
    case 'arrive': {
      if (live.length >= 6) return;
      const arrived = await center.arrive();
      live.push(arrived);
      const { priority, ownAgent } = move;
      await run(() =>
        routing.queueCall(arrived, move.queue, { priority, needs: move.needs, ...(ownAgent ? { ownAgent } : {}) }),
      );
      return;
    }
    case 'answer':
    case 'expire': {
      const rings = (await calls.readCall(callId))?.rings ?? [];
      const gen = rings[move.ring % Math.max(1, rings.length)]?.offerGen ?? 99;
      if (move.kind === 'answer') await run(() => routing.answerOffer(callId, gen));
      else await run(() => routing.endOffer(callId, gen, 'ignored', 'expired'));
      return;
    }
    case 'hangUp':
      await run(() => calls.endCall(callId, { endedBy: 'customer' }));
      live.splice(0, live.length, ...live.filter((each) => each !== callId));
      return;
    case 'priority':
      await routing.setPriority(callId, move.to);
      return;
    case 'settings':
      await apply(move.settings);
      return;
    case 'ready':
    case 'notReady':
      await agents.askState(move.seat, move.kind, move.kind === 'notReady' ? 'break' : '');
      return;
    case 'time':
      clockMs += move.ms;
      await runDeadlines();
  }
}

/** The level of each skill that the call needs now. */
function needsNow(hash: Record<string, string>): Map<string, number> {
  const waitedMs = clockMs - Number(hash.arrivedAt);
  const asked = JSON.parse(hash.needs || '[]') as Need[];
  return new Map(
    asked.map(({ skill, level, relax }) => [
      skill,
      relax.findLast(({ afterMs }) => waitedMs >= afterMs)?.level ?? level,
    ]),
  );
}

async function checkState(live: string[], now: Settings): Promise<void> {
  const { redis, keys, agents } = center;
  const calls = await Promise.all(
    live.map(async (callId) => ({ callId, hash: await redis.hgetall(keys.call(callId)) })),
  );
  const desks = (await Promise.all(seats.map((id) => agents.readAgent(id)))).flatMap((seat) => (seat ? [seat] : []));
  const poolOf = (queueId: string) => now.pools[queues.indexOf(queueId)] as string;
  const poolsOf = (agentId: string) => new Set((now.queuesOf[seats.indexOf(agentId)] ?? []).map(poolOf));
  const skillsOf = (agentId: string) => now.skillsOf[seats.indexOf(agentId)] ?? {};

  // Which seat is at which call: a call may ring at several seats, a seat has one call.
  const held = new Map<string, string>();
  for (const { callId, hash } of calls) {
    const rings = (JSON.parse(hash.rings || '[]') as [number, string][]) ?? [];
    expect(rings.length > 0, `${callId} rings while it is offered`).toBe(hash.state === 'offered');
    const at = hash.state === 'talking' ? [hash.agentId as string] : rings.map(([, agentId]) => agentId);
    for (const agentId of at) {
      expect(held.get(agentId), `${agentId} has one call`).toBeUndefined();
      held.set(agentId, callId);
      expect(desks.find((seat) => seat.agentId === agentId)).toMatchObject({ state: hash.state, callId });
    }
    const deadlines = (await redis.zrange(keys.deadlines, 0, '-1')).filter((name) =>
      name.startsWith(`offer:${callId}:`),
    );
    expect(deadlines.sort()).toEqual(rings.map(([gen]) => `offer:${callId}:${gen}`).sort());
  }
  for (const seat of desks) {
    const isBusy = seat.state === 'offered' || seat.state === 'talking';
    expect(held.has(seat.agentId), `${seat.agentId} is not stuck`).toBe(isBusy);
    for (const pool of queues) {
      const listed = seat.state === 'ready' && poolsOf(seat.agentId).has(pool);
      for (const skill of ['', ...skills]) {
        const isIn = (await redis.zscore(keys.ready(pool) + (skill && `:${skill}`), seat.agentId)) !== null;
        const wanted = listed && (skill === '' || skill in skillsOf(seat.agentId));
        expect(isIn, `${seat.agentId} in ready:${pool}:${skill}`).toBe(wanted);
      }
    }
  }

  const waiting = calls.filter(({ hash }) => hash.state === 'waiting');
  for (const { callId, hash } of waiting) {
    const needed = needsNow(hash);
    const marks = await Promise.all(
      desks.map(async ({ agentId }) => {
        const turn = await redis.zscore(keys.passed(callId), agentId);
        return turn !== null && Number(turn) >= Number((await redis.hget(keys.agent(agentId), 'readyTurn')) ?? 0);
      }),
    );
    const isAbleTo = ({ agentId }: { agentId: string }) =>
      poolsOf(agentId).has(poolOf(hash.queueId as string)) &&
      [...needed].every(([skill, level]) => (skillsOf(agentId)[skill] ?? 0) >= level);
    // Marks count while somebody else at work could have the call.
    const atWork = ['ready', 'offered', 'talking', 'wrapUp'];
    const hasOther = desks.some((seat, i) => !marks[i] && atWork.includes(seat.state) && isAbleTo(seat));
    const passed = desks.filter((_seat, i) => hasOther && marks[i]).map(({ agentId }) => agentId);
    const owner = desks.find((seat) => seat.agentId === hash.ownAgent);
    const isKept =
      owner !== undefined &&
      owner.state !== 'offline' &&
      clockMs < Number(hash.ownUntil) &&
      !passed.includes(owner.agentId);
    const couldHave = desks.filter(
      ({ agentId, state }) =>
        state === 'ready' && !passed.includes(agentId) && (isKept ? agentId === owner.agentId : isAbleTo({ agentId })),
    );
    expect(couldHave, `${callId} waits while a seat is free`).toEqual([]);
  }
  // The order of a queue is its priority, then its arrival.
  for (const queueId of queues) {
    const order = await redis.zrange(keys.waiting(queueId), 0, '-1');
    const due = waiting
      .filter(({ hash }) => hash.queueId === queueId)
      .sort(
        (a, b) =>
          Number(b.hash.priority) - Number(a.hash.priority) ||
          Number(a.hash.arrivedAt) - Number(b.hash.arrivedAt) ||
          (a.callId < b.callId ? -1 : 1),
      );
    expect(order).toEqual(due.map(({ callId }) => callId));
  }
}

it('loses no caller and keeps no seat idle while skills, queues, pools and strategies change', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(settings, fc.array(step, { minLength: 10, maxLength: 50 }), async (first, steps) => {
      await center.startOver();
      await apply(first);
      for (const agentId of seats) {
        await center.agents.seatAlive(agentId, { isRegistered: true, hasMicrophone: true, isHeard: true });
      }
      let now = first;
      const live: string[] = [];
      for (const each of steps) {
        await take(each, live);
        for (const name of await center.redis.zrange(center.keys.deadlines, 0, '-1'))
          if (name.startsWith('match:')) await center.routing.matchPool(name.slice('match:'.length));
        if (each.move.kind === 'settings') now = each.move.settings;
        await checkState(live, now);
      }
      for (const callId of live) await center.calls.endCall(callId, { endedBy: 'customer' });
      const events = await center.events();
      const ended = events.filter(({ type }) => type === 'call.ended').map(({ callId }) => callId);
      const arrived = events.filter(({ type }) => type === 'call.arrived').map(({ callId }) => callId);
      expect(ended.sort(), 'every call ends once').toEqual(arrived.sort());
      const left = await center.redis.zrange(center.keys.deadlines, 0, '-1');
      expect(
        left.filter((name) => /^(offer|greet|relax|own):/.test(name)),
        'no deadline outlives its call',
      ).toEqual([]);
      const lines = await center.redis.keys(`${center.keys.base}:line*`);
      expect(lines, 'no line outlives its calls').toEqual([]);
    }),
    { numRuns: 60 },
  );
});
