/**
 * What each number of the report counts. The list behind a number asks by the same condition, so it has exactly as many
 * rows. Simple ones of a source are counted in one reading.
 */
import type { CountedBy } from '@sansheng/shared/contracts/service-desk/desk-reports';
import { NO_CATEGORY } from '@sansheng/shared/contracts/service-desk/desk-reports';
import { type DeskCount, deskCounts, type DeskCounts } from '@sansheng/shared/domain/desk-reports/desk-rates';
import type { DataSource } from 'typeorm';
import type { Condition } from '../cases/index.ts';

export interface Asked {
  fromMs: number;
  toMs: number;
  by: CountedBy;
  type: string | null;
  department: string | null;
  /** `NO_CATEGORY`: those that have none. */
  category: string | null;
  /** What was not due by then, and is not done, has not been missed. */
  asOfMs: number;
  /** Cases that are about who asks. */
  barredIds: readonly string[];
  /** Of `cases c`; null: it is not asked for. It holds now, whatever the period. */
  stuck: Condition | null;
}
const DAY_MS = 86_400_000;
const inTime = 'v.doneAtMs <= v.dueAtMs';
const missed = `NOT COALESCE(${inTime}, FALSE)`;
const isComplaint = `v.typeKey = 'complaint' AND v.round = 1`;
/** Cases of the same customer about the same. */
const alike = (times: string) => `EXISTS (SELECT 1 FROM clock_verdicts n WHERE n.customerKey = v.customerKey
  AND n.typeKey = v.typeKey AND n.categoryId = v.categoryId AND n.caseId <> v.caseId
  AND n.kind = 'whole' AND n.round = 1 AND n.isCounted AND ${times})`;

export type SourceName =
  | 'accept'
  | 'whole'
  | 'acknowledge'
  | 'promise'
  | 'settled'
  | 'begun'
  | 'visits'
  | 'cases'
  | 'stuck';
interface Counted {
  of: SourceName;
  /** Beside what holds for all of its source. */
  where: string;
  /** It reads other rows for each of its own. */
  isAlone?: true;
}
const counted: Record<DeskCount, Counted> = {
  dispatches: { of: 'accept', where: 'TRUE' },
  acceptedInTime: { of: 'accept', where: inTime },
  acceptanceExcused: { of: 'accept', where: `v.isExcused AND ${missed}` },
  returned: { of: 'accept', where: 'v.isReturned' },
  rounds: { of: 'whole', where: 'TRUE' },
  doneInTime: { of: 'whole', where: inTime },
  doneExcused: { of: 'whole', where: `v.isExcused AND ${missed}` },
  settledRounds: { of: 'settled', where: 'TRUE' },
  reworked: { of: 'begun', where: 'v.round >= 2' },
  complaints: { of: 'whole', where: isComplaint },
  grave: { of: 'whole', where: `${isComplaint} AND v.grade <> 'ordinary'` },
  judged: { of: 'whole', where: `${isComplaint} AND v.isGrounded IS NOT NULL` },
  grounded: { of: 'whole', where: `${isComplaint} AND v.isGrounded` },
  repeated: {
    of: 'whole',
    where: `${isComplaint} AND ${alike(`n.openedAtMs >= v.openedAtMs - ${30 * DAY_MS} AND n.openedAtMs < v.openedAtMs`)}`,
    isAlone: true,
  },
  closed: { of: 'whole', where: 'v.closedAtMs IS NOT NULL' },
  closedAtOnce: {
    of: 'whole',
    where: `v.isOnce AND NOT ${alike(`n.openedAtMs > v.openedAtMs AND n.openedAtMs <= v.closedAtMs + ${7 * DAY_MS}`)}`,
    isAlone: true,
  },
  major: { of: 'acknowledge', where: 'TRUE' },
  acknowledgedInTime: { of: 'acknowledge', where: inTime },
  acknowledgementExcused: { of: 'acknowledge', where: `v.isExcused AND ${missed}` },
  promises: { of: 'promise', where: 'TRUE' },
  promisesKept: { of: 'promise', where: inTime },
  promiseExcused: { of: 'promise', where: `v.isExcused AND ${missed}` },
  visits: { of: 'visits', where: 'TRUE' },
  triedInTime: { of: 'visits', where: 'v.firstTriedAtMs <= v.dueAtMs' },
  answered: { of: 'visits', where: `v.state IN ('reached', 'refused')` },
  wrongNumbers: { of: 'visits', where: `v.state = 'wrongNumber'` },
  rated: { of: 'visits', where: `v.state = 'reached' AND v.rating IS NOT NULL` },
  satisfied: { of: 'visits', where: `v.state = 'reached' AND v.rating >= 4` },
  openCases: { of: 'cases', where: 'TRUE' },
  chased: { of: 'cases', where: 'c.chases > 0' },
  stuck: { of: 'stuck', where: 'TRUE' },
};

const plain = (sql: string, ...values: unknown[]): Condition => ({ sql, values });
const all = (conditions: readonly Condition[]): Condition => ({
  sql: conditions.map(({ sql }) => `(${sql})`).join(' AND '),
  values: conditions.flatMap(({ values }) => values),
});

/** Facts of a case, in the table that has them. */
function filtersOf(alias: string, { type, department, category, barredIds }: Asked): Condition[] {
  return [
    ...(type === null ? [] : [plain(`${alias}.typeKey = ?`, type)]),
    ...(department === null ? [] : [plain(`${alias}.departmentId = ?`, department)]),
    ...categoryOf(alias, category),
    ...(barredIds.length === 0 ? [] : [plain(`${alias}.caseId NOT IN (?)`, barredIds)]),
  ];
}
function categoryOf(alias: string, category: string | null): Condition[] {
  if (category === null) return [];
  return [category === NO_CATEGORY ? plain(`${alias}.categoryId IS NULL`) : plain(`${alias}.categoryId = ?`, category)];
}

/** What was due in the period and can be judged, or what was done in it. */
const judgedIn = (kind: string, asked: Asked): Condition => {
  const { fromMs, toMs, by, asOfMs } = asked;
  const inPeriod =
    by === 'due'
      ? plain('v.dueAtMs >= ? AND v.dueAtMs < ? AND (v.doneAtMs IS NOT NULL OR v.dueAtMs < ?)', fromMs, toMs, asOfMs)
      : plain('v.doneAtMs >= ? AND v.doneAtMs < ? AND v.dueAtMs IS NOT NULL', fromMs, toMs);
  return all([plain('v.kind = ? AND v.isCounted', kind), inPeriod, ...filtersOf('v', asked)]);
};

interface Source {
  from: string;
  /** What its rows are ordered by, the newest first. */
  time: string;
  where: Condition;
}
export function sourceOf(name: SourceName, asked: Asked): Source {
  const { fromMs, toMs, by, asOfMs } = asked;
  const verdicts = 'clock_verdicts v';
  switch (name) {
    case 'accept':
    case 'whole':
    case 'acknowledge':
    case 'promise':
      return { from: verdicts, time: by === 'due' ? 'v.dueAtMs' : 'v.doneAtMs', where: judgedIn(name, asked) };
    case 'settled': {
      const done = plain(`v.kind = 'whole' AND v.isCounted AND v.doneAtMs >= ? AND v.doneAtMs < ?`, fromMs, toMs);
      return { from: verdicts, time: 'v.doneAtMs', where: all([done, ...filtersOf('v', asked)]) };
    }
    case 'begun': {
      const begun = plain(
        `v.kind = 'whole' AND v.isCounted AND v.startedAtMs >= ? AND v.startedAtMs < ?`,
        fromMs,
        toMs,
      );
      return { from: verdicts, time: 'v.startedAtMs', where: all([begun, ...filtersOf('v', asked)]) };
    }
    case 'visits': {
      const time = by === 'due' ? 'v.dueAtMs' : 'v.settledAtMs';
      const { barredIds, type, category } = asked;
      const ofCase = [...(type === null ? [] : [plain('t.typeKey = ?', type)]), ...categoryOf('t', category)];
      const cases = all([plain('t.caseId = v.caseId'), ...ofCase]);
      return {
        from: 'follow_ups v',
        time,
        where: all([
          plain(`${time} >= ? AND ${time} < ? AND v.state NOT IN ('cancelled', 'struckOff')`, fromMs, toMs),
          plain(
            `v.state <> 'planned' OR (v.dueAtMs < ?
              AND NOT EXISTS (SELECT 1 FROM cases m WHERE m.caseId = v.caseId AND m.state = 'merged'))`,
            asOfMs,
          ),
          ...(barredIds.length === 0 ? [] : [plain('v.caseId NOT IN (?)', barredIds)]),
          ...(ofCase.length === 0 ? [] : [plain(`EXISTS (SELECT 1 FROM cases t WHERE ${cases.sql})`, ...cases.values)]),
        ]),
      };
    }
    case 'cases': {
      const open = plain(
        `c.openedAtMs < ? AND (c.closedAtMs >= ? OR c.closedAtMs IS NULL) AND c.state NOT IN ('cancelled', 'merged')`,
        toMs,
        fromMs,
      );
      return { from: 'cases c', time: 'c.openedAtMs', where: all([open, ...filtersOf('c', asked)]) };
    }
    case 'stuck':
      return {
        from: 'cases c',
        time: 'c.stepSinceMs',
        where: all([asked.stuck ?? plain('FALSE'), ...filtersOf('c', asked)]),
      };
  }
}

/** The rows that a number counts. */
export function rowsOf(count: DeskCount, asked: Asked): Source & { of: SourceName } {
  const { of, where } = counted[count];
  const source = sourceOf(of, asked);
  return { ...source, of, where: all([source.where, plain(where)]) };
}

type Row = Record<string, number | string | null>;
const whole = (value: number | string | null | undefined): number => Number(value ?? 0);

const byDepartment: readonly SourceName[] = ['accept', 'whole', 'stuck'];
export type CountsOfDepartment = Partial<DeskCounts> & { departmentId: string };

export interface CountedReport {
  counts: DeskCounts;
  departments: CountsOfDepartment[];
  chases: number;
}

/** One reading for each source, and one for each number that reads other rows besides, at once. */
export async function countReport(db: DataSource, asked: Asked): Promise<CountedReport> {
  const sources = [...new Set(deskCounts.map((name) => counted[name].of))].filter(
    (name) => name !== 'stuck' || asked.stuck !== null,
  );
  const alone = deskCounts.filter((name) => counted[name].isAlone);
  const [read, others] = await Promise.all([
    Promise.all(sources.map(async (name) => ({ name, rows: await readSource(db, name, asked) }))),
    Promise.all(
      alone.map(async (name): Promise<[DeskCount, number]> => {
        const { from, where } = rowsOf(name, asked);
        const [row] = (await db.query(`SELECT COUNT(*) AS n FROM ${from} WHERE ${where.sql}`, where.values)) as Row[];
        return [name, whole(row?.n)];
      }),
    ),
  ]);
  const counts = Object.fromEntries(deskCounts.map((name) => [name, 0])) as DeskCounts;
  const departments = new Map<string, CountsOfDepartment>();
  let chases = 0;
  for (const { name, rows } of read) {
    for (const { departmentId, chases: chased, ...sums } of rows) {
      chases += whole(chased);
      const known = typeof departmentId === 'string' ? (departments.get(departmentId) ?? { departmentId }) : null;
      for (const [count, sum] of Object.entries(sums) as [DeskCount, number | string][]) {
        counts[count] += whole(sum);
        if (known !== null) known[count] = whole(sum);
      }
      if (known !== null && byDepartment.includes(name)) departments.set(known.departmentId, known);
    }
  }
  for (const [name, count] of others) counts[name] = count;
  return { counts, departments: [...departments.values()], chases };
}

const simpleOf = (of: SourceName) => deskCounts.filter((name) => counted[name].of === of && !counted[name].isAlone);
export const sumsOf = (names: readonly DeskCount[]) =>
  names.map((name) => `COALESCE(SUM(${counted[name].where}), 0) AS ${name}`).join(', ');

async function readSource(db: DataSource, name: SourceName, asked: Asked): Promise<Row[]> {
  const { from, where } = sourceOf(name, asked);
  const sums = sumsOf(simpleOf(name));
  const alias = from.endsWith(' c') ? 'c' : 'v';
  const isGrouped = byDepartment.includes(name);
  const columns = [
    ...(isGrouped ? [`${alias}.departmentId`] : []),
    ...(name === 'cases' ? ['COALESCE(SUM(c.chases), 0) AS chases'] : []),
    sums,
  ];
  const grouped = isGrouped ? ` GROUP BY ${alias}.departmentId` : '';
  return db.query(`SELECT ${columns.join(', ')} FROM ${from} WHERE ${where.sql}${grouped}`, where.values);
}
