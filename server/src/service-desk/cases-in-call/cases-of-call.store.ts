import type { CaseViewer } from '@sansheng/shared/domain/cases/case-access';
import type { DataSource } from 'typeorm';
import { type FoundCase, foundBy } from '../cases/index.ts';

export interface FoundOfCall extends FoundCase {
  link: 'opened' | 'linked' | null;
}

/** Nobody reads more while the phone rings. */
const CASES = 20;
const OF_CUSTOMER = 50;

/**
 * Cases of a call that this person may find: those that came up in it, then open ones of its customer, what is due first
 * first. One statement, by index: a phone rings meanwhile.
 */
export function findCasesOfCall(
  db: DataSource,
  viewer: CaseViewer,
  { callId, customerId }: { callId: string; customerId: string | null },
): Promise<FoundOfCall[]> {
  const found = foundBy(viewer);
  const ofCustomer = `(SELECT caseId FROM cases WHERE customerId = ? AND state IN ('open', 'waiting', 'settled')
     ORDER BY openedAtMs DESC LIMIT ${OF_CUSTOMER})`;
  return db.query(
    `SELECT c.*, a.name AS assigneeName,
       CASE WHEN l.caseId IS NULL THEN NULL WHEN c.callId = l.ref THEN 'opened' ELSE 'linked' END AS link
     FROM (SELECT caseId FROM case_links WHERE kind = 'call' AND ref = ?${customerId === null ? '' : ` UNION ${ofCustomer}`}) AS o
       JOIN cases c ON c.caseId = o.caseId
       LEFT JOIN case_links l ON l.caseId = c.caseId AND l.kind = 'call' AND l.ref = ?
       LEFT JOIN accounts a ON a.employeeNo = c.assigneeId
     WHERE ${found.sql}
     ORDER BY l.caseId IS NULL, c.nextDueAtMs IS NULL, c.nextDueAtMs, c.caseId LIMIT ${CASES}`,
    [callId, ...(customerId === null ? [] : [customerId]), callId, ...found.values],
  );
}
