/** Gives a case to whom the rules name, or the dispatcher chooses, and keeps why. */
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import type { DispatchBody, DispatchReason } from '@sansheng/shared/contracts/service-desk/dispatch';
import { findCase, inTransaction } from '@sansheng/shared/db';
import {
  candidateIdsOf,
  capFaultOf,
  chooseByRules,
  chosenByHand,
  type DispatchFacts,
  findRule,
} from '@sansheng/shared/domain/dispatch/choose-person';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import { dispatchActFrom } from '@sansheng/shared/domain/cases/dispatch-acts';
import type { EntityManager } from 'typeorm';
import { access, may } from '@sansheng/shared/domain/access';
import { UserError } from '../../platform/http/routes.ts';
import { type Asker, type CaseWork, moveIn, mustSeeCase, overtaken } from '../cases/index.ts';
import { lockLoads, readDispatchFacts, subjectsOf, toDispatch, withLoads } from './dispatch-facts.store.ts';
import { dispatchesOf } from './dispatches.store.ts';

export async function dispatchCase(
  work: CaseWork,
  by: Asker,
  name: string,
  body: DispatchBody,
): Promise<{ caseNo: string; reason: DispatchReason }> {
  const { row: seen, viewer } = await mustSeeCase(work, by.session, name);
  // Counts what others have committed while this waited for the person's row.
  return inTransaction(work.context.db, 'READ COMMITTED', async (into) => {
    const row = await findCase(into, seen.caseId, true);
    if (row === null) throw new UserError('notFound');
    if (row.version !== body.version) throw await overtaken(into, row);
    const type = await work.types.of(row.typeKey, row.typeVersion);
    const { reason, facts } = await chooseIn(into, work, { row, type }, body);
    const isForced = await mustOverrule(into, { row, type, reason, facts, body, by });
    const person = isForced ? { ...viewer, roles: [...viewer.roles, 'supervisor' as const] } : viewer;
    const act = { ...actFor(type, row, reason), text: body.text, isForced };
    await moveIn(work, into, by, row, act, person, { dispatch: reason });
    return { caseNo: row.caseNo, reason };
  });
}

/** Whoever could take it is locked before they are counted. */
async function chooseIn(
  into: EntityManager,
  work: CaseWork,
  { row, type }: { row: CaseRow; type: CaseType },
  { departmentId, employeeNo }: DispatchBody,
): Promise<{ reason: DispatchReason; facts: DispatchFacts }> {
  const timeZone = work.context.env.CENTER_TIME_ZONE;
  const known = await readDispatchFacts(into, timeZone, Date.now());
  const of = toDispatch(row, type, (await subjectsOf(into, [row.caseId])).get(row.caseId));
  const target = departmentId ?? findRule(of, known)?.departmentId;
  if (target === undefined) throw new UserError('noDispatchRule');
  const department = known.departments.get(target);
  if (department?.isActive !== true)
    throw new UserError('badRequest', { field: 'departmentId', detail: 'no such department' });
  const ids = candidateIdsOf(department, known);
  if (employeeNo !== undefined && !ids.includes(employeeNo))
    throw new UserError('badRequest', { field: 'employeeNo', detail: 'does not work in this department' });
  if (employeeNo !== undefined && of.subjectIds.includes(employeeNo))
    throw new UserError('badRequest', { field: 'employeeNo', detail: 'cannot have this case' });
  await lockLoads(into, ids);
  const facts = await withLoads(into, known, [...ids, department.headId ?? ''], { timeZone });
  const proposal = chooseByRules(of, facts);
  if (departmentId !== undefined || employeeNo !== undefined)
    return { reason: chosenByHand(proposal, target, employeeNo ?? null, facts), facts };
  if (proposal === null) throw new UserError('noDispatchRule');
  if (proposal.kind === 'byHand')
    throw new UserError('badRequest', { field: 'employeeNo', detail: 'the rule leaves it to the dispatcher' });
  return { reason: proposal, facts };
}

/**
 * Whether it goes against what was said: to a department that has returned it, or to somebody who has enough. That is the
 * dispatcher's once for each case, with words, and then the supervisor's.
 */
async function mustOverrule(
  into: EntityManager,
  {
    row,
    type,
    reason: { departmentId, employeeNo },
    facts,
    body,
    by,
  }: { row: CaseRow; type: CaseType; reason: DispatchReason; facts: DispatchFacts; body: DispatchBody; by: Asker },
): Promise<boolean> {
  const former = (await dispatchesOf(into, [row.caseId])).get(row.caseId) ?? [];
  const isReturned = former.some(
    (one) => one.round === row.round && one.departmentId === departmentId && one.returnedAtMs !== null,
  );
  const rule = findRule(toDispatch(row, type), facts);
  const isCapped =
    employeeNo !== null && rule?.departmentId === departmentId && capFaultOf(employeeNo, rule, facts) !== null;
  if (!isReturned && !isCapped) return false;
  if (!body.isOverruling) throw new UserError(isReturned ? 'returnedByDepartment' : 'capReached');
  if (body.text === '') throw new UserError('badRequest', { field: 'text', detail: 'a reason is needed' });
  if (!may(by.session, access.overrulingAgain) && former.some(({ isOverruling }) => isOverruling))
    throw new UserError('overruledAlready');
  return true;
}

function actFor(type: CaseType, row: CaseRow, { departmentId, employeeNo }: DispatchReason) {
  const act = dispatchActFrom(type, row.stepKey);
  if (act === null) throw new UserError('wrongState', { detail: `the case is at ${row.stepKey}` });
  const { transition, departmentField, personField } = act;
  if (personField === null && employeeNo !== null)
    throw new UserError('badRequest', { field: 'employeeNo', detail: 'such a case goes to a department' });
  return {
    transition: transition.key,
    fields: { [departmentField]: departmentId, ...(personField !== null && { [personField]: employeeNo }) },
  };
}
