/**
 * Outages: who calls about one is attached to it; when it is over, what was attached is settled, everybody is told once,
 * and when nobody is left to be told it is completed. Each in the transaction of what it follows from.
 */
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import { findCase, keepLink } from '@sansheng/shared/db';
import type { Role } from '@sansheng/shared/domain/roles';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import type { EntityManager } from 'typeorm';
import { UserError } from '../../platform/http/routes.ts';
import { type Asker, type CaseWork, type MovedCase, moveIn } from '../cases/index.ts';
import { countPlanned, type SettledVisit, settleByVisit, strikeOff } from '../follow-ups/index.ts';
import { attachedCases, hasBegun, keepCaller, keepTold, type NewCaller } from './outages.store.ts';

/** Throws `notFound` for what is no outage. Locked until the transaction ends. */
export async function lockOutage(into: EntityManager, name: string): Promise<CaseRow> {
  const row = await findCase(into, name, true);
  if (row === null || row.typeKey !== 'outage') throw new UserError('notFound');
  return row;
}
export const isOver = ({ state }: Pick<CaseRow, 'state'>): boolean => state !== 'open' && state !== 'waiting';

/** Somebody rang in about it. Throws `wrongState` when it is over: they are told instead. */
export async function attachCaller(
  into: EntityManager,
  outage: CaseRow,
  caller: NewCaller & { callId: string | null },
  { session: { employeeNo } }: Asker,
): Promise<void> {
  if (isOver(outage)) throw new UserError('wrongState', { detail: 'the outage is over' });
  const nowMs = Date.now();
  await keepCaller(into, outage.caseId, caller, employeeNo, nowMs);
  await keepCall(into, outage.caseId, caller.callId, employeeNo, nowMs);
}

/** A case of somebody whom it concerns: settled with it, and its customer told with the others. */
export async function attachCase(
  into: EntityManager,
  cases: CaseWork,
  outage: CaseRow,
  row: CaseRow,
  { session: { employeeNo } }: Asker,
): Promise<void> {
  if (isOver(outage)) throw new UserError('wrongState', { detail: 'the outage is over' });
  const { whenRestored } = await cases.types.of(row.typeKey, row.typeVersion);
  if (whenRestored === null || isOver(row)) throw new UserError('wrongState', { field: 'caseNo' });
  const nowMs = Date.now();
  await keepLink(into, { caseId: row.caseId, kind: 'outage', ref: outage.caseId, atMs: nowMs, byId: employeeNo });
  const { contactNumber: number, contactName: name, customerId } = row;
  if (number !== '')
    await keepCaller(into, outage.caseId, { number, name, customerId, wantsCall: true }, employeeNo, nowMs);
}

/** They rang in when it was over, and were told: nobody calls them any more. */
export async function tellCaller(
  into: EntityManager,
  cases: CaseWork,
  outage: CaseRow,
  { number, callId }: { number: string; callId: string | null },
  by: Asker,
): Promise<void> {
  if (!isOver(outage)) throw new UserError('wrongState', { detail: 'the outage goes on' });
  const nowMs = Date.now();
  const { employeeNo } = by.session;
  const { caseId } = outage;
  await keepTold(into, { caseId, number }, 'call', nowMs);
  await strikeOff(into, { caseId, number }, employeeNo, nowMs);
  await keepCall(into, caseId, callId, employeeNo, nowMs);
  await advance(into, cases, outage, by);
}

/** What was attached and is open is settled with the words of the outage; what cannot be stays as it is. */
export async function settleRestored(
  into: EntityManager,
  cases: CaseWork,
  { before, after, text, by }: MovedCase,
): Promise<void> {
  if (after.typeKey !== 'outage' || after.state !== 'settled' || before.state === 'settled') return;
  const { words } = after.fields;
  const told = text || (typeof words === 'string' ? words : '') || after.title;
  for (const caseId of await attachedCases(into, after.caseId)) {
    const row = await findCase(into, caseId, true);
    if (row === null || isOver(row)) continue;
    const type = await cases.types.of(row.typeKey, row.typeVersion);
    if (type.whenRestored === null || !leadsFrom(type, type.whenRestored, row.stepKey)) continue;
    const act = { transition: type.whenRestored, text: told, fields: {}, isForced: false };
    try {
      await moveIn(cases, into, by, row, act, forTheCenter(by));
    } catch (error) {
      // Refused before anything of it was written: an order that has work of its own left goes on.
      if (!(error instanceof UserError)) throw error;
    }
  }
  await advance(into, cases, after, by);
}

/** Who is reached is told; what they say answers for their own attached cases, too. */
export async function hearVisit(into: EntityManager, cases: CaseWork, visit: SettledVisit): Promise<void> {
  const { caseId, number, state, by, nowMs } = visit;
  const outage = await findCase(into, caseId, true);
  if (outage?.typeKey !== 'outage') return;
  if (state === 'reached') await keepTold(into, { caseId, number }, 'visit', nowMs);
  if (state !== 'planned') {
    for (const attachedId of await attachedCases(into, caseId)) {
      const row = await findCase(into, attachedId, true);
      if (row?.state === 'settled' && row.contactNumber === number) await settleByVisit(into, cases, row, visit, by);
    }
  }
  await advance(into, cases, outage, by);
}

/** Restored, visiting, completed: by how many are still to be told. */
async function advance(into: EntityManager, cases: CaseWork, { caseId }: CaseRow, by: Asker): Promise<void> {
  const outage = (await findCase(into, caseId, true)) as CaseRow;
  const type = await cases.types.of(outage.typeKey, outage.typeVersion);
  const left = await countPlanned(into, caseId);
  if (left > 0 && !(await hasBegun(into, caseId))) return;
  const transition = left === 0 ? 'complete' : 'visit';
  if (!leadsFrom(type, transition, outage.stepKey)) return;
  await moveIn(cases, into, by, outage, { transition, text: '', fields: {}, isForced: false }, forTheCenter(by));
}

/** The center itself acts for all whom an outage concerns, by the hand of who told it. */
const forTheCenter = ({ session: { employeeNo, roles } }: Asker) => ({
  employeeNo,
  roles: [...roles, 'agent', 'lead', 'dispatcher', 'supervisor'] satisfies Role[],
  departmentIds: [],
  headOf: [],
});

const leadsFrom = ({ transitions }: CaseType, key: string, stepKey: string): boolean =>
  transitions.some((one) => one.key === key && one.from.includes(stepKey));

async function keepCall(into: EntityManager, caseId: string, callId: string | null, byId: string, atMs: number) {
  if (callId !== null) await keepLink(into, { caseId, kind: 'call', ref: callId, atMs, byId });
}
