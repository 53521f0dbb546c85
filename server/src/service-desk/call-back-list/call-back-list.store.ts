import {
  CALLBACK_TRIES,
  type CallbackEntry,
  type CallbackQuery,
  type CallbackResult,
} from '@sansheng/shared/contracts/service-desk/call-back-list';
import { type CallbackRow, CallbackSchema } from '@sansheng/shared/tables/service-desk/call-back-list';
import { QueueMemberSchema } from '@sansheng/shared/tables/telephony/queues';
import type { DataSource, EntityManager } from 'typeorm';
import type { z } from 'zod';
import { cutPage, type PageCursor } from '../../platform/http/page-cursor.ts';

export type StoredCallback = Omit<CallbackEntry, 'may' | 'revision'>;
export type CallbackFilter = Omit<z.output<typeof CallbackQuery>, 'number' | 'cursor'> & {
  /** Any of these, as they may be stored. */
  numbers?: string[];
  /** Null: every queue's. */
  queueIds: string[] | null;
  after: PageCursor<number> | null;
};

/** `behind`: what comes after the row with these two. */
const since = { by: 'sinceMs', order: 'b.sinceMs, b.callId', behind: '(b.sinceMs, b.callId) > (?, ?)' } as const;
const views = {
  // Whoever has waited longest comes first.
  waiting: { states: ['open', 'claimed'], ...since },
  inQueue: { states: ['inQueue'], ...since },
  settled: {
    states: ['done', 'struckOff'],
    by: 'settledAtMs',
    order: 'b.settledAtMs DESC, b.callId DESC',
    behind: '(b.settledAtMs, b.callId) < (?, ?)',
  },
} as const satisfies Record<
  CallbackFilter['view'],
  { states: readonly CallbackRow['state'][]; by: keyof CallbackRow; order: string; behind: string }
>;

const withNames = `b.*, q.name AS queueName, a.name AS claimedByName,
  (SELECT COUNT(*) FROM callbacks o WHERE o.number = b.number AND o.queueId = b.queueId AND o.sinceMs >= b.sinceMs) AS times
  FROM callbacks b LEFT JOIN queues q ON q.queueId = b.queueId LEFT JOIN accounts a ON a.employeeNo = b.claimedBy`;

export async function findCallback(from: EntityManager, callId: string): Promise<StoredCallback | null> {
  const [row]: FoundCallback[] = await from.query(`SELECT ${withNames} WHERE b.callId = ?`, [callId]);
  return row === undefined ? null : plain(row);
}

export async function listCallbacks(
  db: DataSource,
  filter: CallbackFilter,
): Promise<{ callbacks: StoredCallback[]; nextCursor: string | null }> {
  const { states, by, order, behind } = views[filter.view];
  const conditions = ['b.state IN (?)'];
  const values: unknown[] = [states];
  const where = (condition: string, ...given: unknown[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  if (filter.queueIds !== null) where('b.queueId IN (?)', filter.queueIds.length > 0 ? filter.queueIds : ['']);
  if (filter.view === 'waiting') where('b.isShort = ?', filter.short);
  if (filter.queue !== undefined) where('b.queueId = ?', filter.queue);
  if (filter.claimedBy !== undefined) where('b.claimedBy = ?', filter.claimedBy);
  if (filter.numbers !== undefined) where('b.number IN (?)', filter.numbers);
  if (filter.after !== null) where(behind, filter.after.key, filter.after.id);
  const found: FoundCallback[] = await db.query(
    `SELECT ${withNames} WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ?`,
    [...values, filter.limit + 1],
  );
  const { page, nextCursor } = cutPage(found, filter.limit, (last) => ({ key: last[by] ?? 0, id: last.callId }));
  return { callbacks: page.map(plain), nextCursor };
}

const change = async (into: EntityManager, callId: string, to: Partial<CallbackRow>): Promise<void> => {
  await into.getRepository(CallbackSchema).update({ callId }, to);
};
const nobodys = { state: 'open', claimedBy: null, claimedAtMs: null } as const;

export const claimCallback = (into: EntityManager, callId: string, employeeNo: string, nowMs: number) =>
  change(into, callId, { state: 'claimed', claimedBy: employeeNo, claimedAtMs: nowMs });

export const releaseCallback = (into: EntityManager, callId: string) => change(into, callId, nobodys);

/** Result of the call. Not reached: open again for anybody, until the attempts are used up. */
export function settleCallback(
  into: EntityManager,
  entry: StoredCallback,
  { result, note }: z.output<typeof CallbackResult>,
  nowMs: number,
): Promise<void> {
  const tries = entry.tries + 1;
  const isOver = result !== 'notReached' || tries >= CALLBACK_TRIES;
  const after = isOver ? ({ state: 'done', settledAtMs: nowMs } as const) : nobodys;
  return change(into, entry.callId, { tries, result, note, ...after });
}

export async function queuesOf(from: EntityManager, employeeNo: string): Promise<string[]> {
  const member = await from.getRepository(QueueMemberSchema).find({ where: { employeeNo } });
  return member.map(({ queueId }) => queueId);
}

/** As plain SQL gives it. */
type FoundCallback = Omit<StoredCallback, 'isShort' | 'times'> & { isShort: 0 | 1; times: number | string };

/** Plain SQL knows BOOLEAN as 0 and 1, and a count as a text. */
function plain(row: FoundCallback): StoredCallback {
  return { ...row, isShort: row.isShort === 1, times: Number(row.times) };
}
