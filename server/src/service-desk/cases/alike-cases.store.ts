/** Cases that are perhaps the one that somebody is about to open. */
import { type AlikeQuery, MERGE_DAYS } from '@sansheng/shared/contracts/service-desk/case-merges';
import type { CaseViewer } from '@sansheng/shared/domain/cases/case-access';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type FoundCase, foundBy } from './find-cases.store.ts';

const MOST = 5;

/** Of the same customer or number, and of the same category, or type where none is given: open, or closed lately. */
export async function listAlike(
  db: DataSource,
  viewer: CaseViewer,
  { type, category, customer, number }: z.output<typeof AlikeQuery>,
  nowMs: number,
): Promise<FoundCase[]> {
  const whose = [
    ...(customer === undefined ? [] : [{ sql: 'c.customerId = ?', value: customer }]),
    ...(number === undefined ? [] : [{ sql: 'c.contactNumber = ?', value: number }]),
  ];
  if (whose.length === 0) return [];
  const what =
    category === undefined ? { sql: 'c.typeKey = ?', value: type } : { sql: 'c.categoryId = ?', value: category };
  const found = foundBy(viewer);
  return (await db.query(
    `SELECT c.*, a.name AS assigneeName FROM cases c LEFT JOIN accounts a ON a.employeeNo = c.assigneeId
     WHERE ${found.sql} AND (${whose.map(({ sql }) => sql).join(' OR ')}) AND ${what.sql}
       AND (c.state IN ('open', 'waiting', 'settled') OR (c.state = 'closed' AND c.closedAtMs >= ?))
     ORDER BY c.openedAtMs DESC LIMIT ${MOST}`,
    [...found.values, ...whose.map(({ value }) => value), what.value, nowMs - MERGE_DAYS * 86_400_000],
  )) as FoundCase[];
}
