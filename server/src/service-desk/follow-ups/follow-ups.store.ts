/** Rows of visits that are owed, and of the attempts at them. */
import { createHash } from 'node:crypto';
import { plannedVisit } from '@sansheng/shared/db';
import type { FollowUp, FollowUpAttempts, FollowUpQuery } from '@sansheng/shared/contracts/service-desk/follow-ups';
import { findsSecret } from '@sansheng/shared/domain/customer-access';
import { nextHalfDayAt } from '@sansheng/shared/domain/follow-ups/visit-attempt';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import {
  type FollowUpAttemptRow,
  FollowUpAttemptSchema,
  type FollowUpRow,
  FollowUpSchema,
} from '@sansheng/shared/tables/service-desk/follow-ups';
import type { DataSource, EntityManager } from 'typeorm';
import type { z } from 'zod';
import { cutPage, readTimeCursor } from '../../platform/http/page-cursor.ts';
import type { Session } from '../../platform/http/routes.ts';
import { notBarred } from '../cases/index.ts';

export type StoredFollowUp = Omit<FollowUp, 'may' | 'revision' | 'isOwnWork'> &
  Pick<FollowUpRow, 'customerId' | 'lastTriedAtMs' | 'firstTriedAtMs'> & { isOwnWork: boolean };
type Found = Omit<StoredFollowUp, 'isOwnWork' | 'notBeforeMs'> & { isOwnWork: 0 | 1 };

/** Later than any due time. */
const NEVER_MS = 99_999_999_999_999;
const dueOrder = `COALESCE(v.dueAtMs, ${NEVER_MS})`;

/**
 * Who had the case, or moved it, does not ask its customer what they think of it. Telling them that an outage is over is
 * nobody's work but the caller's.
 */
const isOwnWork = `v.kind <> 'outage' AND (c.assigneeId = ?
  OR EXISTS (SELECT 1 FROM case_people p WHERE p.caseId = v.caseId AND p.relation = 'formerAssignee' AND p.ref = ?)
  OR EXISTS (SELECT 1 FROM case_events e WHERE e.caseId = v.caseId AND e.kind IN ('moved', 'forced') AND e.byId = ?))`;
const columns = `v.*, c.caseNo, c.title AS caseTitle, a.name AS assigneeName, (${isOwnWork}) AS isOwnWork
  FROM follow_ups v JOIN cases c ON c.caseId = v.caseId LEFT JOIN accounts a ON a.employeeNo = v.assigneeId`;
const ownWork = ({ employeeNo }: Session) => [employeeNo, employeeNo, employeeNo];

/** Those whom a case keeps from its sight, as a complaint does from whom it is about, see no visit of it either. */
function foundBy({ employeeNo, roles }: Session): { sql: string; values: unknown[] } {
  const conditions = ['TRUE'];
  const values: unknown[] = [];
  const barred = notBarred({ employeeNo, roles });
  if (barred !== null) {
    conditions.push(barred.sql);
    values.push(...barred.values);
  }
  if (!findsSecret({ employeeNo, roles })) {
    conditions.push(
      `NOT EXISTS (SELECT 1 FROM customers k WHERE k.customerId = v.customerId AND k.confidentiality = 'secret' AND NOT k.ownerId <=> ?)`,
    );
    values.push(employeeNo);
  }
  return { sql: conditions.join(' AND '), values };
}

export interface FollowUpFilter extends Omit<z.output<typeof FollowUpQuery>, 'cursor'> {
  cursor: string | undefined;
  endOfTodayMs: number;
  nowMs: number;
  timeZone: string;
}

/** What is due first; of settled ones the newest. */
export async function listFollowUps(
  db: DataSource,
  session: Session,
  { view, kind, case: caseId, cursor, limit, endOfTodayMs, nowMs, timeZone }: FollowUpFilter,
): Promise<{ followUps: StoredFollowUp[]; nextCursor: string | null }> {
  const found = foundBy(session);
  const conditions = [found.sql];
  const values = [...found.values];
  const where = (condition: string, ...given: unknown[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  const isSettled = view === 'settled';
  const order = isSettled ? 'v.settledAtMs' : dueOrder;
  // A merged case is visited as the one that it went into.
  where(
    isSettled ? `v.state <> 'planned' AND v.settledAtMs IS NOT NULL` : `v.state = 'planned' AND c.state <> 'merged'`,
  );
  if (view === 'today') where('v.dueAtMs < ?', endOfTodayMs);
  if (view === 'overdue') where('v.dueAtMs < ?', nowMs);
  if (view === 'mine') where('v.assigneeId = ?', session.employeeNo);
  if (kind !== undefined) where('v.kind = ?', kind);
  if (caseId !== undefined) where('v.caseId = ?', caseId);
  const after = readTimeCursor(cursor);
  if (after !== null) where(`(${order}, v.followUpId) ${isSettled ? '<' : '>'} (?, ?)`, after.key, after.id);
  const direction = isSettled ? 'DESC' : 'ASC';
  const rows = (await db.query(
    `SELECT ${columns} WHERE ${conditions.join(' AND ')} ORDER BY ${order} ${direction}, v.followUpId ${direction} LIMIT ?`,
    [...ownWork(session), ...values, limit + 1],
  )) as Found[];
  const { page, nextCursor } = cutPage(rows, limit, (last) => ({
    key: (isSettled ? last.settledAtMs : last.dueAtMs) ?? NEVER_MS,
    id: last.followUpId,
  }));
  return { followUps: page.map((row) => plain(row, timeZone)), nextCursor };
}

/** Null: there is none that this person sees. */
export async function findFollowUp(
  from: EntityManager,
  session: Session,
  followUpId: string,
  timeZone: string,
): Promise<StoredFollowUp | null> {
  const { sql, values } = foundBy(session);
  const [row] = (await from.query(`SELECT ${columns} WHERE v.followUpId = ? AND ${sql}`, [
    ...ownWork(session),
    followUpId,
    ...values,
  ])) as Found[];
  return row === undefined ? null : plain(row, timeZone);
}

/** Plain SQL knows BOOLEAN as 0 and 1. */
const plain = (row: Found, timeZone: string): StoredFollowUp => ({
  ...row,
  isOwnWork: row.isOwnWork === 1,
  notBeforeMs: row.lastTriedAtMs === null ? null : nextHalfDayAt(row.lastTriedAtMs, timeZone),
});

/** The same act of a case owes each number one visit, however often it is written. */
export async function keepFollowUp(
  into: EntityManager,
  seq: number,
  given: Omit<Parameters<typeof plannedVisit>[0], 'followUpId'>,
): Promise<void> {
  const { caseId, kind, number } = given;
  const followUpId = createHash('sha256').update(`${caseId} ${seq} ${kind} ${number}`).digest('hex').slice(0, 40);
  await into.getRepository(FollowUpSchema).insert(plannedVisit({ ...given, followUpId }));
}

export async function changeFollowUp(into: EntityManager, followUpId: string, to: Partial<FollowUpRow>): Promise<void> {
  await into.getRepository(FollowUpSchema).update({ followUpId }, to);
}

export const nobodys = { assigneeId: null, claimedAtMs: null } as const;

export async function keepAttempt(into: EntityManager, attempt: FollowUpAttemptRow): Promise<void> {
  await into.getRepository(FollowUpAttemptSchema).insert(attempt);
}

export async function attemptsOf(
  db: DataSource,
  followUpId: string,
): Promise<z.input<typeof FollowUpAttempts>['attempts']> {
  return db.query(
    `SELECT t.*, a.name AS byName FROM follow_up_attempts t LEFT JOIN accounts a ON a.employeeNo = t.byId
     WHERE t.followUpId = ? ORDER BY t.attemptNo`,
    [followUpId],
  ) as Promise<z.input<typeof FollowUpAttempts>['attempts']>;
}

/** Everything that is still owed of a case. Who was reached without the list was tried then, if not before. */
export async function settlePlanned(
  into: EntityManager,
  caseId: string,
  to: Pick<FollowUpRow, 'state' | 'rating' | 'words' | 'settledById'> & { settledAtMs: number },
): Promise<void> {
  const tried = to.state === 'reached' && { firstTriedAtMs: () => `COALESCE(firstTriedAtMs, ${to.settledAtMs})` };
  await into.getRepository(FollowUpSchema).update({ caseId, state: 'planned' }, { ...to, ...nobodys, ...tried });
}

/** The customer rang in and was told: nobody calls them any more. */
export async function strikeOff(
  into: EntityManager,
  { caseId, number }: Pick<FollowUpRow, 'caseId' | 'number'>,
  byId: string,
  nowMs: number,
): Promise<void> {
  const settled = { state: 'struckOff', settledAtMs: nowMs, settledById: byId, ...nobodys } as const;
  await into.getRepository(FollowUpSchema).update({ caseId, number, state: 'planned' }, settled);
}

export async function countPlanned(from: EntityManager, caseId: string): Promise<number> {
  return from.getRepository(FollowUpSchema).countBy({ caseId, state: 'planned' });
}

/** Whether this person had the case, or moved it, up to this entry. */
export async function hasHandled(
  from: EntityManager,
  { caseId, assigneeId, lastSeq }: Pick<CaseRow, 'caseId' | 'assigneeId' | 'lastSeq'>,
  employeeNo: string,
): Promise<boolean> {
  const rows = (await from.query(
    `SELECT 1 FROM case_people WHERE caseId = ? AND relation = 'formerAssignee' AND ref = ?
     UNION ALL SELECT 1 FROM case_events WHERE caseId = ? AND seq <= ? AND kind IN ('moved', 'forced') AND byId = ? LIMIT 1`,
    [caseId, employeeNo, caseId, lastSeq, employeeNo],
  )) as unknown[];
  return assigneeId === employeeNo || rows.length > 0;
}

export interface OwnCall {
  callId: string;
  talkMs: number;
}
/** The last call that this seat placed to this number since then, or the one that it names; null: there is none. */
export async function findOwnCall(
  from: EntityManager,
  of: { employeeNo: string; number: string; sinceMs: number; callId: string | null; nowMs: number },
): Promise<OwnCall | null> {
  if (of.number === '') return null;
  const [call] = (await from.query(
    `SELECT callId, talkMs, answeredAtMs, endedAtMs FROM calls
     WHERE agentId = ? AND arrivedAtMs >= ? AND direction = 'outbound' AND callerNumber = ? AND (? IS NULL OR callId = ?)
     ORDER BY arrivedAtMs DESC LIMIT 1`,
    [of.employeeNo, of.sinceMs, of.number, of.callId, of.callId],
  )) as { callId: string; talkMs: number | null; answeredAtMs: number | null; endedAtMs: number | null }[];
  if (call === undefined) return null;
  const { callId, talkMs, answeredAtMs, endedAtMs } = call;
  return { callId, talkMs: answeredAtMs === null ? 0 : (talkMs ?? (endedAtMs ?? of.nowMs) - answeredAtMs) };
}
