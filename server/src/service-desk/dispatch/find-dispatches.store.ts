/** Cases of the board, of the stuck list and of a department, each within what who asks may find. */
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import type { CaseViewer } from '@sansheng/shared/domain/cases/case-access';
import { dispatchActFrom, stepsToAccept } from '@sansheng/shared/domain/cases/dispatch-acts';
import { CaseClockSchema } from '@sansheng/shared/tables/service-desk/cases';
import { type DataSource, In, IsNull } from 'typeorm';
import { ACCEPT, byDue, casesWhere, type Condition, type FoundCase } from '../cases/index.ts';

/** As many as somebody looks through. */
const MOST = 100;
const MOST_STUCK = 200;

type Types = readonly CaseType[];
type Steps = [typeKey: string, stepKey: string][];

const stepsOf = (types: Types, isMeant: (type: CaseType, stepKey: string) => boolean): Steps =>
  types.flatMap((type) =>
    type.steps.filter(({ key }) => isMeant(type, key)).map(({ key }): [string, string] => [type.key, key]),
  );
const toAccept = (types: Types): Steps => stepsOf(types, (type, key) => stepsToAccept(type).includes(key));
const at = (steps: Steps): Condition => ({
  // Neither database finds pairs by `(a, b) IN (...)` in an index as well as by this.
  sql: steps.length === 0 ? 'FALSE' : `(${steps.map(() => '(c.typeKey = ? AND c.stepKey = ?)').join(' OR ')})`,
  values: steps.flat(),
});

/** What is due first. */
export function casesToDispatch(db: DataSource, types: Types, viewer: CaseViewer): Promise<FoundCase[]> {
  const { sql, values } = at(stepsOf(types, (type, key) => dispatchActFrom(type, key) !== null));
  const open = { sql: `c.state = 'open' AND c.departmentId IS NULL AND ${sql}`, values };
  return casesWhere(db, viewer, open, byDue, MOST);
}

/** Dispatched, and nobody of the department has taken it. */
export function casesToAccept(db: DataSource, types: Types, viewer: CaseViewer): Promise<FoundCase[]> {
  const { sql, values } = at(toAccept(types));
  return casesWhere(db, viewer, { sql: `c.state = 'open' AND ${sql}`, values }, byDue, MOST);
}

/** The longest first; `rule` says what is stuck. */
export function stuckCases(
  db: DataSource,
  viewer: CaseViewer,
  rule: Condition,
  department: string | undefined,
): Promise<FoundCase[]> {
  const of =
    department === undefined ? { sql: '', values: [] } : { sql: 'AND c.departmentId = ?', values: [department] };
  const asked = { sql: `${rule.sql} ${of.sql}`, values: [...rule.values, ...of.values] };
  return casesWhere(db, viewer, asked, 'c.stepSinceMs, c.caseId', MOST_STUCK);
}

/** Of those that are stuck, what their clocks say: not accepted in time, or still waiting although the pause is over. */
export async function overdueAmong(
  db: DataSource,
  rows: readonly FoundCase[],
  nowMs: number,
): Promise<ReadonlyMap<string, 'accept' | 'pause'>> {
  if (rows.length === 0) return new Map();
  const caseIds = rows.map(({ caseId }) => caseId);
  const clocks = await db.getRepository(CaseClockSchema).findBy({ caseId: In(caseIds), stoppedAtMs: IsNull() });
  const of = Map.groupBy(clocks, ({ caseId }) => caseId);
  return new Map(
    rows.flatMap(({ caseId, state }): [string, 'accept' | 'pause'][] => {
      const running = of.get(caseId) ?? [];
      if (running.some(({ clockKey, dueAtMs }) => clockKey === ACCEPT && (dueAtMs ?? nowMs) < nowMs))
        return [[caseId, 'accept']];
      const isOver = running.some(({ pauses }) => (pauses.at(-1)?.toMs ?? Number.POSITIVE_INFINITY) <= nowMs);
      const isPaused = running.some((clock) => clock.state === 'paused');
      return state === 'waiting' && isOver && !isPaused ? [[caseId, 'pause']] : [];
    }),
  );
}

const theirs = (departmentIds: readonly string[]): Condition =>
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
    casesWhere(
      db,
      viewer,
      { sql: `${own.sql} AND ${open} AND ${accept.sql}`, values: [...own.values, ...accept.values] },
      byDue,
      MOST,
    ),
    casesWhere(
      db,
      viewer,
      { sql: `${own.sql} AND ${open} AND NOT ${accept.sql}`, values: [...own.values, ...accept.values] },
      byDue,
      MOST,
    ),
    casesWhere(
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
