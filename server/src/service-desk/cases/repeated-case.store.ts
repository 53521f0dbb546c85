/** A customer who comes again about the same thing: it is marked, and whoever answered the first time has it at once. */
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import type { EntityManager } from 'typeorm';

const DAY_MS = 24 * 3_600_000;

export interface Repeated {
  /** Number of the case before. */
  of: string;
  /** Null: nobody has the role. */
  assigneeId: string | null;
}

/** Null: it is the first time. `subjectId`: who is complained about, and does not get it. */
export async function findRepeated(
  from: EntityManager,
  { key, repeats }: CaseType,
  { categoryId, customerId, contactNumber }: Pick<CaseRow, 'categoryId' | 'customerId' | 'contactNumber'>,
  subjectId: unknown,
  nowMs: number,
): Promise<Repeated | null> {
  if (repeats === null || categoryId === null || (customerId === null && contactNumber === '')) return null;
  const whose = customerId === null ? 'contactNumber = ?' : contactNumber === '' ? 'customerId = ?' : null;
  const [before] = (await from.query(
    `SELECT caseNo, assigneeId FROM cases
     WHERE ${whose ?? '(customerId = ? OR contactNumber = ?)'} AND typeKey = ? AND categoryId = ? AND openedAtMs >= ?
       AND state NOT IN ('cancelled', 'merged') ORDER BY openedAtMs DESC LIMIT 1`,
    [
      ...[customerId, contactNumber].filter((one) => one !== null && one !== ''),
      key,
      categoryId,
      nowMs - repeats.withinDays * DAY_MS,
    ],
  )) as Pick<CaseRow, 'caseNo' | 'assigneeId'>[];
  if (before === undefined) return null;
  const [next] = (await from.query(
    `SELECT a.employeeNo FROM accounts a
     WHERE a.isActive = 1 AND JSON_CONTAINS(a.roles, ?) AND NOT a.employeeNo <=> ?
     ORDER BY a.employeeNo <=> ? DESC,
       (SELECT COUNT(*) FROM cases c WHERE c.assigneeId = a.employeeNo AND c.isOver = 0), a.employeeNo LIMIT 1`,
    [JSON.stringify(repeats.goesTo), typeof subjectId === 'string' ? subjectId : null, before.assigneeId],
  )) as { employeeNo: string }[];
  return { of: before.caseNo, assigneeId: next?.employeeNo ?? null };
}
