/** Which cases a person finds, in the database: the same grounds that one case is asked for. */
import { access, may } from '@sansheng/shared/domain/access';
import type { CaseQuery } from '@sansheng/shared/contracts/service-desk/cases';
import { isOverTime, withinTime } from '@sansheng/shared/db';
import { type CaseViewer, type FindGround, groundsOf } from '@sansheng/shared/domain/cases/case-access';
import { readCaseNumber } from '@sansheng/shared/domain/cases/case-number';
import { askForPairs } from '@sansheng/shared/domain/note-words';
import { type NumberPlan, readNumber } from '@sansheng/shared/domain/phone-number';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import type { DataSource, EntityManager } from 'typeorm';
import type { z } from 'zod';
import { cutPage, readTimeCursor } from '../../platform/http/page-cursor.ts';
import { UserError } from '../../platform/http/user-error.ts';

type From = Pick<DataSource | EntityManager, 'query'>;
export interface Condition {
  sql: string;
  values: unknown[];
}
export interface FoundCase extends CaseRow {
  assigneeName: string | null;
}

export const plain = (sql: string, ...values: unknown[]): Condition => ({ sql, values });
const nothing: Condition = { sql: 'FALSE', values: [] };
export const joined = (conditions: readonly Condition[], word: 'AND' | 'OR'): Condition =>
  conditions.length === 0
    ? nothing
    : {
        sql: `(${conditions.map(({ sql }) => sql).join(` ${word} `)})`,
        values: conditions.flatMap(({ values }) => values),
      };

/** Of `cases c`: those that this person may find. Asked by list, search, counts, export and sockets alike. */
export function foundBy(viewer: CaseViewer): Condition {
  const grounds = joined(groundsOf(viewer).map(conditionOf), 'OR');
  const barred = notBarred(viewer);
  return barred === null ? grounds : joined([grounds, barred], 'AND');
}

/** Of `cases c`: those that are not about this person. Null: for the supervisor, who decides, there are none. */
export function notBarred({ employeeNo, roles }: Pick<CaseViewer, 'employeeNo' | 'roles'>): Condition | null {
  if (may({ roles }, access.casesAboutOneself)) return null;
  return {
    sql: `NOT EXISTS (SELECT 1 FROM case_people s WHERE s.caseId = c.caseId AND s.relation = 'subject' AND s.ref = ?)`,
    values: [employeeNo],
  };
}

function conditionOf(ground: FindGround): Condition {
  switch (ground.kind) {
    case 'center':
      return { sql: 'TRUE', values: [] };
    case 'person':
      return { sql: '(c.assigneeId = ? OR c.firstOwnerId = ?)', values: [ground.employeeNo, ground.employeeNo] };
    case 'customers':
      return { sql: 'c.customerId IN (?)', values: [ground.customerIds] };
    case 'team':
      return {
        sql: `EXISTS (SELECT 1 FROM accounts t WHERE t.teamId = ? AND t.employeeNo IN (c.assigneeId, c.firstOwnerId))`,
        values: [ground.teamId],
      };
    case 'departments':
      return { sql: 'c.departmentId IN (?)', values: [ground.departmentIds] };
    case 'formerDepartments':
      return {
        sql: `EXISTS (SELECT 1 FROM case_people f WHERE f.caseId = c.caseId AND f.relation = 'formerDepartment' AND f.ref IN (?))`,
        values: [ground.departmentIds],
      };
  }
}

export type CaseFilter = z.output<typeof CaseQuery>;

/** What is due first, then what nobody has promised; of closed ones the newest. One more than `limit` says there is more. */
export async function listCases(
  db: From,
  viewer: CaseViewer,
  filter: CaseFilter,
  { plan, nowMs, stuck }: { plan: NumberPlan; nowMs: number; stuck: () => Condition },
): Promise<{ cases: FoundCase[]; nextCursor: string | null }> {
  const isClosed = filter.view === 'closed';
  const order = isClosed ? 'c.closedAtMs' : 'c.sortDueMs';
  const conditions = [foundBy(viewer), ...viewOf(filter.view, viewer, nowMs, stuck), ...filtersOf(filter)];
  const after = readTimeCursor(filter.cursor);
  if (after !== null) {
    const isBehind = isClosed ? '<' : '>';
    conditions.push(plain(`(${order}, c.caseId) ${isBehind} (?, ?)`, after.key, after.id));
  }
  const { sql, values } = joined(conditions, 'AND');
  const direction = isClosed ? 'DESC' : 'ASC';
  const asked = filter.q === undefined || filter.q === '' ? null : searchFor(filter.q, viewer, plan);
  const from = asked === null ? 'cases c' : `(${asked.sql}) q JOIN cases c ON c.caseId = q.caseId`;
  const select = `SELECT c.*, a.name AS assigneeName, ${order} AS sortMs FROM ${from} LEFT JOIN accounts a ON a.employeeNo = c.assigneeId
     WHERE ${sql} ORDER BY ${order} ${direction}, c.caseId ${direction} LIMIT ?`;
  const rows = (await db
    .query(withinTime(select, ANSWER_WITHIN_SECONDS), [...(asked?.values ?? []), ...values, filter.limit + 1])
    .catch((error: unknown) => {
      throw isOverTime(error) ? new UserError('searchTooBroad', { field: 'q' }) : error;
    })) as (FoundCase & { sortMs: number | string })[];
  const { page, nextCursor } = cutPage(rows, filter.limit, (last) => ({ key: Number(last.sortMs), id: last.caseId }));
  return { cases: page, nextCursor };
}

/** Order of `cases c`: what is due first, then what nobody has promised. */
export const byDue = 'c.sortDueMs, c.caseId';

/** Those that this person may find, of the ones that `condition` names. */
export function casesWhere(
  db: From,
  viewer: CaseViewer,
  condition: Condition,
  order: string,
  limit: number,
): Promise<FoundCase[]> {
  const { sql, values } = joined([foundBy(viewer), condition], 'AND');
  return db.query(
    `SELECT c.*, a.name AS assigneeName FROM cases c LEFT JOIN accounts a ON a.employeeNo = c.assigneeId
     WHERE ${sql} ORDER BY ${order} LIMIT ?`,
    [...values, limit],
  );
}

/** Nobody waits longer for a list, and nobody else for the database. */
const ANSWER_WITHIN_SECONDS = 5;

const isOpen = `c.state IN ('open', 'waiting')`;

function viewOf(view: CaseFilter['view'], viewer: CaseViewer, nowMs: number, stuck: () => Condition): Condition[] {
  switch (view) {
    case 'mine':
      return [
        plain('c.isOver = 0'),
        plain('(c.assigneeId = ? OR c.firstOwnerId = ?)', viewer.employeeNo, viewer.employeeNo),
      ];
    case 'firstContact':
      return [plain('c.isOver = 0'), plain('c.firstOwnerId = ?', viewer.employeeNo)];
    case 'open':
      return [plain('c.isOver = 0')];
    case 'toAccept':
      return [plain('c.isOver = 0'), plain(isOpen), plain('c.assigneeId IS NULL'), plain('c.departmentId IS NOT NULL')];
    case 'dueSoon':
      return [plain('c.isOver = 0'), plain(isOpen), plain('c.sortDueMs BETWEEN ? AND ?', nowMs, nowMs + SOON_MS)];
    case 'missed':
      return [plain('c.isOver = 0'), plain('c.sortDueMs < ?', nowMs)];
    case 'notAcknowledged':
      return [plain(notAcknowledged)];
    case 'danger':
      return [plain('c.isOver = 0'), plain(`c.caseId IN (${inDanger})`)];
    case 'stuck':
      return [plain('c.isOver = 0'), stuck()];
    case 'toVisit':
      return [plain('c.isOver = 0'), plain(`c.state = 'settled'`)];
    case 'closed':
      return [plain('c.closedAtMs IS NOT NULL')];
  }
}

/** Complaints that a supervisor has to answer within half an hour: by their grade, of which there are few. */
const notAcknowledged = `c.isOver = 0 AND c.grade IN ('major', 'malicious') AND EXISTS
  (SELECT 1 FROM case_clocks k WHERE k.caseId = c.caseId AND k.clockKey = 'acknowledge' AND k.stoppedAtMs IS NULL)`;

/** Where somebody waits for the fitter in danger, such as at a smell of gas. */
const inDanger = `SELECT k.caseId FROM case_clocks k WHERE k.clockKey = 'safety' AND k.stoppedAtMs IS NULL`;

/** Whether any case of the center is past its due time, a major complaint is not acknowledged, or somebody is in danger. */
export async function findLateCases(
  db: From,
): Promise<{ isMissed: boolean; isMajorWaiting: boolean; isDanger: boolean }> {
  const [found] = (await db.query(
    `SELECT EXISTS (SELECT 1 FROM cases c WHERE c.isOver = 0 AND c.sortDueMs < ?) AS isMissed,
       EXISTS (SELECT 1 FROM cases c WHERE ${notAcknowledged}) AS isMajorWaiting,
       EXISTS (${inDanger}) AS isDanger`,
    [Date.now()],
  )) as Record<'isMissed' | 'isMajorWaiting' | 'isDanger', number | string>[];
  return {
    isMissed: Number(found?.isMissed) === 1,
    isMajorWaiting: Number(found?.isMajorWaiting) === 1,
    isDanger: Number(found?.isDanger) === 1,
  };
}

const SOON_MS = 2 * 3_600_000;

function filtersOf(filter: CaseFilter): Condition[] {
  const equal = (column: string, value: string | undefined) =>
    value === undefined ? [] : [plain(`c.${column} = ?`, value)];
  return [
    ...equal('typeKey', filter.type),
    ...equal('state', filter.state),
    ...equal('categoryId', filter.category),
    ...equal('assigneeId', filter.assignee),
    ...equal('departmentId', filter.department),
    ...equal('customerId', filter.customer),
  ];
}

/** Ids of cases by a number, the end of one, a telephone number, or words; each way by an index of its own. */
function searchFor(q: string, viewer: CaseViewer, plan: NumberPlan): Condition {
  const number = readCaseNumber(q);
  if (number?.kind === 'whole') return idsWhere('c.caseNo = ?', number.digits);
  const ways =
    number === null
      ? [idsWhere('c.externalNo = ?', q), ...byPhone(q, plan)]
      : [idsWhere('c.numberEnd = ? AND c.caseNo LIKE ?', number.digits.slice(-4), `%${number.digits}`)];
  const words = askForPairs(q);
  if (words !== '') {
    const isInside = groundsOf(viewer).some(({ kind }) => kind !== 'departments' && kind !== 'formerDepartments');
    const columns = isInside ? 'w.words, w.innerWords' : 'w.words';
    ways.push(plain(`SELECT w.caseId FROM case_words w WHERE MATCH(${columns}) AGAINST (? IN BOOLEAN MODE)`, words));
  }
  return { sql: ways.map(({ sql }) => sql).join(' UNION '), values: ways.flatMap(({ values }) => values) };
}

const idsWhere = (sql: string, ...values: unknown[]): Condition =>
  plain(`SELECT c.caseId FROM cases c WHERE ${sql}`, ...values);

function byPhone(q: string, plan: NumberPlan): Condition[] {
  const { e164 } = readNumber(q, plan);
  return e164 === null ? [] : [idsWhere('c.contactNumber = ?', e164)];
}
