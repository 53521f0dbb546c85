import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readEnvironment } from '@sansheng/config/environment';
import { dataHome, StackError, startStack } from '@sansheng/config/stack';
import { runStep } from '@sansheng/config/stack/steps';
import { checkLedger, migrate, openDatabase } from '@sansheng/shared/db';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { makeFigureReport, makeServiceLevelReport } from '@sansheng/shared/figure-report';
import { redisKeys } from '@sansheng/shared/redis';
import { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';
import { showSteps } from '../../config/start/show-steps.mjs';
import { generateCalls } from '../../queue-workers/src/generate/generate-calls.ts';
import { seedDemonstration } from '../../queue-workers/src/seed/seed-demonstration.ts';
import { listCalls } from '../../server/src/records/call-records/call-records.store.ts';
import { findCustomerByNumber } from '../../server/src/customers/customers/index.ts';
import { answeredCall } from '../records/made-up-calls.ts';
import type { Happening } from '../records/records-center.ts';
import { quantile } from './acd/figures.ts';
import { withoutAsterisk } from './without-asterisk.ts';

const usage = `npm run bench:records [-- --calls 1000000 --runs 20 --events 40000]
What reports and look-ups take on a database of its own with made-up calls of two years, asked as the server asks it, and
how many events a second one process of queue-workers takes into the records. The calls stay for the next run.
  --calls    at least so many are there, made if need be
  --runs     of each question; the first run, which warms the caches, is not counted
  --events   brought through the stream`;

const tables = [
  'calls',
  'offers',
  'queue_entries',
  'legs',
  'agent_states',
  'figure_intervals',
  'figure_days',
  'not_ready_intervals',
  'customers',
];
const DAYS = 730;
const SEATS = 150;
const TIME_ZONE = 'Asia/Shanghai';
const workersMain = join(import.meta.dirname, '../../queue-workers/src/main.ts');

interface Query {
  name: string;
  limitMs: number;
  ask: (run: number) => Promise<unknown>;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      calls: { type: 'string', default: '1000000' },
      runs: { type: 'string', default: '20' },
      events: { type: 'string', default: '40000' },
      help: { type: 'boolean', default: false },
    },
  });
  const [calls, runs, events] = [Number(values.calls), Number(values.runs), Number(values.events)];
  if (values.help || !(calls > 0) || !(runs > 0) || !(events > 0)) {
    console.log(usage);
    return;
  }
  const onStep = showSteps();
  const dataDir = join(dataHome, 'bench-records');
  const nowhere = withoutAsterisk(dataDir);
  const stack = await startStack({ dataDir, ports: 'free', given: nowhere, onStep });
  const settings = {
    ...stack.environment,
    ...nowhere,
    CENTER_ID: 'bench',
    DEMONSTRATION: 'true',
    CENTER_TIME_ZONE: TIME_ZONE,
    LOG_LEVEL: 'warn',
  };
  const env = readEnvironment(settings);
  const db = await openDatabase(env.DATABASE_URL);
  try {
    await mkdir(env.RECORDING_SPOOL, { recursive: true });
    const clock = centerClock(TIME_ZONE);
    const untilMs = clock.startOfDay(Date.now());
    await runStep(onStep, 'Calls', async (progress) => {
      await migrate(db);
      await seedDemonstration(db, Date.now());
      const there = await countRows(db, 'calls');
      if (there >= calls) return { value: undefined, detail: `${there} are there` };
      await generateCalls(db, {
        databaseUrl: env.DATABASE_URL,
        clock,
        ringCycleMs: env.RING_CYCLE_MS,
        calls: calls - there,
        days: DAYS,
        seats: SEATS,
        seed: there + 1,
        untilMs,
        onProgress: (step, done, of) => progress(`${step} ${done} of ${of}`),
      });
      return { value: undefined, detail: `${calls - there} made` };
    });
    const rows: Record<string, number> = {};
    for (const table of tables) rows[table] = await countRows(db, table);
    const sizes: { name: string; bytes: number | string }[] = await db.query(
      `SELECT TABLE_NAME AS name, DATA_LENGTH + INDEX_LENGTH AS bytes FROM information_schema.TABLES
       WHERE TABLE_SCHEMA = DATABASE()`,
    );
    const megabytes = Object.fromEntries(sizes.map(({ name, bytes }) => [name, Math.round(Number(bytes) / 1e6)]));

    const queries = await makeQueries(db, untilMs);
    const measured: { name: string; p50Ms: number; p95Ms: number; limitMs: number }[] = [];
    for (const query of queries) {
      await runStep(onStep, 'Measured', async (progress) => {
        progress(query.name);
        const takenMs: number[] = [];
        for (let run = 0; run <= runs; run += 1) {
          const begunAtMs = performance.now();
          await query.ask(run);
          if (run > 0) takenMs.push(performance.now() - begunAtMs);
        }
        takenMs.sort((a, b) => a - b);
        const of = (share: number) => Math.round((quantile(takenMs, share) ?? Number.NaN) * 100) / 100;
        measured.push({ name: query.name, p50Ms: of(0.5), p95Ms: of(0.95), limitMs: query.limitMs });
        return { value: undefined, detail: `${query.name}: ${of(0.5)} ms` };
      });
    }
    const eventsPerSecond = await runStep(onStep, 'Projection', async (progress) => {
      const value = await measureProjection(settings, events, progress);
      return { value, detail: `${value} events a second` };
    });

    console.log(`\n${'table'.padEnd(20)}${'rows'.padStart(12)}${'MB'.padStart(8)}`);
    for (const [table, count] of Object.entries(rows))
      console.log(`${table.padEnd(20)}${String(count).padStart(12)}${String(megabytes[table]).padStart(8)}`);
    console.log(
      `\n${'question'.padEnd(40)}${'p50 ms'.padStart(10)}${'p95 ms'.padStart(10)}${'wanted ms'.padStart(12)}`,
    );
    for (const { name, p50Ms, p95Ms, limitMs } of measured)
      console.log(
        `${name.padEnd(40)}${String(p50Ms).padStart(10)}${String(p95Ms).padStart(10)}${`< ${limitMs}`.padStart(12)}`,
      );
    console.log(`\n${eventsPerSecond} events a second into the records (wanted: 2000)`);
    console.log(
      JSON.stringify({
        rows,
        megabytes: Object.fromEntries(tables.map((table) => [table, megabytes[table]])),
        queries: measured.map(({ name, p50Ms, p95Ms }) => ({ name, p50Ms, p95Ms })),
        eventsPerSecond,
      }),
    );
  } finally {
    await db.destroy();
    await stack.stop();
  }
}

async function countRows(db: DataSource, table: string): Promise<number> {
  const [{ n }] = (await db.query(`SELECT COUNT(*) AS n FROM ${table}`)) as [{ n: string | number }];
  return Number(n);
}

async function makeQueries(db: DataSource, untilMs: number): Promise<Query[]> {
  const clock = centerClock(TIME_ZONE);
  const month = clock.periodBefore(clock.startOfMonth(untilMs), clock.startOfMonth(untilMs, 1));
  const yearFromMs = clock.startOfMonth(untilMs, -12);
  const reading = { definition: 'answered-over-all', thresholdSeconds: 20, compare: false, reasons: false } as const;
  const callers: { callerNumber: string }[] = await db.query(
    'SELECT callerNumber FROM calls WHERE customerId IS NOT NULL ORDER BY callId DESC LIMIT 500',
  );
  const known: { e164: string }[] = await db.query('SELECT e164 FROM customer_numbers ORDER BY reversed LIMIT 500');
  const nth = <T>(some: readonly T[], run: number): T => some[run % some.length] as T;
  return [
    {
      name: 'month by queue and half hour',
      limitMs: 300,
      ask: () =>
        makeFigureReport(db, clock, TIME_ZONE, { ...month, ...reading, interval: '30m', groupBy: 'queue' }, untilMs),
    },
    {
      name: 'year by seat',
      limitMs: 1000,
      ask: () =>
        makeFigureReport(
          db,
          clock,
          TIME_ZONE,
          { fromMs: yearFromMs, toMs: untilMs, ...reading, interval: 'all', groupBy: 'agent' },
          untilMs,
        ),
    },
    {
      name: 'year by seat and month',
      limitMs: 1000,
      ask: () =>
        makeFigureReport(
          db,
          clock,
          TIME_ZONE,
          { fromMs: yearFromMs, toMs: untilMs, ...reading, interval: 'month', groupBy: 'agent' },
          untilMs,
        ),
    },
    {
      name: 'service level of a day, from its calls',
      limitMs: 500,
      ask: (run) => {
        // Another working day each time, to the instant.
        const dayMs = clock.startOfDay(month.fromMs + (1 + (run % 20)) * 86_400_000) + 1;
        const day = { fromMs: dayMs, toMs: dayMs + 86_400_000 };
        const choice = { ...day, ...reading, interval: '30m', groupBy: 'queue' } as const;
        return makeServiceLevelReport(db, clock, TIME_ZONE, choice, untilMs);
      },
    },
    {
      name: 'calls of a number',
      limitMs: 100,
      ask: (run) =>
        listCalls(db, { kind: 'center' }, { callerNumbers: [nth(callers, run).callerNumber], limit: 50, after: null }),
    },
    {
      name: 'newest calls that a seat may see',
      limitMs: 100,
      ask: (run) => listCalls(db, { kind: 'seats', agentIds: [String(1001 + (run % 20))] }, { limit: 50, after: null }),
    },
    {
      name: 'screen-pop: customer of a number',
      limitMs: 5,
      ask: (run) => findCustomerByNumber(db, nth(known, run).e164),
    },
    {
      name: 'books of a month proved',
      limitMs: 10_000,
      ask: () => checkLedger(db, clock, month, untilMs),
    },
  ];
}

/** One process of queue-workers takes events of answered calls out of a stream that is full when it starts. */
async function measureProjection(
  settings: Record<string, string>,
  wanted: number,
  progress: (text: string) => void,
): Promise<number> {
  const keys = redisKeys('bench');
  const redis = new Redis(settings.REDIS_URL ?? '');
  await redis.flushall();
  const nowMs = Date.now();
  const happenings: Happening[] = [];
  for (let i = 0; happenings.length < wanted; i += 1)
    happenings.push(
      ...answeredCall(`bench-${nowMs}-${i}`, String(1001 + (i % 20))).map((one) => ({
        ...one,
        afterMs: one.afterMs + i * 50,
      })),
    );
  happenings.sort((a, b) => a.afterMs - b.afterMs);
  for (let start = 0; start < happenings.length; start += 1000) {
    const pipeline = redis.pipeline();
    for (const [i, { type, afterMs, callId, agentId, data }] of happenings.slice(start, start + 1000).entries())
      pipeline.xadd(
        keys.events,
        `${nowMs}-${start + i}`,
        'type',
        type,
        'at',
        nowMs + afterMs,
        'call',
        callId,
        'agent',
        agentId,
        'data',
        JSON.stringify(data),
      );
    await pipeline.exec();
  }
  const workers = spawn(process.execPath, [workersMain], { env: { ...process.env, ...settings }, stdio: 'ignore' });
  const written = async (): Promise<number> => {
    const [group] = (await redis.xinfo('GROUPS', keys.events).catch(() => [])) as (string | number | null)[][];
    if (group === undefined) return 0;
    const field = (name: string) => Number(group[group.indexOf(name) + 1]);
    return field('entries-read') - field('pending');
  };
  try {
    let first: { atMs: number; count: number } | null = null;
    for (;;) {
      const count = await written();
      if (first === null && count > 0) first = { atMs: performance.now(), count };
      if (first !== null && count >= happenings.length)
        return Math.round((count - first.count) / ((performance.now() - first.atMs) / 1000));
      if (workers.exitCode !== null) throw new StackError(`the queue-workers ended with ${workers.exitCode}`);
      progress(`${count} of ${happenings.length} events`);
      await delay(50);
    }
  } finally {
    workers.kill('SIGTERM');
    if (workers.exitCode === null) await once(workers, 'exit');
    redis.disconnect();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof StackError ? error.message : error);
  process.exitCode = 1;
}
