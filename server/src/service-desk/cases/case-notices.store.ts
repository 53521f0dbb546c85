/** Who is to be told of a case, and the messages that tell them: kept with what they tell of, sent once. */
import { createHash } from 'node:crypto';
import type { CaseEffect, Receiver } from '@sansheng/shared/contracts/service-desk/case-types';
import { writeRows } from '@sansheng/shared/db';
import type { CaseNow } from '@sansheng/shared/domain/cases/move-case';
import type { Role } from '@sansheng/shared/domain/roles';
import { type CaseNoticeRow, CaseNoticeSchema, type CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import { type EntityManager, In } from 'typeorm';
import { headOfDepartment } from './departments.store.ts';

/** Ordinary notices of one receiver within this are one message. */
const GATHER_MS = 55_000;

type Of = Pick<CaseNow, 'assigneeId' | 'firstOwnerId' | 'departmentId'>;

/** Employee numbers, each once. A department without a head has its members told. */
export async function receiversOf(
  from: EntityManager,
  whom: readonly Receiver[],
  { assigneeId, firstOwnerId, departmentId }: Of,
  nowMs: number,
): Promise<string[]> {
  const found = new Set<string>();
  for (const receiver of whom) {
    switch (receiver) {
      case 'assignee':
        if (assigneeId !== null) found.add(assigneeId);
        break;
      case 'firstOwner':
        found.add(firstOwnerId);
        break;
      case 'departmentHead':
        for (const one of await headsOf(from, departmentId, nowMs)) found.add(one);
        break;
      case 'lead':
        for (const one of await leadsOf(from, firstOwnerId)) found.add(one);
        break;
      case 'dispatcher':
      case 'supervisor':
        for (const one of await holdersOf(from, receiver)) found.add(one);
        break;
    }
  }
  return [...found];
}

async function headsOf(from: EntityManager, departmentId: string | null, nowMs: number): Promise<string[]> {
  if (departmentId === null) return [];
  const head = await headOfDepartment(from, departmentId, nowMs);
  if (head !== null) return [head];
  const members = (await from.query('SELECT employeeNo FROM department_members WHERE departmentId = ?', [
    departmentId,
  ])) as { employeeNo: string }[];
  return members.map(({ employeeNo }) => employeeNo);
}

/** Leads of the team of who took it first; where it has none, all who lead the center. */
async function leadsOf(from: EntityManager, firstOwnerId: string): Promise<string[]> {
  const leads = (await from.query(
    `SELECT l.employeeNo, l.teamId, o.teamId AS ownTeam FROM accounts l LEFT JOIN accounts o ON o.employeeNo = ?
     WHERE l.isActive = 1 AND JSON_CONTAINS(l.roles, '"lead"')`,
    [firstOwnerId],
  )) as { employeeNo: string; teamId: string | null; ownTeam: string | null }[];
  const ofTeam = leads.filter(({ teamId, ownTeam }) => teamId !== null && teamId === ownTeam);
  return (ofTeam.length > 0 ? ofTeam : leads.filter(({ teamId }) => teamId === null)).map(
    ({ employeeNo }) => employeeNo,
  );
}

async function holdersOf(from: EntityManager, role: Role): Promise<string[]> {
  const rows = (await from.query('SELECT employeeNo FROM accounts WHERE isActive = 1 AND JSON_CONTAINS(roles, ?)', [
    JSON.stringify(role),
  ])) as { employeeNo: string }[];
  return rows.map(({ employeeNo }) => employeeNo);
}

interface Notice {
  what: CaseNoticeRow['what'];
  isGrave: boolean;
  /** What it is told once for. */
  of: string;
}

export async function keepNotices(
  into: EntityManager,
  { caseId, caseNo, title }: Pick<CaseRow, 'caseId' | 'caseNo' | 'title'>,
  receivers: readonly string[],
  { what, isGrave, of }: Notice,
  nowMs: number,
): Promise<void> {
  const rows = receivers.map((receiverId) => ({
    noticeId: createHash('sha256').update(`${caseId} ${of} ${receiverId}`).digest('hex').slice(0, 40),
    caseId,
    caseNo,
    receiverId,
    title,
    what,
    isGrave,
    sendAtMs: isGrave ? nowMs : nowMs + GATHER_MS,
    sentAtMs: null,
  }));
  await writeRows(into, CaseNoticeSchema, rows, 'keep');
}

/** What an act tells people of the center. What customers are told goes by their own way. */
export async function tellOutcomes(
  into: EntityManager,
  before: CaseRow,
  now: CaseNow,
  outcomes: readonly CaseEffect[],
  nowMs: number,
): Promise<void> {
  for (const outcome of outcomes) {
    if (outcome.do !== 'notify' || outcome.whom === 'customer') continue;
    const receivers = await receiversOf(into, [outcome.whom], now, nowMs);
    const what = { kind: 'notify', key: outcome.template, clockKey: null, dueAtMs: null } as const;
    const of = `notify ${outcome.template} ${before.lastSeq + 1}`;
    await keepNotices(into, before, receivers, { what, isGrave: false, of }, nowMs);
  }
}

/**
 * Who took the case first is told of each step that others make (首问负责制), unless the act tells them itself. Of steps
 * that follow each other before the message goes out, the last one is told.
 */
export async function tellFirstOwner(
  into: EntityManager,
  before: CaseRow,
  { now, outcomes }: { now: CaseNow; outcomes: readonly CaseEffect[] },
  byId: string,
  nowMs: number,
): Promise<void> {
  const { caseId, firstOwnerId, lastSeq } = before;
  if (now.stepKey === before.stepKey || firstOwnerId === byId) return;
  const isTold = outcomes.some(
    (outcome) => outcome.do === 'notify' && outcome.whom !== 'customer' && receiverIsFirstOwner(outcome.whom, now),
  );
  if (isTold) return;
  await into.query(
    `DELETE FROM case_notices WHERE receiverId = ? AND sentAtMs IS NULL AND caseId = ? AND JSON_UNQUOTE(JSON_EXTRACT(what, '$.kind')) = 'step'`,
    [firstOwnerId, caseId],
  );
  const what = { kind: 'step', key: now.stepKey, clockKey: null, dueAtMs: null } as const;
  await keepNotices(into, before, [firstOwnerId], { what, isGrave: false, of: `step ${lastSeq + 1}` }, nowMs);
}

const receiverIsFirstOwner = (whom: Receiver, { assigneeId, firstOwnerId }: CaseNow): boolean =>
  whom === 'firstOwner' || (whom === 'assignee' && assigneeId === firstOwnerId);

/** Everything that waits for those receivers of whom something is ready; held until the transaction ends. */
export async function takeNotices(
  into: EntityManager,
  nowMs: number,
  limit: number,
): Promise<Map<string, CaseNoticeRow[]>> {
  const ready = (await into.query(
    'SELECT noticeId, receiverId FROM case_notices WHERE sentAtMs IS NULL AND sendAtMs <= ? ORDER BY sendAtMs LIMIT ? FOR UPDATE SKIP LOCKED',
    [nowMs, limit],
  )) as { noticeId: string; receiverId: string }[];
  if (ready.length === 0) return new Map();
  const receiverIds = [...new Set(ready.map(({ receiverId }) => receiverId))];
  const held = (await into.query(
    'SELECT noticeId FROM case_notices WHERE receiverId IN (?) AND sentAtMs IS NULL FOR UPDATE SKIP LOCKED',
    [receiverIds],
  )) as { noticeId: string }[];
  const rows = await into
    .getRepository(CaseNoticeSchema)
    .find({ where: { noticeId: In(held.map(({ noticeId }) => noticeId)) }, order: { sendAtMs: 'ASC' } });
  return Map.groupBy(rows, ({ receiverId }) => receiverId);
}

export const markSent = (into: EntityManager, notices: readonly CaseNoticeRow[], sentAtMs: number) =>
  into.getRepository(CaseNoticeSchema).update({ noticeId: In(notices.map(({ noticeId }) => noticeId)) }, { sentAtMs });
