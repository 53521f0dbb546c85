import {
  AccountSchema,
  AgentStateSchema,
  CallSchema,
  type CenterClock,
  OfferSchema,
  openLoader,
  QueueEntrySchema,
  rebuildFigures,
  restoreIndexes,
  setIndexesAside,
  writeRows,
} from '@sansheng/shared/db';
import type { DataSource } from 'typeorm';
import { type MadeUpCenter, makeDay, weightOfDay } from './made-up-calls.ts';
import { seededRandom } from './random.ts';

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

/** Loaded together, so that a LOAD DATA is worth its round trip and a death loses little. */
const LOADED_AT_ONCE = 100_000;
/** From here on building the indexes afterwards is faster than keeping them up to date. */
const MANY_CALLS = 500_000;
const tables = ['calls', 'offers', 'queue_entries', 'agent_states'];

/**
 * Fills the records with made-up calls and counts their figures. Their ids begin with `made-`, so that they are never
 * taken for real ones. The center must have queues; further seats are inactive accounts that nobody signs in with.
 */
export async function generateCalls(db: DataSource, options: GenerateOptions): Promise<{ calls: number }> {
  const { clock, untilMs, onProgress } = options;
  await restoreIndexes(db, (table) => onProgress(`indexes of ${table}`, 0, 1));
  const center = await readCenter(db, options);
  const [{ last }] = (await db.query(`SELECT MAX(callId) AS last FROM calls WHERE callId LIKE 'made-%'`)) as [
    { last: string | null },
  ];
  const dayStarts: number[] = [];
  for (let day = untilMs; dayStarts.length < options.days; ) {
    day = clock.startOfDay(day - 1);
    dayStarts.unshift(day);
  }
  const weights = dayStarts.map((day) => weightOfDay(clock.dateOf(day)));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);

  const isEmpty = (await db.query('SELECT 1 FROM calls LIMIT 1')).length === 0;
  const isAside = isEmpty && options.calls >= MANY_CALLS;
  if (isAside) await setIndexesAside(db, tables);
  const loader = await openLoader(options.databaseUrl);
  const random = seededRandom(options.seed);
  let number = last === null ? 0 : Number.parseInt(last.slice(5), 36) + 1;
  const nextId = () => `made-${(number++).toString(36).padStart(8, '0')}`;
  let made = 0;
  let due = 0;
  const block = { calls: [], offers: [], entries: [], spells: [] } as ReturnType<typeof makeDay>;
  const flush = async () => {
    await loader.load(CallSchema, block.calls);
    await loader.load(OfferSchema, block.offers);
    await loader.load(QueueEntrySchema, block.entries);
    await loader.load(AgentStateSchema, block.spells);
    for (const rows of Object.values(block)) rows.length = 0;
    onProgress('calls', made, options.calls);
  };
  try {
    for (const [i, day] of dayStarts.entries()) {
      due += (options.calls * (weights[i] as number)) / whole;
      const { calls, offers, entries, spells } = makeDay(center, random, day, Math.round(due) - made, nextId);
      made += calls.length;
      for (const call of calls) block.calls.push(call);
      for (const offer of offers) block.offers.push(offer);
      for (const entry of entries) block.entries.push(entry);
      for (const spell of spells) block.spells.push(spell);
      if (block.calls.length >= LOADED_AT_ONCE) await flush();
    }
    await flush();
  } finally {
    await loader.close();
    if (isAside) await restoreIndexes(db, (table) => onProgress(`indexes of ${table}`, 0, 1));
  }
  await db.query(`ANALYZE TABLE ${tables.join(', ')}`);
  await rebuildFigures(db, clock, { fromMs: dayStarts[0] as number, toMs: untilMs }, ({ days, ofDays }) =>
    onProgress('figures by day', days, ofDays),
  );
  await db.query('ANALYZE TABLE figure_intervals, figure_days, work_intervals, work_days');
  return { calls: made };
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
      isActive: false,
    })),
    'keep',
  );
  return {
    queueIds: queues.map(({ queueId }) => queueId),
    hotlineOf: new Map(hotlines.map(({ number, queueId }) => [queueId, number])),
    menuHotline: hotlines.find(({ menu }) => menu !== null)?.number ?? null,
    seats: [...numbers, ...further],
    categoryIds: categories.map(({ categoryId }) => categoryId),
    customers,
    ringCycleMs,
  };
}
