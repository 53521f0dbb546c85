import { parseArgs } from 'node:util';
import { StackError } from '@sansheng/config/stack';
import { runStep } from '@sansheng/config/stack/steps';
import { type RedisKeys, redisKeys } from '@sansheng/shared/redis';
import type { Redis } from 'ioredis';
import { showSteps } from '../../config/start/show-steps.mjs';
import { createAgentsStore } from '../../server/src/telephony/agents/index.ts';
import { createCallsStore } from '../../server/src/telephony/calls/index.ts';
import type { LiveState, Offer } from '../../server/src/telephony/live-state/index.ts';
import { createRoutingStore } from '../../server/src/telephony/routing/index.ts';
import { startOwnRedis } from '../support/own-redis.ts';

const usage = `npm run bench:routing [-- --decisions 1000] [-- --seats 1000 --waiting 1000]
What a decision of the routing costs, beside an empty EVALSHA on the same Redis at the same time. A decision is a
transition that makes an offer: a call is queued and a seat is free (0 waiting), or a seat is freed and calls wait.
  --seats, --waiting  only the lines with these numbers
  --decisions  measured one at a time per line, and as many again sent at once`;

interface Center {
  name: string;
  seats: number;
  waiting: number;
  /** The queues of a seat and of a call, by number. */
  queuesOfSeat: (seat: number) => string[];
  queueOfCall: (call: number) => string;
  /** Queues that share one pool, as the settings give to queues served by the same seats in the same way. */
  pools?: Record<string, string>;
}
interface Run {
  center: Center;
  decisions: Timing;
  floor: Timing;
}
interface Timing {
  /** One at a time, in microseconds, sorted. */
  singleUs: number[];
  /** Many sent at once: microseconds for each, sorted. */
  togetherUs: number[];
}

const [SEATS, WAITING] = [
  [10, 100, 1000, 5000],
  [0, 100, 1000, 10_000],
];
const SHARED = 500;
const manyQueues = Array.from({ length: SHARED }, (_, i) => `q${i}`);
const inQueue = (i: number) => manyQueues[i % SHARED] as string;

const centers: Center[] = [
  ...SEATS.flatMap((seats) =>
    WAITING.map((waiting) => ({
      name: 'one queue',
      seats,
      waiting,
      queuesOfSeat: () => ['q'],
      queueOfCall: () => 'q',
    })),
  ),
  {
    name: `${SHARED} queues, each served by all seats`,
    seats: 5000,
    waiting: 10_000,
    queuesOfSeat: () => manyQueues,
    queueOfCall: inQueue,
    pools: Object.fromEntries(manyQueues.map((queueId) => [queueId, 'all'])),
  },
  {
    name: `${SHARED} queues, each with 10 seats of its own`,
    seats: 5000,
    waiting: 10_000,
    queuesOfSeat: (seat) => [inQueue(seat)],
    queueOfCall: inQueue,
  },
  {
    name: `${SHARED} queues, each seat in 5 of them`,
    seats: 5000,
    waiting: 10_000,
    queuesOfSeat: (seat) => [0, 1, 7, 40, 111].map((step) => inQueue(seat + step)),
    queueOfCall: inQueue,
  },
];

/** Rounds per line, each with a share of the decisions and of the floor: what the machine does meanwhile hits both. */
const ROUNDS = 10;
/** Commands sent at once. */
const TOGETHER = 50;
const FOR_EVER_MS = 1e14;

/** Sends so many commands at once that Redis is never idle, and not so many that their replies pile up. */
async function together(count: number, command: (i: number) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < count; from += TOGETHER) {
    await Promise.all(Array.from({ length: Math.min(TOGETHER, count - from) }, (_, i) => command(from + i)));
  }
}

async function measure(redis: Redis, keys: RedisKeys, center: Center, decisions: number): Promise<Run> {
  const { seats, waiting } = center;
  await redis.flushall();
  let offers: Offer[] = [];
  const state: LiveState = { redis, keys, ringSeats: (made) => void offers.push(...made) };
  const [agents, calls, routing] = [createAgentsStore(state), createCallsStore(state), createRoutingStore(state)];
  const queueIds = new Set(Array.from({ length: Math.max(SHARED, seats) }, (_, i) => center.queuesOfSeat(i)).flat());
  for (const queueId of queueIds) {
    await redis.hset(keys.queue(queueId), {
      sizeLimit: 1e9,
      ringsPerOffer: 3,
      priority: 5,
      wrapUpMode: 'none',
      pool: center.pools?.[queueId] ?? queueId,
    });
  }

  let arrivals = 0;
  const nameOf = (call: number) => `c${String(call).padStart(8, '0')}`;
  const arrive = async () => {
    const callId = nameOf((arrivals += 1));
    const who = {
      channelId: callId,
      node: 'n',
      hotline: '4000',
      callerNumber: callId,
      canonicalNumber: callId,
      ringCycleMs: 5000,
    };
    await calls.arriveCall({ callId, ...who });
    return callId;
  };
  const queue = (callId: string) => routing.queueCall(callId, center.queueOfCall(Number(callId.slice(1))));
  const hangUp = (callId: string) => calls.endCall(callId, { endedBy: 'customer' });
  /** Answers all offers made since, and says which calls they were. */
  const answer = async (): Promise<string[]> => {
    const made = offers;
    offers = [];
    await together(made.length, (i) => routing.answerOffer(made[i]?.callId ?? '', made[i]?.offerGen ?? 0));
    return made.map(({ callId }) => callId);
  };

  await together(seats, async (i) => {
    const agentId = `s${i}`;
    const who = { agentId, name: agentId, teamId: '', teamName: '', silentMs: FOR_EVER_MS };
    await agents.signInSeat({ ...who, queues: center.queuesOfSeat(i) });
    await agents.seatAlive(agentId, { isRegistered: true, hasMicrophone: true, isHeard: true });
    await agents.askState(agentId, 'ready', '');
  });
  let talking: string[] = [];
  if (waiting > 0) {
    // Call i finds seat i free, whichever queues they have: as many calls as seats, then those who wait.
    await together(seats + waiting, async () => queue(await arrive()));
    talking = await answer();
    if (talking.length !== seats) throw new Error(`${talking.length} of ${seats} seats talk`);
  }

  /** Makes ready for `count` decisions, at most one a seat; each is then one call of what is returned. */
  async function prepare(count: number): Promise<((i: number) => Promise<unknown>)[]> {
    if (waiting > 0) return talking.splice(0, count).map((callId) => () => hangUp(callId));
    const arrived: string[] = [];
    await together(count, async () => arrived.push(await arrive()));
    return arrived.map((callId) => () => queue(callId));
  }
  /** Brings the center back to where it was. */
  async function restore(count: number): Promise<void> {
    if (offers.length !== count) throw new Error(`${offers.length} offers by ${count} decisions`);
    const answered = await answer();
    if (waiting > 0) {
      talking.push(...answered);
      await together(count, async () => queue(await arrive()));
    } else {
      await together(count, (i) => hangUp(answered[i] ?? ''));
    }
    await redis.xtrim(keys.events, 'MAXLEN', 1000);
  }

  redis.defineCommand('doNothing', { numberOfKeys: 1, lua: "return '{}'" });
  const doNothing = () =>
    (redis as unknown as Record<'doNothing', (...args: string[]) => Promise<string>>).doNothing(
      keys.base,
      '0',
      'c1',
      'q',
    );
  const run: Run = { center, decisions: { singleUs: [], togetherUs: [] }, floor: { singleUs: [], togetherUs: [] } };
  const one = async (into: Timing, command: () => Promise<unknown>) => {
    const begunAtMs = performance.now();
    await command();
    into.singleUs.push((performance.now() - begunAtMs) * 1000);
  };
  const all = async (into: Timing, commands: (() => Promise<unknown>)[]) => {
    const begunAtMs = performance.now();
    await Promise.all(commands.map((command) => command()));
    into.togetherUs.push(((performance.now() - begunAtMs) * 1000) / commands.length);
  };
  const batch = Math.min(seats, TOGETHER);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let done = 0; done < decisions / ROUNDS; done += batch) {
      for (const decide of await prepare(batch)) {
        await one(run.floor, doNothing);
        await one(run.decisions, () => decide(0));
      }
      await restore(batch);
      await all(
        run.floor,
        Array.from({ length: batch }, () => doNothing),
      );
      await all(
        run.decisions,
        (await prepare(batch)).map((decide) => () => decide(0)),
      );
      await restore(batch);
    }
  }
  for (const timing of [run.decisions, run.floor])
    for (const times of [timing.singleUs, timing.togetherUs]) times.sort((a, b) => a - b);
  return run;
}

const quantile = (sorted: number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
const perSecond = (us: number) => Math.round(1e6 / us);

const columns: [title: string, width: number, value: (run: Run) => string | number][] = [
  ['seats', 6, ({ center }) => center.seats],
  ['waiting', 8, ({ center }) => center.waiting],
  ['p50 us', 8, ({ decisions }) => quantile(decisions.singleUs, 0.5).toFixed(0)],
  ['p99 us', 8, ({ decisions }) => quantile(decisions.singleUs, 0.99).toFixed(0)],
  ['per second', 11, ({ decisions }) => perSecond(quantile(decisions.singleUs, 0.5))],
  ['floor p50', 10, ({ floor }) => quantile(floor.singleUs, 0.5).toFixed(0)],
  ['times floor', 12, (run) => ratio(run, 'singleUs').toFixed(2)],
  ['at once/s', 11, ({ decisions }) => perSecond(quantile(decisions.togetherUs, 0.5))],
  ['floor/s', 9, ({ floor }) => perSecond(quantile(floor.togetherUs, 0.5))],
  ['times floor', 12, (run) => ratio(run, 'togetherUs').toFixed(2)],
];
const ratio = ({ decisions, floor }: Run, how: keyof Timing) =>
  quantile(decisions[how], 0.5) / quantile(floor[how], 0.5);

function report(runs: Run[]): void {
  const isOne = ({ center }: Run) => center.name === 'one queue';
  const find = (seats: number, waiting: number) =>
    runs.find((run) => isOne(run) && run.center.seats === seats && run.center.waiting === waiting);
  const middle = find(1000, 1000);
  const growth = WAITING.flatMap((waiting) => {
    const [small, large] = [find(100, waiting), find(5000, waiting)];
    if (small === undefined || large === undefined) return [];
    const times = quantile(large.decisions.singleUs, 0.5) / quantile(small.decisions.singleUs, 0.5);
    return [`${times.toFixed(2)} (${waiting} waiting)`];
  });
  console.log(
    `\nOne at a time (median of round trips) and ${TOGETHER} sent at once; floor: an empty EVALSHA in turn with the decisions.`,
  );
  if (middle !== undefined) {
    const [single, atOnce] = [ratio(middle, 'singleUs'), ratio(middle, 'togetherUs')].map((times) => times.toFixed(2));
    console.log(
      `At 1,000 seats and 1,000 waiting, goal 4 times the floor: ${single} one at a time, ${atOnce} at once.`,
    );
  }
  if (growth.length > 0) console.log(`From 100 to 5,000 seats, goal under 1.5 times: ${growth.join(', ')}.`);
  const floors = (how: keyof Timing) => runs.map(({ floor }) => quantile(floor[how], 0.5)).sort((a, b) => a - b);
  console.log(
    JSON.stringify({
      floor: {
        evalshaPerSecond: perSecond(quantile(floors('singleUs'), 0.5)),
        evalshaAtOncePerSecond: perSecond(quantile(floors('togetherUs'), 0.5)),
      },
      runs: runs.map((run) => ({
        queues: run.center.name,
        seats: run.center.seats,
        waiting: run.center.waiting,
        decisionsPerSecond: perSecond(quantile(run.decisions.singleUs, 0.5)),
        p50Us: Math.round(quantile(run.decisions.singleUs, 0.5)),
        p99Us: Math.round(quantile(run.decisions.singleUs, 0.99)),
        floorP50Us: Math.round(quantile(run.floor.singleUs, 0.5)),
        atOncePerSecond: perSecond(quantile(run.decisions.togetherUs, 0.5)),
        floorAtOncePerSecond: perSecond(quantile(run.floor.togetherUs, 0.5)),
      })),
    }),
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      decisions: { type: 'string', default: '1000' },
      seats: { type: 'string' },
      waiting: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const decisions = Number(values.decisions);
  if (values.help || !(decisions >= ROUNDS)) {
    console.log(usage);
    return;
  }
  const onStep = showSteps();
  const own = await startOwnRedis('bench-routing', onStep);
  const runs: Run[] = [];
  try {
    for (const center of centers) {
      if (values.seats !== undefined && center.seats !== Number(values.seats)) continue;
      if (values.waiting !== undefined && center.waiting !== Number(values.waiting)) continue;
      const name = `${center.seats} seats, ${center.waiting} waiting, ${center.name}`;
      await runStep(onStep, 'Measured', async (progress) => {
        progress(name);
        const run = await measure(own.redis, redisKeys('bench'), center, decisions);
        runs.push(run);
        const p50 = quantile(run.decisions.singleUs, 0.5).toFixed(0);
        return { value: undefined, detail: `${name}: ${p50} us, ${ratio(run, 'singleUs').toFixed(2)} times the floor` };
      });
    }
  } finally {
    await own.stop();
  }
  console.log(`\n${columns.map(([title, width]) => title.padStart(width)).join('')}  queues`);
  for (const run of runs) {
    console.log(
      `${columns.map(([, width, value]) => String(value(run)).padStart(width)).join('')}  ${run.center.name}`,
    );
  }
  report(runs);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof StackError ? error.message : error);
  process.exitCode = 1;
}
