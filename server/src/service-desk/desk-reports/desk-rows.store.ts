/** The cases behind a number: as many rows as it counts, the newest first. */
import type { DeskRowsQuery } from '@sansheng/shared/contracts/service-desk/desk-reports';
import type { DeskCount } from '@sansheng/shared/domain/desk-reports/desk-rates';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import type { FollowUpRow } from '@sansheng/shared/tables/service-desk/follow-ups';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import { cutPage, readTimeCursor } from '../../platform/http/page-cursor.ts';
import { type Asked, rowsOf } from './desk-counts.store.ts';

const verdict = `CONCAT(v.caseId, '-', v.round, '-', v.startedAtMs) AS rowId, v.caseId, v.clockKey, v.round, v.startedAtMs, v.dueAtMs,
  v.doneAtMs, v.isReturned, v.departmentId, NULL AS visitState, NULL AS rating`;
const visit = `v.followUpId AS rowId, v.caseId, NULL AS clockKey, v.round, v.createdAtMs AS startedAtMs, v.dueAtMs,
  v.settledAtMs AS doneAtMs, FALSE AS isReturned, NULL AS departmentId, v.state AS visitState, v.rating`;
const ofCase = `c.caseId AS rowId, c.caseId, NULL AS clockKey, c.round, NULL AS startedAtMs, NULL AS dueAtMs, NULL AS doneAtMs,
  FALSE AS isReturned, c.departmentId, NULL AS visitState, NULL AS rating`;
const columnsOf = { 'clock_verdicts v': verdict, 'follow_ups v': visit, 'cases c': ofCase } as Record<string, string>;

export interface FoundRow
  extends Pick<
    CaseRow,
    'caseId' | 'caseNo' | 'title' | 'typeKey' | 'typeVersion' | 'stepKey' | 'state' | 'grade' | 'categoryId' | 'chases'
  > {
  rowId: string;
  timeMs: number;
  departmentId: string | null;
  round: number;
  clockKey: string | null;
  startedAtMs: number | null;
  dueAtMs: number | null;
  doneAtMs: number | null;
  isReturned: 0 | 1;
  visitState: FollowUpRow['state'] | null;
  rating: number | null;
  reason: string | null;
  excusedById: string | null;
  excusedByName: string | null;
  excusedAtMs: number | null;
}

export async function listRows(
  db: DataSource,
  count: DeskCount,
  asked: Asked,
  { cursor, limit }: Pick<z.output<typeof DeskRowsQuery>, 'cursor' | 'limit'>,
): Promise<{ rows: FoundRow[]; nextCursor: string | null }> {
  const { from, time, where } = rowsOf(count, asked);
  const after = readTimeCursor(cursor);
  const rows = (await db.query(
    `SELECT q.*, c.caseNo, c.title, c.typeKey, c.typeVersion, c.stepKey, c.state, c.grade, c.categoryId, c.chases,
       e.reason, e.byId AS excusedById, a.name AS excusedByName, e.atMs AS excusedAtMs
     FROM (SELECT ${columnsOf[from]}, ${time} AS timeMs FROM ${from} WHERE ${where.sql}
       ${after === null ? '' : `AND ${time} <= ?`}
       HAVING ${after === null ? 'TRUE' : '(timeMs < ? OR rowId < ?)'}
       ORDER BY timeMs DESC, rowId DESC LIMIT ?) q
     JOIN cases c ON c.caseId = q.caseId
     LEFT JOIN clock_excuses e ON e.caseId = q.caseId AND e.clockKey = q.clockKey AND e.round = q.round
       AND e.startedAtMs = q.startedAtMs
     LEFT JOIN accounts a ON a.employeeNo = e.byId
     ORDER BY q.timeMs DESC, q.rowId DESC`,
    [...where.values, ...(after === null ? [] : [after.key, after.key, after.id]), limit + 1],
  )) as FoundRow[];
  const { page, nextCursor } = cutPage(rows, limit, ({ timeMs, rowId }) => ({ key: timeMs, id: rowId }));
  return { rows: page, nextCursor };
}
