/** Cases of the board, of the stuck list and of a department, each within what who asks may find. */
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import type { CaseViewer } from '@sansheng/shared/domain/cases/case-access';
import { CaseClockSchema } from '@sansheng/shared/tables/service-desk/cases';
import { type DataSource, In, IsNull } from 'typeorm';
import { type FoundCase, foundBy } from '../cases/index.ts';
import { dispatchActFrom, stepsToAccept } from './dispatch-acts.ts';

/** As many as somebody looks through. */
const MOST = 100;
const MOST_STUCK = 300;
/** Later than any due time. */
const NEVER_MS = 99_999_999_999_999;
const byDue = `COALESCE(c.nextDueAtMs, ${NEVER_MS}), c.caseId`;

type Types = readonly CaseType[];
type Steps = [typeKey: string, stepKey: string][];
interface Asked {
  sql: string;
  values: unknown[];
}

async function find(
  db: DataSource,
  viewer: CaseViewer,
  { sql, values }: Asked,
  order: string,
  limit: number,
): Promise<FoundCase[]> {
  const found = foundBy(viewer);
  return db.query(
    `SELECT c.*, a.name AS assigneeName FROM cases c LEFT JOIN accounts a ON a.employeeNo = c.assigneeId
     WHERE ${found.sql} AND ${sql} ORDER BY ${order} LIMIT ?`,
    [...found.values, ...values, limit],
  );
}

const stepsOf = (types: Types, isMeant: (type: CaseType, stepKey: string) => boolean): Steps =>
  types.flatMap((type) =>
    type.steps.filter(({ key }) => isMeant(type, key)).map(({ key }): [string, string] => [type.key, key]),
  );
const toAccept = (types: Types): Steps => stepsOf(types, (type, key) => stepsToAccept(type).includes(key));
const at = (steps: Steps): Asked => ({
  sql: `(c.typeKey, c.stepKey) IN (${steps.map(() => '(?, ?)').join(', ')})`,
  values: steps.flat(),
});

/** What is due first. */
export function casesToDispatch(db: DataSource, types: Types, viewer: CaseViewer): Promise<FoundCase[]> {
  const { sql, values } = at(stepsOf(types, (type, key) => dispatchActFrom(type, key) !== null));
  const open = { sql: `c.state = 'open' AND c.departmentId IS NULL AND ${sql}`, values };
  return find(db, viewer, open, byDue, MOST);
}

/** Dispatched, and nobody of the department has taken it. */
export function casesToAccept(db: DataSource, types: Types, viewer: CaseViewer): Promise<FoundCase[]> {
  const { sql, values } = at(toAccept(types));
  return find(db, viewer, { sql: `c.state = 'open' AND ${sql}`, values }, byDue, MOST);
}

export type StuckCandidate = FoundCase & { isUnaccepted: 0 | 1; mayBeOverdue: 0 | 1 };

/** Those that may be stuck, the longest first; open time is counted by who asks. Closed hours only make them fewer. */
export async function casesThatMayBeStuck(
  db: DataSource,
  types: Types,
  viewer: CaseViewer,
  { nowMs, department }: { nowMs: number; department: string | undefined },
): Promise<StuckCandidate[]> {
  const found = foundBy(viewer);
  const limits = types.flatMap(({ key, steps }) =>
    steps.flatMap((step) =>
      step.stuckAfterMinutes === null ? [] : [[key, step.key, nowMs - step.stuckAfterMinutes * 60_000] as const],
    ),
  );
  const accept = at(toAccept(types));
  const isOver = limits.map(() => '(c.typeKey = ? AND c.stepKey = ? AND c.stepSinceMs <= ?)').join(' OR ');
  const unaccepted = `(${accept.sql} AND EXISTS (SELECT 1 FROM case_clocks k WHERE k.caseId = c.caseId AND k.clockKey = 'accept'
    AND k.stoppedAtMs IS NULL AND k.state IN ('running', 'missed') AND k.dueAtMs < ?))`;
  // Clocks run on by themselves when the pause is over; `casesPastPause` says whether there was one.
  const overdue = `(c.state = 'waiting' AND NOT EXISTS (SELECT 1 FROM case_clocks k WHERE k.caseId = c.caseId AND k.state = 'paused'))`;
  const ofDepartment = department === undefined ? '' : 'AND c.departmentId = ?';
  return db.query(
    `SELECT c.*, a.name AS assigneeName, ${unaccepted} AS isUnaccepted, ${overdue} AS mayBeOverdue
     FROM cases c LEFT JOIN accounts a ON a.employeeNo = c.assigneeId
     WHERE ${found.sql} AND c.state IN ('open', 'waiting') ${ofDepartment}
     HAVING isUnaccepted OR mayBeOverdue OR ${isOver}
     ORDER BY stepSinceMs, caseId LIMIT ?`,
    [
      ...accept.values,
      nowMs,
      ...found.values,
      ...(department === undefined ? [] : [department]),
      ...limits.flat(),
      MOST_STUCK,
    ],
  );
}

/** Of these, the cases whose last pause has ended while they still wait. */
export async function casesPastPause(
  db: DataSource,
  rows: readonly StuckCandidate[],
  nowMs: number,
): Promise<ReadonlySet<string>> {
  const caseIds = rows.filter(({ mayBeOverdue }) => mayBeOverdue === 1).map(({ caseId }) => caseId);
  if (caseIds.length === 0) return new Set();
  const clocks = await db.getRepository(CaseClockSchema).findBy({ caseId: In(caseIds), stoppedAtMs: IsNull() });
  const over = clocks.filter(({ pauses }) => (pauses.at(-1)?.toMs ?? Number.POSITIVE_INFINITY) <= nowMs);
  return new Set(over.map(({ caseId }) => caseId));
}

const theirs = (departmentIds: readonly string[]): Asked =>
  departmentIds.length === 0 ? { sql: 'FALSE', values: [] } : { sql: 'c.departmentId IN (?)', values: [departmentIds] };

/** What these departments have before them: to accept, in work, and the newest that they have done with. */
export async function casesOfDepartments(
  db: DataSource,
  types: Types,
  viewer: CaseViewer,
): Promise<Record<'toAccept' | 'inWork' | 'answered', FoundCase[]>> {
  const own = theirs(viewer.departmentIds);
  const accept = at(toAccept(types));
  const open = `c.state IN ('open', 'waiting')`;
  const ids = viewer.departmentIds.length === 0 ? [''] : viewer.departmentIds;
  const [waiting, inWork, answered] = await Promise.all([
    find(
      db,
      viewer,
      { sql: `${own.sql} AND ${open} AND ${accept.sql}`, values: [...own.values, ...accept.values] },
      byDue,
      MOST,
    ),
    find(
      db,
      viewer,
      { sql: `${own.sql} AND ${open} AND NOT ${accept.sql}`, values: [...own.values, ...accept.values] },
      byDue,
      MOST,
    ),
    find(
      db,
      viewer,
      {
        sql: `((${own.sql} AND NOT ${open}) OR (NOT COALESCE(${own.sql}, FALSE) AND EXISTS (SELECT 1 FROM case_people p
          WHERE p.caseId = c.caseId AND p.relation = 'formerDepartment' AND p.ref IN (?))))`,
        values: [...own.values, ...own.values, ids],
      },
      'c.stepSinceMs DESC, c.caseId',
      MOST,
    ),
  ]);
  return { toAccept: waiting, inWork, answered };
}
