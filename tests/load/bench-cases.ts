import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readEnvironment } from '@sansheng/config/environment';
import { dataHome, StackError, startStack } from '@sansheng/config/stack';
import { runStep } from '@sansheng/config/stack/steps';
import { CaseQuery, OpenCaseBody } from '@sansheng/shared/contracts/service-desk/cases';
import { createDeadlineCalendars, migrate, openDatabase } from '@sansheng/shared/db';
import type { CaseViewer } from '@sansheng/shared/domain/cases/case-access';
import { centerClock } from '@sansheng/shared/domain/center-day';
import type { Role } from '@sansheng/shared/domain/roles';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { showSteps } from '../../config/start/show-steps.mjs';
import { departmentExamples } from '../../queue-workers/src/seed/examples/service-desk/departments.ts';
import { seedDemonstration } from '../../queue-workers/src/seed/seed-demonstration.ts';
import { createFoundation } from '../../server/src/app.ts';
import type { Session } from '../../server/src/platform/http/routes.ts';
import { createShutdown } from '../../server/src/platform/shutdown/shutdown.ts';
import type { CaseWork } from '../../server/src/service-desk/cases/case-work.ts';
import { openOne } from '../../server/src/service-desk/cases/open-case.feature.ts';
import { createCaseTimer } from '../../server/src/service-desk/cases/case-timer.feature.ts';
import { createCaseWork } from '../../server/src/service-desk/cases/cases.feature.ts';
import { listCases } from '../../server/src/service-desk/cases/find-cases.store.ts';
import { stuckBy } from '../../server/src/service-desk/cases/stuck-cases.store.ts';
import { caseMarks } from '../../server/src/service-desk/cases/case-marks.store.ts';
import { readCategories, readDeskReport } from '../../server/src/service-desk/desk-reports/desk-report.store.ts';
import { listRows } from '../../server/src/service-desk/desk-reports/desk-rows.store.ts';
import { quantile } from './acd/figures.ts';
import { withoutAsterisk } from './without-asterisk.ts';
import { loadCases } from './made-up-cases.ts';

const usage = `npm run bench:cases [-- --cases 1000000 --clocks 100000 --runs 40 --seconds 60]
What lists, searches and opening a case take on a database of its own with made-up cases of two years, asked as the server
asks it, and how late the clocks of open cases fire. The cases stay for the next run.
  --cases    at least so many are there, made if need be
  --clocks   of open cases among them, at least
  --runs     of each question; the first run, which warms the caches, is not counted
  --seconds  in which 1 % of the clocks fall due, one after the other`;

const TIME_ZONE = 'Asia/Shanghai';
const MONTH_MS = 30 * 86_400_000;
/** As often as a server asks. */
const ASK_EVERY_MS = 5000;
const BIG = [
  'cases',
  'case_events',
  'case_clocks',
  'case_words',
  'case_counters',
  'clock_verdicts',
  'round_times',
  'follow_ups',
];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '1000000' },
      clocks: { type: 'string', default: '100000' },
      runs: { type: 'string', default: '40' },
      seconds: { type: 'string', default: '60' },
      help: { type: 'boolean', default: false },
    },
  });
  const [cases, clocks, runs, seconds] = [values.cases, values.clocks, values.runs, values.seconds].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  if (values.help || !(cases > 0) || !(clocks > 0) || !(runs > 0) || !(seconds > 0)) {
    console.log(usage);
    return;
  }
  const onStep = showSteps();
  const dataDir = join(dataHome, 'bench-cases');
  const nowhere = withoutAsterisk(dataDir);
  const stack = await startStack({ dataDir, ports: 'free', given: nowhere, onStep });
  const env = readEnvironment({
    ...stack.environment,
    ...nowhere,
    CENTER_ID: 'bench',
    DEMONSTRATION: 'true',
    CENTER_TIME_ZONE: TIME_ZONE,
  });
  const db = await openDatabase(env.DATABASE_URL);
  const log = pino({ level: 'warn' });
  const redis = new Redis(env.REDIS_URL);
  const shutdown = createShutdown(log);
  try {
    await mkdir(env.RECORDING_SPOOL, { recursive: true });
    await runStep(onStep, 'Cases', async (progress) => {
      await migrate(db);
      await seedDemonstration(db, Date.now(), [departmentExamples]);
      const there = Math.min(await countRows(db, 'cases'), await countRows(db, 'clock_verdicts'));
      if (there >= cases) return { value: undefined, detail: `${there} are there` };
      for (const name of BIG) await db.query(`TRUNCATE TABLE ${name}`);
      const fullText = { for_departments: 'words', for_all: 'words, innerWords' };
      for (const name of Object.keys(fullText))
        await db.query(`ALTER TABLE case_words DROP INDEX IF EXISTS case_words_${name}`);
      const made = await loadCases({
        databaseUrl: env.DATABASE_URL,
        cases,
        // Most types begin with two clocks.
        open: Math.ceil(clocks * 0.6),
        calendars: (await createDeadlineCalendars(db, TIME_ZONE)).all(),
        dateOf: centerClock(TIME_ZONE).dateOf,
        nowMs: Date.now(),
        onProgress: (done) => progress(`${done} of ${cases}`),
      });
      progress('words');
      for (const [name, columns] of Object.entries(fullText))
        await db.query(`ALTER TABLE case_words ADD FULLTEXT INDEX case_words_${name} (${columns})`);
      await db.query(`ANALYZE TABLE ${BIG.join(', ')}`);
      return { value: undefined, detail: `${cases} made with ${made} clocks` };
    });
    const { context } = createFoundation({ env, redis, db, log, shutdown });
    const work = await createCaseWork(context);
    const queries: { name: string; p50Ms: number; p95Ms: number }[] = [];
    for (const { name, ask } of questions(work)) {
      const measured = await runStep(onStep, 'Measured', async (progress) => {
        progress(name);
        const value = await measure(runs, ask);
        return { value, detail: `${name}: ${value.p50Ms} ms` };
      });
      queries.push({ name, ...measured });
    }
    const opensPerSecond = await runStep(onStep, 'Opened', async () => {
      const value = await measureOpening(work);
      return { value, detail: `${value} a second` };
    });
    const clockLateMs = await runStep(onStep, 'Clocks', async (progress) => {
      const value = await measureClocks(work, Math.ceil(clocks / 100), seconds, progress);
      return { value, detail: `late by ${value.p50} ms, p99 ${value.p99} ms` };
    });
    const [{ n: running }] = (await db.query('SELECT COUNT(*) AS n FROM case_clocks WHERE stoppedAtMs IS NULL')) as [
      { n: number | string },
    ];
    console.log(`\n${'question'.padEnd(44)}${'p50 ms'.padStart(10)}${'p95 ms'.padStart(10)}`);
    for (const { name, p50Ms, p95Ms } of queries)
      console.log(`${name.padEnd(44)}${String(p50Ms).padStart(10)}${String(p95Ms).padStart(10)}`);
    console.log(
      JSON.stringify({
        cases: await countRows(db, 'cases'),
        clocks: Number(running),
        queries,
        clockLateMs,
        opensPerSecond,
      }),
    );
    await context.commands.close();
  } finally {
    await shutdown.run(5000);
    redis.disconnect();
    await db.destroy();
    await stack.stop();
  }
}

async function countRows(db: DataSource, table: string): Promise<number> {
  const [{ n }] = (await db.query(`SELECT COUNT(*) AS n FROM ${table}`)) as [{ n: string | number }];
  return Number(n);
}

async function measure(runs: number, ask: (run: number) => Promise<unknown>) {
  const takenMs: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const begunAtMs = performance.now();
    // The first, on cold caches, may be given up after its 5 s.
    await (run === 0 ? ask(run).catch(() => null) : ask(run));
    if (run > 0) takenMs.push(performance.now() - begunAtMs);
  }
  takenMs.sort((a, b) => a - b);
  const of = (share: number) => Math.round((quantile(takenMs, share) ?? Number.NaN) * 100) / 100;
  return { p50Ms: of(0.5), p95Ms: of(0.95) };
}

const viewer = (employeeNo: string, roles: Role[], departmentIds: string[] = []): CaseViewer => ({
  employeeNo,
  roles,
  teamId: null,
  departmentIds,
  headOf: [],
  servedCustomerIds: [],
});

function questions(work: CaseWork): { name: string; ask: (run: number) => Promise<unknown> }[] {
  const { db } = work.context;
  const plan = { country: 'CN', areaCode: '010' } as const;
  const list = async (who: CaseViewer, query: object) => {
    const filter = CaseQuery.parse(query);
    const nowMs = Date.now();
    const stuck = () => stuckBy({ types: work.types.current, calendars: work.calendars.all(), nowMs });
    const { cases } = await listCases(db, who, filter, { plan, nowMs, stuck });
    await caseMarks(db, cases, work.calendars.all());
    return cases;
  };
  const supervisor = viewer('3001', ['supervisor']);
  const asOfMs = Date.now();
  /** The last but one of thirty days, of which all is settled. */
  const month = () => ({
    fromMs: asOfMs - 2 * MONTH_MS,
    toMs: asOfMs - MONTH_MS,
    by: 'due' as const,
    type: null,
    department: null,
    category: null,
    asOfMs,
    barredIds: [],
    stuck: null,
  });
  const seat = (run: number) => viewer(String(1001 + (run % 20)), ['agent']);
  const first = (name: string, who: (run: number) => CaseViewer, query: object) => ({
    name: `first page: ${name}`,
    ask: (run: number) => list(who(run), query),
  });
  return [
    first('all open, of a supervisor', () => supervisor, { view: 'open' }),
    first('overdue, of a supervisor', () => supervisor, { view: 'missed' }),
    first('closed, of a supervisor', () => supervisor, { view: 'closed' }),
    first('one type, of a supervisor', () => supervisor, { view: 'open', type: 'complaint' }),
    first('mine, of a seat', seat, { view: 'mine' }),
    first('to accept, of a department', () => viewer('8001', ['department'], ['repair']), { view: 'toAccept' }),
    {
      name: 'search: two characters of 1 in 10 open',
      ask: (run) => list(supervisor, { view: 'open', q: run % 2 === 0 ? '断网' : '漏水' }),
    },
    {
      name: 'search: two characters of 1 in 1000',
      ask: (run) => list(supervisor, { view: 'closed', q: ['春夏', '松柏', '金银', '云风'][run % 4] }),
    },
    { name: 'search: two words, 1 in 70', ask: () => list(supervisor, { view: 'closed', q: '望京花园 漏水' }) },
    { name: 'search: the last four digits', ask: (run) => list(supervisor, { view: 'closed', q: String(1000 + run) }) },
    {
      name: 'search: a telephone number',
      ask: (run) => list(supervisor, { view: 'closed', q: `139${String(run).padStart(8, '0')}` }),
    },
    { name: 'month report: all rates', ask: () => readDeskReport(db, month()) },
    {
      name: 'month report: the list behind a number',
      ask: () => listRows(db, 'doneInTime', month(), { cursor: undefined, limit: 50 }),
    },
    {
      name: 'month report: complaints by category',
      ask: () => readCategories(db, month(), { fromMs: month().fromMs - MONTH_MS, toMs: month().fromMs }, undefined),
    },
    { name: 'opening a case', ask: (run) => open(work, `one-${run}`) },
  ];
}

let opened = 0;
function open(work: CaseWork, name: string) {
  opened += 1;
  const body = OpenCaseBody.parse({
    type: 'complaint',
    title: `账单金额有异议 ${name}`,
    contactName: '王芳',
    fields: { description: '上月扣费两次', demand: '退还' },
  });
  const session = { employeeNo: String(1001 + (opened % 20)), roles: ['agent'], teamId: null } as unknown as Session;
  return openOne(work, { session, address: '' }, body, {
    caseId: `opened-${Date.now()}-${opened}`,
    customerId: null,
    tier: null,
    contactNumber: '+8613800138000',
  });
}

/** Eight people at once, for ten seconds. */
async function measureOpening(work: CaseWork): Promise<number> {
  const untilMs = performance.now() + 10_000;
  const before = opened;
  const one = async (nth: number) => {
    while (performance.now() < untilMs) await open(work, `many-${nth}`);
  };
  await Promise.all(Array.from({ length: 8 }, (_, nth) => one(nth)));
  return Math.round((opened - before) / 10);
}

/**
 * `count` clocks fall due one after the other while a server asks as often as it does. How late: until the round that acted
 * on them was over.
 */
async function measureClocks(
  work: CaseWork,
  count: number,
  seconds: number,
  progress: (text: string) => void,
): Promise<{ p50: number; p99: number }> {
  const { db } = work.context;
  const { act } = createCaseTimer(work);
  // What is due by now is of no interest.
  await db.query('UPDATE case_clocks SET nextActAtMs = NULL WHERE nextActAtMs <= ?', [Date.now() + 10_000]);
  const chosen = (await db.query(
    'SELECT caseId, clockKey, round, startedAtMs FROM case_clocks WHERE nextActAtMs IS NOT NULL GROUP BY caseId LIMIT ?',
    [count],
  )) as { caseId: string; clockKey: string; round: number; startedAtMs: number }[];
  const beginMs = Date.now() + 5000;
  const dues = chosen.map((clock, nth) => ({
    clock,
    dueMs: beginMs + Math.floor((nth * seconds * 1000) / chosen.length),
  }));
  for (const { clock, dueMs } of dues)
    await db.query(
      'UPDATE case_clocks SET nextActAtMs = ? WHERE caseId = ? AND clockKey = ? AND round = ? AND startedAtMs = ?',
      [dueMs, clock.caseId, clock.clockKey, clock.round, clock.startedAtMs],
    );
  const lateMs: number[] = [];
  let from = 0;
  while (from < dues.length) {
    await delay(ASK_EVERY_MS);
    const askedAtMs = Date.now();
    await act(askedAtMs);
    const overAtMs = Date.now();
    for (; from < dues.length && (dues[from]?.dueMs ?? Infinity) <= askedAtMs; from += 1)
      lateMs.push(overAtMs - (dues[from]?.dueMs ?? 0));
    progress(`${from} of ${dues.length}`);
  }
  lateMs.sort((a, b) => a - b);
  const of = (share: number) => Math.round(quantile(lateMs, share) ?? Number.NaN);
  return { p50: of(0.5), p99: of(0.99) };
}

try {
  await main();
} catch (error) {
  console.error(error instanceof StackError ? error.message : error);
  process.exitCode = 1;
}
