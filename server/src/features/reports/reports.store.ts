import type { ServiceLevelQuery } from '@sansheng/shared/contracts/reports';
import { callConditions as are } from '@sansheng/shared/db';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type CallCounts, noCalls } from './service-level-row.ts';

type GroupBy = z.infer<typeof ServiceLevelQuery>['groupBy'];

export interface Period {
  fromMs: number;
  /** Exclusive. */
  toMs: number;
  /** Ascending; the first at or before `fromMs`. */
  intervalStarts: readonly number[];
}
export interface CountedCalls {
  intervalStartMs: number;
  /** '' when not grouped, and for calls that have none. */
  group: string;
  counts: CallCounts;
}

const groupColumn: Record<GroupBy, string> = {
  none: `''`,
  queue: `COALESCE(queueId, '')`,
  hotline: 'hotline',
  agent: `COALESCE(agentId, '')`,
};

/** Counts the calls that arrived in the period, by interval and group; only those that have any. */
export async function countCalls(
  db: DataSource,
  { fromMs, toMs, intervalStarts }: Period,
  groupBy: GroupBy,
  thresholdMs: number,
): Promise<CountedCalls[]> {
  if (intervalStarts.length === 0) return [];
  const sum = (condition: string, what = '1') => `COALESCE(SUM(IF(${condition}, ${what}, 0)), 0)`;
  // INTERVAL() finds the slot by binary search; all columns are in the index calls_figures.
  const rows: (Record<keyof CallCounts, string | number | null> & { slot: number; grp: string })[] = await db.query(
    `SELECT INTERVAL(arrivedAtMs, ?) AS slot, ${groupColumn[groupBy]} AS grp, COUNT(*) AS offered,
       ${sum(are.answered)} AS answered, ${sum(are.abandoned)} AS abandoned,
       ${sum(are.shortAbandoned)} AS shortAbandoned, ${sum(are.calledBack)} AS callback, ${sum(are.sentAway)} AS sentAway, ${sum(are.lost)} AS lost,
       ${sum(are.stillThere)} AS stillThere,
       ${sum(`${are.answered} AND waitedMs <= ?`)} AS answeredWithinThreshold,
       ${sum(`outcome = 'abandoned' AND waitedMs <= ?`)} AS abandonedWithinThreshold,
       ${sum(are.withinThreeRings)} AS answeredWithinThreeRings,
       ${sum(are.takenWithinThreeRings)} AS takenWithinThreeRings,
       COALESCE(SUM(ronas), 0) AS rona,
       ${sum(are.answered, 'waitedMs')} AS answerWaitMs,
       ${sum('talkMs IS NOT NULL', 'talkMs + COALESCE(holdMs, 0) + COALESCE(wrapUpMs, 0)')} AS handleMs,
       ${sum('talkMs IS NOT NULL')} AS handled,
       MAX(waitedMs) AS longestWaitMs
     FROM calls WHERE arrivedAtMs >= ? AND arrivedAtMs < ? AND direction = 'inbound' GROUP BY slot, grp`,
    [intervalStarts, thresholdMs, thresholdMs, fromMs, toMs],
  );
  const startOf = (slot: number) => intervalStarts[slot - 1] as number;
  const counted = rows.map(({ slot, grp, ...sums }): CountedCalls => {
    const counts = { ...noCalls };
    // Sums come as DECIMAL, and so as text.
    for (const key of Object.keys(noCalls) as (keyof CallCounts)[]) {
      if (key !== 'longestWaitMs') counts[key] = Number(sums[key]);
    }
    counts.longestWaitMs = sums.longestWaitMs === null ? null : Number(sums.longestWaitMs);
    return { intervalStartMs: startOf(slot), group: grp, counts };
  });
  return groupBy === 'agent' ? countRonasBySeat(db, counted, { fromMs, toMs, intervalStarts }) : counted;
}

/** A ring ignored is booked to the seat that ignored it, not to the one that answered in the end. */
async function countRonasBySeat(db: DataSource, counted: CountedCalls[], period: Period): Promise<CountedCalls[]> {
  const ronas: { slot: number; agentId: string; ronas: number }[] = await db.query(
    `SELECT INTERVAL(c.arrivedAtMs, ?) AS slot, o.agentId, COUNT(*) AS ronas
     FROM calls c JOIN offers o ON o.callId = c.callId AND o.result = 'expired'
     WHERE c.arrivedAtMs >= ? AND c.arrivedAtMs < ? AND c.direction = 'inbound' AND c.ronas > 0 GROUP BY slot, o.agentId`,
    [period.intervalStarts, period.fromMs, period.toMs],
  );
  const bySeat = new Map(
    counted.map((row) => [`${row.intervalStartMs}/${row.group}`, { ...row, counts: { ...row.counts, rona: 0 } }]),
  );
  for (const { slot, agentId, ronas: rona } of ronas) {
    const intervalStartMs = period.intervalStarts[slot - 1] as number;
    const key = `${intervalStartMs}/${agentId}`;
    const row = bySeat.get(key) ?? { intervalStartMs, group: agentId, counts: noCalls };
    bySeat.set(key, { ...row, counts: { ...row.counts, rona } });
  }
  return [...bySeat.values()];
}

/** Names to show beside the groups' ids. */
export async function readGroupNames(db: DataSource, groupBy: GroupBy): Promise<Map<string, string>> {
  const sources: Record<Exclude<GroupBy, 'none'>, string> = {
    queue: 'SELECT queueId AS id, name FROM queues',
    hotline: 'SELECT number AS id, name FROM hotlines',
    agent: 'SELECT employeeNo AS id, name FROM accounts',
  };
  if (groupBy === 'none') return new Map();
  const rows: { id: string; name: string }[] = await db.query(sources[groupBy]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
