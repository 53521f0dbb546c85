import type { DataSource } from 'typeorm';

/** Cases to consider, the oldest first. */
const CASES = 5;

/**
 * Who answers for the open cases of a customer, in the order in which a call should go to them (首问负责制): of each case
 * whoever has it, then who took it first. Nobody is given the call of a customer who complains about them. One indexed read.
 */
export async function findCaseOwners(db: DataSource, customerId: string): Promise<string[]> {
  const cases: { assigneeId: string | null; firstOwnerId: string; subjects: string | null }[] = await db.query(
    `SELECT c.assigneeId, c.firstOwnerId, (SELECT GROUP_CONCAT(s.ref) FROM case_people s
       WHERE s.caseId = c.caseId AND s.relation = 'subject') AS subjects
     FROM cases c WHERE c.customerId = ? AND c.state IN ('open', 'waiting') ORDER BY c.openedAtMs LIMIT ${CASES}`,
    [customerId],
  );
  const barred = new Set(cases.flatMap(({ subjects }) => subjects?.split(',') ?? []));
  const owners = cases.flatMap(({ assigneeId, firstOwnerId }) => [assigneeId ?? firstOwnerId, firstOwnerId]);
  return [...new Set(owners)].filter((owner) => !barred.has(owner));
}
