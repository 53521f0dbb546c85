import { startOfInterval } from '@sansheng/shared/db';
import {
  type Axis,
  addMeasures,
  addWork,
  isMaximum,
  type Measures,
  measures,
  noMeasures,
  noWork,
  type Sums,
  type Work,
} from '@sansheng/shared/domain/figures';
import type { DataSource } from 'typeorm';

/** Whole quarters of an hour; `intervalStarts` ascend, the first at or before `fromMs`. */
export interface FigurePeriod {
  fromMs: number;
  /** Exclusive. */
  toMs: number;
  intervalStarts: readonly number[];
  /** Every interval is made of whole days of the center. */
  isOfDays: boolean;
}
export interface GroupSums extends Sums {
  intervalStartMs: number;
  group: string;
  /** Whether the group has seats, so that their work is its own. */
  hasWork: boolean;
}

interface Grouping {
  axis: string;
  /** Of the row `f` and what is joined to it. */
  group: string;
  join: string;
  /** The same for `work_... w`; null: seats work for several of these at once. */
  work: { group: string; join: string } | null;
}

const ofTeams = (seat: string) => `LEFT JOIN accounts a ON a.employeeNo = ${seat}`;
const groupings: Record<Axis, Grouping> = {
  center: { axis: 'center', group: 'f.member', join: '', work: { group: `''`, join: '' } },
  hotline: { axis: 'hotline', group: 'f.member', join: '', work: null },
  queue: { axis: 'queue', group: 'f.member', join: '', work: null },
  agent: { axis: 'agent', group: 'f.member', join: '', work: { group: 'w.agentId', join: '' } },
  category: { axis: 'category', group: 'f.member', join: '', work: null },
  tier: { axis: 'tier', group: 'f.member', join: '', work: null },
  // Of the team that a seat belongs to, and of the queues that need a skill, as it is set now.
  team: {
    axis: 'agent',
    group: `COALESCE(a.teamId, '')`,
    join: ofTeams('f.member'),
    work: { group: `COALESCE(a.teamId, '')`, join: ofTeams('w.agentId') },
  },
  skill: {
    axis: 'queue',
    group: 'n.skill',
    join: `JOIN queues q ON q.queueId = f.member
      JOIN JSON_TABLE(q.needs, '$[*]' COLUMNS (skill VARCHAR(40) PATH '$.skill')) n`,
    work: null,
  },
};

/** Sums by interval and group; only those that have any. `only`: of this group alone. `nowMs` ends what goes on. */
export async function sumFigures(
  db: DataSource,
  groupBy: Axis,
  period: FigurePeriod,
  nowMs: number,
  only?: string,
): Promise<GroupSums[]> {
  const { fromMs, toMs, intervalStarts, isOfDays } = period;
  if (intervalStarts.length === 0) return [];
  const { axis, group, join, work } = groupings[groupBy];
  const sums = measures.map((name) => `${isMaximum(name) ? 'MAX' : 'SUM'}(f.${name}) AS ${name}`).join(', ');
  const having = only === undefined ? '' : 'HAVING grp = ?';
  const onlyThis = only === undefined ? [] : [only];
  const [counted, worked] = await Promise.all([
    db.query(
      `SELECT INTERVAL(f.startMs, ?) AS slot, ${group} AS grp, ${sums}
       FROM figure_${isOfDays ? 'days' : 'intervals'} f ${join}
       WHERE f.axis = ? AND f.startMs >= ? AND f.startMs < ? GROUP BY slot, grp ${having}`,
      [intervalStarts, axis, fromMs, toMs, ...onlyThis],
    ) as Promise<(Record<keyof Measures, string | number> & { slot: number; grp: string })[]>,
    work === null ? [] : sumWork(db, work, period, nowMs, only),
  ]);
  const groups = new Map<string, GroupSums>();
  const at = (slot: number, name: string): GroupSums => {
    const key = `${slot} ${name}`;
    const intervalStartMs = intervalStarts[slot - 1] as number;
    const known = groups.get(key) ?? {
      intervalStartMs,
      group: name,
      measures: noMeasures,
      work: noWork,
      hasWork: work !== null,
    };
    groups.set(key, known);
    return known;
  };
  for (const { slot, grp, ...row } of counted) {
    // Sums come as DECIMAL, and so as text.
    at(slot, grp).measures = Object.fromEntries(measures.map((name) => [name, Number(row[name])])) as Measures;
  }
  for (const { slot, group: name, state, reason, ms } of worked) {
    const row = at(slot, name);
    row.work = addWork(row.work, workOf(state, reason, ms));
  }
  return [...groups.values()];
}

interface WorkSum {
  slot: number;
  group: string;
  state: string;
  reason: string;
  ms: number;
}

/** What is over comes from the tables, what seats are doing now from their open spells. */
async function sumWork(
  db: DataSource,
  { group, join }: { group: string; join: string },
  { fromMs, toMs, intervalStarts, isOfDays }: FigurePeriod,
  nowMs: number,
  only?: string,
): Promise<WorkSum[]> {
  const having = only === undefined ? '' : 'HAVING grp = ?';
  const onlyThis = only === undefined ? [] : [only];
  const [over, open] = await Promise.all([
    db.query(
      `SELECT INTERVAL(w.startMs, ?) AS slot, ${group} AS grp, w.state, w.reason, SUM(w.ms) AS ms
       FROM work_${isOfDays ? 'days' : 'intervals'} w ${join}
       WHERE w.startMs >= ? AND w.startMs < ? GROUP BY slot, grp, w.state, w.reason ${having}`,
      [intervalStarts, fromMs, toMs, ...onlyThis],
    ) as Promise<{ slot: number; grp: string; state: string; reason: string; ms: string | number }[]>,
    nowMs < fromMs
      ? []
      : (db.query(
          `SELECT ${group} AS grp, w.state, w.reason, w.fromMs FROM agent_states w ${join}
           WHERE w.toMs IS NULL AND w.state <> 'offline' AND w.fromMs < ? ${having}`,
          [toMs, ...onlyThis],
        ) as Promise<{ grp: string; state: string; reason: string; fromMs: number }[]>),
  ]);
  const sums = over.map(({ slot, grp, state, reason, ms }) => ({ slot, group: grp, state, reason, ms: Number(ms) }));
  for (const { grp, state, reason, fromMs: sinceMs } of open) {
    for (const [i, startMs] of intervalStarts.entries()) {
      const endMs = Math.min(intervalStarts[i + 1] ?? toMs, toMs, nowMs);
      const ms = endMs - Math.max(startMs, sinceMs, fromMs);
      if (ms > 0) sums.push({ slot: i + 1, group: grp, state, reason, ms });
    }
  }
  return sums;
}

function workOf(state: string, reason: string, ms: number): Work {
  if (state === 'notReady') return { ...noWork, notReadyMs: ms, notReadyMsByReason: { [reason]: ms } };
  const name = `${state}Ms`;
  return name in noWork ? { ...noWork, [name]: ms } : noWork;
}

export function addUp(some: readonly Sums[]): Sums {
  return some.reduce<Sums>(
    (sum, one) => ({ measures: addMeasures(sum.measures, one.measures), work: addWork(sum.work, one.work) }),
    { measures: noMeasures, work: noWork },
  );
}

/** Quarters of an hour of the period that are about to be counted again. */
export async function countPending(
  db: DataSource,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<number> {
  const [{ n }] = (await db.query(
    'SELECT COUNT(DISTINCT startMs) AS n FROM stale_figures WHERE startMs >= ? AND startMs < ?',
    [startOfInterval(fromMs), toMs],
  )) as [{ n: string | number }];
  return Number(n);
}

/** Names to show beside the groups' ids, in Chinese and English where the center has both. */
export async function readNames(db: DataSource, groupBy: Axis): Promise<Record<string, string>> {
  const queries: Partial<Record<Axis, string>> = {
    hotline: 'SELECT number AS id, name FROM hotlines',
    queue: 'SELECT queueId AS id, name FROM queues',
    team: 'SELECT teamId AS id, name FROM teams',
    agent: 'SELECT employeeNo AS id, name FROM accounts',
    skill: 'SELECT skillId AS id, name FROM skills',
    category: 'SELECT categoryId AS id, name FROM wrap_up_categories',
  };
  const query = queries[groupBy];
  if (query === undefined) return {};
  const rows: { id: string; name: string }[] = await db.query(query);
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}
