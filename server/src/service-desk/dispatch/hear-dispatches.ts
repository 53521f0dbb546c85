/** What every act of a case means for dispatch, in its transaction: caps are kept, and what became of it is written down. */
import { SUPERVISED_FROM } from '@sansheng/shared/contracts/service-desk/dispatch';
import type { CaseNow } from '@sansheng/shared/domain/cases/move-case';
import { capFaultOf, findRule } from '@sansheng/shared/domain/dispatch/choose-person';
import { dispatchActOf, isOwn } from '@sansheng/shared/domain/cases/dispatch-acts';
import type { EntityManager } from 'typeorm';
import { UserError } from '../../platform/http/routes.ts';
import { type CaseHearer, type MovedCase, tellOutcomes } from '../cases/index.ts';
import { lockLoads, readDispatchFacts, toDispatch, withLoads } from './dispatch-facts.store.ts';
import { changeLastDispatch, dispatchesOf, keepDispatch, supervise } from './dispatches.store.ts';

export const hearDispatches =
  (timeZone: string): CaseHearer =>
  async (into, moved) => {
    const { before, after, type, isForced, nowMs } = moved;
    const transition = type.transitions.find(({ key }) => key === moved.transition);
    if (transition === undefined) return;
    const { effects } = transition;
    const isDispatch = dispatchActOf(transition) !== null && after.departmentId !== null;
    const isGiven = effects.some((effect) => effect.do === 'setAssignee' && !isOwn(effect));
    if (isDispatch && !isForced) await mustNotBeReturned(into, moved);
    if ((isDispatch || isGiven) && after.assigneeId !== null && after.assigneeId !== before.assigneeId)
      await mustHaveRoom(into, moved, timeZone);
    if (isDispatch) await keepOne(into, moved);
    else if (effects.some((effect) => effect.do === 'countReturn')) await keepReturn(into, moved);
    else if (effects.some(isOwn)) await keepAcceptance(into, moved);
    const isOften = (count: 'returns' | 'reworks') => after[count] > before[count] && after[count] >= SUPERVISED_FROM;
    if (!isOften('returns') && !isOften('reworks')) return;
    await supervise(into, after.caseId, nowMs);
    const outcome = { do: 'notify', template: 'caseSupervised', whom: 'supervisor' } as const;
    await tellOutcomes(into, before, after as CaseNow, [outcome], nowMs);
  };

/** The dispatcher's own page overrules it, once and with words. */
async function mustNotBeReturned(into: EntityManager, { after }: MovedCase): Promise<void> {
  const rows = (await dispatchesOf(into, [after.caseId])).get(after.caseId) ?? [];
  const isReturned = rows.some(
    ({ round, departmentId, returnedAtMs }) =>
      round === after.round && departmentId === after.departmentId && returnedAtMs !== null,
  );
  if (isReturned) throw new UserError('returnedByDepartment');
}

async function mustHaveRoom(
  into: EntityManager,
  { after, type, isForced, nowMs }: MovedCase,
  timeZone: string,
): Promise<void> {
  const { assigneeId, caseId, departmentId } = after;
  if (assigneeId === null) return;
  await lockLoads(into, [assigneeId]);
  if (isForced) return;
  const rules = await readDispatchFacts(into, timeZone, nowMs);
  const rule = findRule(toDispatch(after, type), rules);
  if (rule === undefined || rule.departmentId !== departmentId) return;
  const facts = await withLoads(into, rules, [assigneeId], { timeZone, without: caseId });
  const fault = capFaultOf(assigneeId, rule, facts);
  if (fault !== null)
    throw new UserError('capReached', { detail: `${assigneeId} ${fault.why}: ${fault.has} of ${fault.cap}` });
}

const keepOne = (into: EntityManager, { after, isForced, by, nowMs }: MovedCase): Promise<void> =>
  keepDispatch(into, {
    caseId: after.caseId,
    seq: after.lastSeq,
    round: after.round,
    departmentId: after.departmentId as string,
    employeeNo: after.assigneeId,
    byId: by.session.employeeNo,
    atMs: nowMs,
    isOverruling: isForced,
  });

async function keepReturn(into: EntityManager, { after, text, nowMs }: MovedCase): Promise<void> {
  const { returnReason } = after.fields;
  await changeLastDispatch(into, after.caseId, {
    returnedAtMs: nowMs,
    returnReason: typeof returnReason === 'string' ? returnReason : '',
    returnText: text,
  });
}

async function keepAcceptance(into: EntityManager, { after, nowMs }: MovedCase): Promise<void> {
  const last = (await dispatchesOf(into, [after.caseId])).get(after.caseId)?.at(-1);
  if (last?.acceptedAtMs === null && last.returnedAtMs === null)
    await changeLastDispatch(into, after.caseId, { acceptedAtMs: nowMs });
}
