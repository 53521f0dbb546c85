import type { DataSource } from 'typeorm';
import type { ReportLanguage } from '../contracts/records/report-mails.ts';
import { recordsQuery, stateOfTime, withinQuery, workState } from '../db/index.ts';
import {
  type Axis,
  addMeasures,
  isMaximum,
  type Measure,
  type Measures,
  isKept,
  keptWithin,
  ledgerTerms,
  measures,
  noMeasures,
  noneWithin,
  type StoredAxis,
  type Within,
} from '../domain/figures.ts';

/** `intervalStarts` ascend, the first at or before `fromMs`. */
export interface FigurePeriod {
  fromMs: number;
  /** Exclusive. */
  toMs: number;
  intervalStarts: readonly number[];
  /**
   * What is added up: whole days of the center, whole quarters of an hour, or the calls themselves, which takes the
   * longer the more there are. Of calls only what a service level needs.
   */
  of: 'days' | 'intervals' | 'records';
}
export interface GroupSums {
  intervalStartMs: number;
  group: string;
  measures: Measures;
  within: Within;
  /** Filled by `addReasons`. */
  notReadyMsByReason?: Record<string, number>;
}

interface Grouping {
  axis: StoredAxis;
  /** Expression over the row `f` and what is joined to it. */
  group: string;
  join: string;
  /** The same for spells and work of seats, as `w`; null: seats work for several of these at once. */
  work: { group: string; join: string } | null;
}

const ofTeams = (seat: string) => `LEFT JOIN accounts a ON a.employeeNo = ${seat}`;
const plain = (axis: StoredAxis): Grouping => ({ axis, group: 'f.member', join: '', work: null });
const groupings: Record<Axis, Grouping> = {
  center: { ...plain('center'), work: { group: `''`, join: '' } },
  hotline: plain('hotline'),
  queue: plain('queue'),
  agent: { ...plain('agent'), work: { group: 'w.agentId', join: '' } },
  category: plain('category'),
  tier: plain('tier'),
  // By the team that a seat belongs to, and the queues that need a skill, as set now.
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

/** Where an interval begins that has the instant `at`, counted from 1: by arithmetic where all are equally long. */
function slotOf(at: string, starts: readonly number[]): [sql: string, values: unknown[]] {
  const [first = 0, second] = starts;
  if (second === undefined) return ['1', []];
  const stepMs = second - first;
  if (starts.every((startMs, i) => startMs === first + i * stepMs)) return [`((${at} - ?) DIV ?) + 1`, [first, stepMs]];
  return [`INTERVAL(${at}, ?)`, [starts]];
}

const only = (group: string | undefined): [having: string, values: string[]] =>
  group === undefined ? ['', []] : ['HAVING grp = ?', [group]];

/**
 * Sums by interval and group; only those that have any. `seconds` are those of the service level, `nowMs` ends what
 * goes on. `group`: of this one alone.
 */
export async function sumFigures(
  db: DataSource,
  groupBy: Axis,
  period: FigurePeriod,
  seconds: number,
  nowMs: number,
  group?: string,
): Promise<GroupSums[]> {
  const { fromMs, toMs, intervalStarts } = period;
  if (intervalStarts.length === 0) return [];
  if (period.of === 'records') return sumRecords(db, groupBy, period, seconds);
  const grouping = groupings[groupBy];
  // Added up as DOUBLE, exact up to 2^53: whole numbers would be added as DECIMAL, several times slower, and come as
  // text.
  const sums = measures.map((name) => `${isMaximum(name) ? 'MAX' : 'SUM'}(f.${name} + 0e0) AS ${name}`).join(', ');
  const [having, onlyThis] = only(group);
  const [slot, ofSlot] = slotOf('f.startMs', intervalStarts);
  const [counted, within, open] = await Promise.all([
    db.query(
      `SELECT ${slot} AS slot, ${grouping.group} AS grp, ${sums}
       FROM figure_${period.of} f ${grouping.join}
       WHERE f.axis = ? AND f.startMs >= ? AND f.startMs < ? GROUP BY slot, grp ${having}`,
      [...ofSlot, grouping.axis, fromMs, toMs, ...onlyThis],
    ) as Promise<(Measures & { slot: string | number; grp: string })[]>,
    (isKept(seconds)
      ? []
      : db.query(
          `SELECT ${slot} AS slot, ${grouping.group} AS grp, SUM(f.answered) AS answered, SUM(f.abandoned) AS abandoned
           FROM (${withinQuery(grouping.axis, seconds)}) f ${grouping.join} GROUP BY slot, grp ${having}`,
          [...ofSlot, fromMs, toMs, ...onlyThis],
        )) as Promise<(Within & { slot: string | number; grp: string })[]>,
    openSpells(db, groupBy, period, nowMs, group),
  ]);
  const groups = new Map<string, GroupSums>();
  const at = (number: number, name: string): GroupSums => {
    const key = `${number} ${name}`;
    const intervalStartMs = intervalStarts[number - 1] as number;
    const known = groups.get(key) ?? { intervalStartMs, group: name, measures: noMeasures, within: noneWithin };
    groups.set(key, known);
    return known;
  };
  for (const { slot: number, grp, ...sum } of counted)
    Object.assign(at(Number(number), grp), {
      measures: sum,
      ...(isKept(seconds) && { within: keptWithin(sum, seconds) }),
    });
  for (const { slot: number, grp, ...of } of within) at(Number(number), grp).within = of;
  for (const { slot: number, group: name, state, ms } of open) {
    const row = at(number, name);
    for (const [time, ofState] of Object.entries(stateOfTime) as [Measure, string][])
      if (ofState === state) row.measures = { ...row.measures, [time]: row.measures[time] + ms };
  }
  return [...groups.values()];
}

/** Whether the sums by interval and group would be more than so many rows. */
export async function hasMoreRows(
  db: DataSource,
  groupBy: Axis,
  { fromMs, toMs, intervalStarts, of }: FigurePeriod & { of: 'days' | 'intervals' },
  most: number,
): Promise<boolean> {
  const { axis, group, join } = groupings[groupBy];
  const [slot, ofSlot] = slotOf('f.startMs', intervalStarts);
  const rows: unknown[] = await db.query(
    `SELECT 1 FROM (
       SELECT ${slot} AS slot, ${group} AS grp FROM figure_${of} f ${join}
       WHERE f.axis = ? AND f.startMs >= ? AND f.startMs < ? GROUP BY slot, grp
     ) some LIMIT 1 OFFSET ?`,
    [...ofSlot, axis, fromMs, toMs, most],
  );
  return rows.length > 0;
}

const ofRecords = [
  'offered',
  ...ledgerTerms,
  'answeredWithinThreeRings',
  'takenWithinThreeRings',
  'handled',
  'ronas',
  'answerWaitMs',
  'talkMs',
  'holdMs',
  'wrapUpMs',
  'longestWaitMs',
] as const satisfies readonly Measure[];

async function sumRecords(
  db: DataSource,
  groupBy: Axis,
  { fromMs, toMs, intervalStarts }: FigurePeriod,
  seconds: number,
): Promise<GroupSums[]> {
  const { axis, group, join } = groupings[groupBy];
  const [slot, ofSlot] = slotOf('f.startMs', intervalStarts);
  const { sql, parts } = recordsQuery(axis, ofRecords, seconds);
  const names = [...ofRecords, 'withinAnswered', 'withinAbandoned'] as const;
  const sums = names.map((name) => `${name === 'longestWaitMs' ? 'MAX' : 'SUM'}(f.${name} + 0e0) AS ${name}`);
  const rows: (Record<(typeof names)[number], number> & { slot: string | number; grp: string })[] = await db.query(
    `SELECT ${slot} AS slot, ${group} AS grp, ${sums.join(', ')} FROM (${sql}) f ${join} GROUP BY slot, grp`,
    [...ofSlot, ...Array.from({ length: parts }, () => [fromMs, toMs]).flat()],
  );
  return rows.map(({ slot: number, grp, withinAnswered: answered, withinAbandoned: abandoned, ...sum }) => ({
    intervalStartMs: intervalStarts[Number(number) - 1] as number,
    group: grp,
    measures: { ...noMeasures, ...sum },
    within: { answered, abandoned },
  }));
}

/** Why seats were not ready, added to the groups that have seats. */
export async function addReasons(
  db: DataSource,
  groupBy: Axis,
  period: FigurePeriod,
  nowMs: number,
  groups: GroupSums[],
): Promise<void> {
  const { fromMs, toMs, intervalStarts } = period;
  const { work } = groupings[groupBy];
  if (work === null || intervalStarts.length === 0) return;
  const [slot, ofSlot] = slotOf('w.startMs', intervalStarts);
  const [over, open] = await Promise.all([
    db.query(
      `SELECT ${slot} AS slot, ${work.group} AS grp, w.reason, SUM(w.ms) AS ms
       FROM not_ready_${period.of} w ${work.join}
       WHERE w.startMs >= ? AND w.startMs < ? GROUP BY slot, grp, w.reason`,
      [...ofSlot, fromMs, toMs],
    ) as Promise<{ slot: string | number; grp: string; reason: string; ms: string | number }[]>,
    openSpells(db, groupBy, period, nowMs),
  ]);
  const byKey = new Map(groups.map((row) => [`${row.intervalStartMs} ${row.group}`, row]));
  const add = (number: number, group: string, reason: string, ms: number) => {
    const row = byKey.get(`${intervalStarts[number - 1]} ${group}`);
    if (row === undefined) return;
    row.notReadyMsByReason ??= {};
    row.notReadyMsByReason[reason] = (row.notReadyMsByReason[reason] ?? 0) + ms;
  };
  for (const { slot: number, grp, reason, ms } of over) add(Number(number), grp, reason, Number(ms));
  for (const { slot: number, group, state, reason, ms } of open)
    if (state === 'notReady') add(number, group, reason, ms);
}

interface OpenSpell {
  slot: number;
  group: string;
  state: string;
  reason: string;
  ms: number;
}

/** What seats are doing now, cut at the intervals: the tables know only what is over. */
async function openSpells(
  db: DataSource,
  groupBy: Axis,
  { fromMs, toMs, intervalStarts }: FigurePeriod,
  nowMs: number,
  group?: string,
): Promise<OpenSpell[]> {
  const { work } = groupings[groupBy];
  if (work === null || nowMs < fromMs) return [];
  const [having, onlyThis] = only(group);
  const open: { grp: string; state: string; reason: string; fromMs: number }[] = await db.query(
    `SELECT ${work.group} AS grp, ${workState('w')} AS state, w.reason, w.fromMs FROM agent_states w ${work.join}
     WHERE w.toMs IS NULL AND w.state <> 'offline' AND w.fromMs < ? ${having}`,
    [toMs, ...onlyThis],
  );
  return open.flatMap(({ grp, state, reason, fromMs: sinceMs }) =>
    intervalStarts.flatMap((startMs, i) => {
      const endMs = Math.min(intervalStarts[i + 1] ?? toMs, toMs, nowMs);
      const ms = endMs - Math.max(startMs, sinceMs, fromMs);
      return ms > 0 ? [{ slot: i + 1, group: grp, state, reason, ms }] : [];
    }),
  );
}

export function addUp(some: readonly GroupSums[]): Pick<GroupSums, 'measures' | 'within' | 'notReadyMsByReason'> {
  const sum = some.reduce((so, one) => addMeasures(so, one.measures), noMeasures);
  const within = { ...noneWithin };
  for (const one of some) {
    within.answered += one.within.answered;
    within.abandoned += one.within.abandoned;
  }
  const reasons: Record<string, number> = {};
  for (const one of some)
    for (const [reason, ms] of Object.entries(one.notReadyMsByReason ?? {}))
      reasons[reason] = (reasons[reason] ?? 0) + ms;
  return { measures: sum, within, ...(Object.keys(reasons).length > 0 && { notReadyMsByReason: reasons }) };
}

/** Quarter-hours of the period that are waiting to be recounted. */
export async function countPending(db: DataSource, { fromMs, toMs }: FigurePeriod): Promise<number> {
  const [{ n }] = (await db.query(
    'SELECT COUNT(DISTINCT startMs) AS n FROM stale_figures WHERE startMs >= ? AND startMs < ?',
    [fromMs, toMs],
  )) as [{ n: string | number }];
  return Number(n);
}

/** Names to show beside the groups' ids; in English where they have one. */
export async function readNames(
  db: DataSource,
  groupBy: Axis,
  language: ReportLanguage = 'zh',
): Promise<Record<string, string>> {
  const queries: Partial<Record<Axis, string>> = {
    hotline: 'SELECT number AS id, name, name AS nameEn FROM hotlines',
    queue: 'SELECT queueId AS id, name, nameEn FROM queues',
    team: 'SELECT teamId AS id, name, name AS nameEn FROM teams',
    agent: 'SELECT employeeNo AS id, name, name AS nameEn FROM accounts',
    skill: 'SELECT skillId AS id, name, nameEn FROM skills',
    category: 'SELECT categoryId AS id, name, nameEn FROM wrap_up_categories',
  };
  const query = queries[groupBy];
  if (query === undefined) return {};
  const rows: { id: string; name: string; nameEn: string }[] = await db.query(query);
  return Object.fromEntries(rows.map(({ id, name, nameEn }) => [id, (language === 'en' && nameEn) || name]));
}
