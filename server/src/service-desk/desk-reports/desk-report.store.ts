/** The report of a period, from what is counted of cases, visits and calls. */
import type { CategoryRow, DeskReport } from '@sansheng/shared/contracts/service-desk/desk-reports';
import { NO_CATEGORY } from '@sansheng/shared/contracts/service-desk/desk-reports';
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import {
  type DeskCount,
  deskRateNames,
  isOnTarget,
  type MinutesTaken,
  quantileOfMinutes,
  rateOf,
  secondRateOf,
  shareOf,
} from '@sansheng/shared/domain/desk-reports/desk-rates';
import type { DataSource } from 'typeorm';
import { type Asked, countReport, sourceOf, sumsOf } from './desk-counts.store.ts';

type Numbers = Record<string, number | string | null>;
const whole = (value: number | string | null | undefined): number => Number(value ?? 0);

export async function readDeskReport(
  db: DataSource,
  asked: Asked,
): Promise<Omit<DeskReport, 'fromMs' | 'toMs' | 'by' | 'type' | 'timeZone' | 'madeAtMs'>> {
  const [{ counts, departments, chases }, answeredCalls, handling] = await Promise.all([
    countReport(db, asked),
    countAnsweredCalls(db, asked),
    readHandling(db, asked),
  ]);
  return {
    counts: { ...counts, stuck: asked.stuck === null ? null : counts.stuck },
    rates: deskRateNames.map((name) => {
      const rate = rateOf(name, counts);
      return { name, rate, second: secondRateOf(name, counts), isOnTarget: isOnTarget(name, rate) };
    }),
    chases,
    answeredCalls,
    complaintsPerThousandCalls: shareOf(counts.complaints * 1000, answeredCalls),
    handling,
    departments: departments.map((of) => ({
      departmentId: of.departmentId,
      dispatches: of.dispatches ?? 0,
      acceptedInTime: of.acceptedInTime ?? 0,
      returned: of.returned ?? 0,
      rounds: of.rounds ?? 0,
      doneInTime: of.doneInTime ?? 0,
      stuck: asked.stuck === null ? null : (of.stuck ?? 0),
    })),
  };
}

/** From the figures of calls, as their report has them. */
async function countAnsweredCalls(db: DataSource, { fromMs, toMs }: Asked): Promise<number> {
  const [row] = (await db.query(
    `SELECT SUM(answered) AS answered FROM figure_intervals WHERE axis = 'center' AND startMs >= ? AND startMs < ?`,
    [fromMs, toMs],
  )) as Numbers[];
  return whole(row?.['answered']);
}

async function readHandling(db: DataSource, { fromMs, toMs, type, barredIds }: Asked): Promise<DeskReport['handling']> {
  const filters = [...(type === null ? [] : ['typeKey = ?']), ...(barredIds.length === 0 ? [] : ['caseId NOT IN (?)'])];
  const where = ['doneAtMs >= ?', 'doneAtMs < ?', ...filters].join(' AND ');
  const values = [fromMs, toMs, ...(type === null ? [] : [type]), ...(barredIds.length === 0 ? [] : [barredIds])];
  const [sums] = (await db.query(
    `SELECT COUNT(*) AS rounds, AVG(pausedMs) AS pausedMs FROM round_times WHERE ${where}`,
    values,
  )) as Numbers[];
  const rounds = whole(sums?.['rounds']);
  const taken = async (column: 'openMs' | 'elapsedMs'): Promise<MinutesTaken[]> => {
    const rows = (await db.query(
      `SELECT FLOOR(${column} / 60000) AS minutes, COUNT(*) AS count FROM round_times WHERE ${where}
       GROUP BY minutes ORDER BY minutes`,
      values,
    )) as Numbers[];
    return rows.map((row) => ({ minutes: whole(row['minutes']), count: whole(row['count']) }));
  };
  const [open, elapsed] = await Promise.all([taken('openMs'), taken('elapsedMs')]);
  const quantiles = (of: readonly MinutesTaken[]) => ({ median: at(of, 0.5), p90: at(of, 0.9) });
  return {
    rounds,
    openMs: quantiles(open),
    elapsedMs: quantiles(elapsed),
    pausedMs: rounds === 0 ? null : Math.round(whole(sums?.['pausedMs'])),
  };
}

const ofCategory = ['complaints', 'judged', 'grounded', 'grave', 'rounds', 'doneInTime'] as const;
const ofVisits = ['rated', 'satisfied'] as const;

/** To the minute. */
function at(taken: readonly MinutesTaken[], share: number): number | null {
  const minutes = quantileOfMinutes(taken, share);
  return minutes === null ? null : minutes * 60_000;
}

/** What was complained about, the most on top. */
export async function readCategories(
  db: DataSource,
  asked: Asked,
  before: Pick<Asked, 'fromMs' | 'toMs'>,
  type: CaseType | undefined,
): Promise<CategoryRow[]> {
  const complaints = { ...asked, type: 'complaint' };
  const [now, earlier, visits, causes] = await Promise.all([
    sumsByCategory(db, complaints, ofCategory),
    sumsByCategory(db, { ...complaints, ...before }, ['complaints']),
    visitsByCategory(db, complaints),
    causesByCategory(db, complaints),
  ]);
  const names = type?.fields.find(({ key }) => key === 'cause')?.choices ?? [];
  const all = [...now.values()].reduce((sum, { complaints: some = 0 }) => sum + some, 0);
  return [...new Set([...now.keys(), ...earlier.keys(), ...visits.keys()])]
    .map((key): CategoryRow => {
      const of = (sums: Sums, name: DeskCount) => sums.get(key)?.[name] ?? 0;
      const cause = causes.get(key);
      return {
        categoryId: key === NO_CATEGORY ? null : key,
        complaints: of(now, 'complaints'),
        share: shareOf(of(now, 'complaints'), all),
        before: of(earlier, 'complaints'),
        judged: of(now, 'judged'),
        grounded: of(now, 'grounded'),
        grave: of(now, 'grave'),
        rounds: of(now, 'rounds'),
        doneInTime: of(now, 'doneInTime'),
        rated: of(visits, 'rated'),
        satisfied: of(visits, 'satisfied'),
        topCause: names.find((choice) => choice.key === cause)?.name ?? null,
      };
    })
    .toSorted((one, other) => other.complaints - one.complaints || other.before - one.before);
}

type Sums = ReadonlyMap<string, Partial<Record<DeskCount, number>>>;

const keyed = (rows: readonly Numbers[]): Sums =>
  new Map(
    rows.map(({ categoryId, ...sums }) => [
      typeof categoryId === 'string' ? categoryId : NO_CATEGORY,
      Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, whole(sum)])),
    ]),
  );

async function sumsByCategory(db: DataSource, asked: Asked, names: readonly DeskCount[]): Promise<Sums> {
  const { from, where } = sourceOf('whole', asked);
  return keyed(
    (await db.query(
      `SELECT v.categoryId, ${sumsOf(names)} FROM ${from} WHERE ${where.sql} GROUP BY v.categoryId`,
      where.values,
    )) as Numbers[],
  );
}

async function visitsByCategory(db: DataSource, asked: Asked): Promise<Sums> {
  const { from, where } = sourceOf('visits', asked);
  return keyed(
    (await db.query(
      `SELECT o.categoryId, ${sumsOf(ofVisits)} FROM ${from} JOIN cases o ON o.caseId = v.caseId
       WHERE ${where.sql} GROUP BY o.categoryId`,
      where.values,
    )) as Numbers[],
  );
}

async function causesByCategory(db: DataSource, asked: Asked): Promise<ReadonlyMap<string, string>> {
  const { from, where } = sourceOf('whole', asked);
  const rows = (await db.query(
    `SELECT v.categoryId, v.cause FROM ${from} WHERE ${where.sql} AND v.cause IS NOT NULL AND v.round = 1
     GROUP BY v.categoryId, v.cause ORDER BY COUNT(*), v.cause DESC`,
    where.values,
  )) as { categoryId: string | null; cause: string }[];
  // The last of each is the most frequent.
  return new Map(rows.map(({ categoryId, cause }) => [categoryId ?? NO_CATEGORY, cause]));
}
