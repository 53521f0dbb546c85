/** What reports count is made again from the rows of a case whenever they change, and so cannot drift from them. */
import type { EntityManager } from 'typeorm';
import { type ClockVerdictRow, ClockVerdictSchema } from '../tables/service-desk/desk-reports.ts';
import { writeRows } from './write-rows.ts';

const wholeClock = `JSON_UNQUOTE(JSON_EXTRACT(t.definition, '$.wholeClock'))`;
const field = (name: string) => `JSON_UNQUOTE(JSON_EXTRACT(c.fields, '$.${name}'))`;
/** One of a list, where the type has such a list; what an outage came from is somebody's words. */
const cause = `IF(JSON_CONTAINS(t.definition, '{"key":"cause","kind":"choice"}', '$.fields'), NULLIF(${field('cause')}, 'null'), NULL)`;
const isLast = 'k.round = c.round';
/** The dispatch that started this clock; of a round, the last one. */
const dispatch = (column: string) => `(SELECT d.${column} FROM dispatches d
  WHERE d.caseId = k.caseId AND d.round = k.round AND (k.clockKey <> 'accept' OR d.atMs = k.startedAtMs)
  ORDER BY d.seq DESC LIMIT 1)`;

const select = `SELECT k.caseId, k.clockKey, k.round, k.startedAtMs,
    IF(k.clockKey = ${wholeClock}, 'whole', k.clockKey) AS kind, c.typeKey, c.categoryId, c.grade,
    ${dispatch('departmentId')} AS departmentId, COALESCE(c.customerId, NULLIF(c.contactNumber, '')) AS customerKey,
    k.dueAtMs, k.stoppedAtMs AS doneAtMs,
    NOT (c.state IN ('cancelled', 'merged') AND ${isLast}) AND k.state NOT IN ('cancelled', 'merged', 'noCalendar')
      AND (k.clockKey = 'accept' OR NOT EXISTS (SELECT 1 FROM case_clocks l WHERE l.caseId = k.caseId
        AND l.clockKey = k.clockKey AND l.round = k.round AND l.startedAtMs > k.startedAtMs)) AS isCounted,
    EXISTS (SELECT 1 FROM clock_excuses e WHERE e.caseId = k.caseId AND e.clockKey = k.clockKey AND e.round = k.round
      AND e.startedAtMs = k.startedAtMs) AS isExcused,
    k.clockKey = 'accept' AND COALESCE(${dispatch('returnedAtMs')}, 0) > 0 AS isReturned,
    CASE ${field('isGrounded')} WHEN 'true' THEN 1 WHEN 'false' THEN 0 END AS isGrounded,
    ${cause} AS cause, c.openedAtMs,
    IF(c.state = 'closed' AND ${isLast}, c.closedAtMs, NULL) AS closedAtMs,
    c.state = 'closed' AND c.round = 1 AND c.returns = 0 AS isOnce
  FROM case_clocks k JOIN cases c ON c.caseId = k.caseId
    JOIN case_types t ON t.typeKey = c.typeKey AND t.version = c.typeVersion
  WHERE k.caseId IN (?) AND (k.clockKey IN ('accept', 'acknowledge', 'promise') OR k.clockKey = ${wholeClock})`;

/** Read first, written then: a reading that writes would lock the neighbours of these cases. */
export async function keepVerdicts(into: EntityManager, caseIds: readonly string[]): Promise<void> {
  if (caseIds.length === 0) return;
  const rows = (await into.query(select, [caseIds])) as ClockVerdictRow[];
  await writeRows(into, ClockVerdictSchema, rows, 'replace');
}
