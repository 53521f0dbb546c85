import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { type CenterClock, rebuildFigures, restoreIndexes, setIndexesAside, writeRows } from '@sansheng/shared/db';
import type { DataSource } from 'typeorm';
import type { DayToMake, DaysToLoad } from './load-days.ts';
import { type MadeUpCenter, weightOfDay } from './made-up-calls.ts';

export interface GenerateOptions {
  databaseUrl: string;
  clock: CenterClock;
  ringCycleMs: number;
  calls: number;
  days: number;
  /** End of the last day, exclusive. */
  untilMs: number;
  seats: number;
  seed: number;
  onProgress: (step: string, done: number, of: number) => void;
}

/** From this many calls on, building the indexes afterwards is faster than maintaining them. */
const MANY_CALLS = 500_000;
/** Only the newest days have timelines of their calls: for all calls they would make up most of the database. */
const DAYS_WITH_TIMELINES = 7;
const tables = ['calls', 'offers', 'queue_entries', 'legs', 'agent_states'];

/**
 * Fills the records with made-up calls and counts their figures. Their ids begin with `made-`, so that they are never
 * taken for real ones. The center must have queues; further seats are inactive accounts that nobody signs in with.
 */
export async function generateCalls(db: DataSource, options: GenerateOptions): Promise<void> {
  const { clock, untilMs, onProgress, databaseUrl, seed } = options;
  await restoreIndexes(db, (table) => onProgress(`indexes of ${table}`, 0, 1));
  const center = await readCenter(db, options);
  const days = await planDays(db, options);
  const isEmpty = (await db.query('SELECT 1 FROM calls LIMIT 1')).length === 0;
  const isAside = isEmpty && options.calls >= MANY_CALLS;
  if (isAside) await setIndexesAside(db, tables);
  try {
    let made = 0;
    const timelinesFromMs = days.at(-DAYS_WITH_TIMELINES)?.startMs ?? 0;
    // Each thread takes consecutive days, so that its rows arrive in the order of their keys.
    const perThread = Math.ceil(days.length / Math.min(availableParallelism(), 4));
    const stretches = Array.from({ length: Math.ceil(days.length / perThread) }, (_, i) =>
      days.slice(i * perThread, (i + 1) * perThread),
    );
    await Promise.all(
      stretches.map((some) =>
        loadOnThread({ databaseUrl, center, days: some, seed, timelinesFromMs }, (calls) => {
          made += calls;
          onProgress('calls', made, options.calls);
        }),
      ),
    );
  } finally {
    if (isAside) await restoreIndexes(db, (table) => onProgress(`indexes of ${table}`, 0, 1));
  }
  await db.query(`ANALYZE TABLE ${tables.join(', ')}`);
  await rebuildFigures(db, clock, { fromMs: days[0]?.startMs ?? untilMs, toMs: untilMs }, ({ days: done, ofDays }) =>
    onProgress('figures by day', done, ofDays),
  );
  await db.query('ANALYZE TABLE figure_intervals, figure_days, not_ready_intervals, not_ready_days');
}

/** The days up to `untilMs` with their share of the calls, which are numbered on from those that were made before. */
async function planDays(db: DataSource, { clock, calls, days, untilMs }: GenerateOptions): Promise<DayToMake[]> {
  const [{ last }] = (await db.query(`SELECT MAX(callId) AS last FROM calls WHERE callId LIKE 'made-%'`)) as [
    { last: string | null },
  ];
  const starts: number[] = [];
  for (let day = untilMs; starts.length < days; ) {
    day = clock.startOfDay(day - 1);
    starts.unshift(day);
  }
  const weights = starts.map((day) => weightOfDay(clock.dateOf(day)));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const first = last === null ? 0 : Number.parseInt(last.slice(5), 36) + 1;
  let due = 0;
  let made = 0;
  return starts.map((startMs, i) => {
    due += (calls * (weights[i] as number)) / whole;
    const ofDay = { startMs, calls: Math.round(due) - made, firstNumber: first + made };
    made += ofDay.calls;
    return ofDay;
  });
}

function loadOnThread(days: DaysToLoad, onLoaded: (calls: number) => void): Promise<void> {
  return new Promise((settle, fail) => {
    const worker = new Worker(new URL('./load-days.worker.ts', import.meta.url), { workerData: days });
    worker.on('message', onLoaded);
    worker.once('error', fail);
    worker.once('exit', (code) => (code === 0 ? settle() : fail(new Error(`a thread ended with ${code}`))));
  });
}

async function readCenter(db: DataSource, { seats, ringCycleMs }: GenerateOptions): Promise<MadeUpCenter> {
  const [queues, hotlines, people, categories, customers] = (await Promise.all([
    db.query('SELECT queueId FROM queues WHERE isActive ORDER BY priority, queueId'),
    db.query('SELECT number, queueId, menu FROM hotlines ORDER BY number'),
    db.query(`SELECT DISTINCT employeeNo FROM queue_members ORDER BY employeeNo`),
    db.query('SELECT categoryId FROM wrap_up_categories WHERE isActive AND parentId IS NOT NULL ORDER BY categoryId'),
    db.query(`SELECT c.customerId, c.name, c.tier, MIN(n.e164) AS e164 FROM customers c
      JOIN customer_numbers n ON n.customerId = c.customerId GROUP BY c.customerId, c.name, c.tier
      ORDER BY c.customerId LIMIT 200000`),
  ])) as [
    { queueId: string }[],
    { number: string; queueId: string; menu: string | null }[],
    { employeeNo: string }[],
    { categoryId: string }[],
    MadeUpCenter['customers'],
  ];
  if (queues.length === 0 || categories.length === 0)
    throw new Error('the center has no queues or no wrap-up categories: set it up first');
  const numbers = people.map(({ employeeNo }) => employeeNo).slice(0, seats);
  const further = Array.from({ length: seats - numbers.length }, (_, i) => String(80_001 + i));
  await writeRows(
    db,
    AccountSchema,
    further.map((employeeNo) => ({
      employeeNo,
      name: `示例 ${employeeNo}`,
      roles: ['agent'],
      teamId: null,
      passwordHash: '',
      mustChangePassword: false,
      isActive: false,
    })),
    'keep',
  );
  return {
    queueIds: queues.map(({ queueId }) => queueId),
    hotlineOf: new Map(hotlines.map(({ number, queueId }) => [queueId, number])),
    menuHotline: hotlines.flatMap(({ number, menu }) => (menu === null ? [] : [{ number, menu }]))[0] ?? null,
    seats: [...numbers, ...further],
    categoryIds: categories.map(({ categoryId }) => categoryId),
    customers,
    ringCycleMs,
  };
}
