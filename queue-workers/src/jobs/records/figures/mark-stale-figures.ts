/**
 * Marks what a change of the records makes stale; in the transaction of the change, so that no mark is lost when a
 * process dies.
 */
import { type CallRow } from '@sansheng/shared/tables/records/call-records';
import { markStale, startOfInterval, withMergedFiles } from '@sansheng/shared/db';
import { FIGURE_INTERVAL_MS, REPEAT_WITHIN_MS } from '@sansheng/shared/domain/figures';
import type { EntityManager } from 'typeorm';

/** Intervals in which the calls are currently counted; read before they are written. */
export async function bookedIntervals(write: EntityManager, callIds: readonly string[]): Promise<number[]> {
  const rows: { arrivedAtMs: number }[] = await write.query(
    'SELECT arrivedAtMs FROM calls WHERE callId IN (?) AND arrivedAtMs > 0',
    [callIds],
  );
  return rows.map(({ arrivedAtMs }) => startOfInterval(arrivedAtMs));
}

/** `before`: where they were counted until now. A call may also show that an earlier one did not settle its matter. */
export async function markCallsStale(
  write: EntityManager,
  before: readonly number[],
  calls: readonly CallRow[],
): Promise<void> {
  const stale = [...before, ...calls.map(({ arrivedAtMs }) => startOfInterval(arrivedAtMs))];
  const written = calls.filter(({ customerId, categoryId }) => customerId !== null && categoryId !== null);
  if (written.length > 0) {
    const earlier: { startMs: number }[] = await write.query(
      `SELECT DISTINCT arrivedAtMs - MOD(arrivedAtMs, ${FIGURE_INTERVAL_MS}) AS startMs FROM calls
       WHERE customerId IN (?) AND categoryId IS NOT NULL AND arrivedAtMs < ? AND endedAtMs >= ?`,
      [
        await withMergedFiles(write, [...new Set(written.map(({ customerId }) => customerId as string))]),
        Math.max(...written.map(({ arrivedAtMs }) => arrivedAtMs)),
        Math.min(...written.map(({ arrivedAtMs }) => arrivedAtMs)) - REPEAT_WITHIN_MS,
      ],
    );
    stale.push(...earlier.map(({ startMs }) => startMs));
  }
  await markStale(write, stale);
}

/** Finished states that reach to `sinceMs` or past it. */
export async function markSpellsStale(
  write: EntityManager,
  agentIds: readonly string[],
  sinceMs: number,
): Promise<void> {
  const spells: { fromMs: number; toMs: number }[] = await write.query(
    `SELECT fromMs, toMs FROM agent_states WHERE agentId IN (?) AND toMs >= ? AND state <> 'offline'`,
    [agentIds, sinceMs],
  );
  const stale = new Set<number>();
  for (const { fromMs, toMs } of spells)
    for (let startMs = startOfInterval(fromMs); startMs < toMs; startMs += FIGURE_INTERVAL_MS) stale.add(startMs);
  await markStale(write, stale);
}
