/** Cases that belong to another: a parent is not settled before them, and none of them is due later than it. */
import { addEntry, clocksOf, entryOf, inTransaction, keepLink, saveCase } from '@sansheng/shared/db';
import type { CaseNow } from '@sansheng/shared/domain/cases/move-case';
import { CaseLinkSchema } from '@sansheng/shared/tables/service-desk/cases';
import type { EntityManager } from 'typeorm';
import { UserError } from '../../platform/http/routes.ts';
import type { Asker, CaseWork } from './case-work.ts';
import { lockBoth } from './merge-cases.feature.ts';
import { childrenOf, MOST_CHILDREN, parentOf, withinParent } from './nested-clocks.store.ts';
import { mustSeeCase, mustWork, seeCase, type SeenCase } from './see-case.store.ts';

/** Two levels and no more: a parent belongs to nothing, and a child has none of its own. */
export async function setParent(
  work: CaseWork,
  { session, address }: Asker,
  name: string,
  parentName: string | null,
): Promise<void> {
  const child = await mustSeeCase(work, session, name);
  mustWork(child);
  const parent = parentName === null ? null : await seeCase(work, session, parentName);
  if (parentName !== null && parent === null)
    throw new UserError('badRequest', { field: 'parent', detail: 'no such case' });
  if (parent !== null) mustWork(parent);
  const { employeeNo } = session;
  const { caseId, caseNo } = child.row;
  const detail = { caseNo, parent: parent?.row.caseNo ?? null };
  await inTransaction(work.context.db, async (into) => {
    const isChanged = parent === null ? await part(into, caseId) : await nest(work, into, child, parent, employeeNo);
    if (isChanged)
      await work.context.audit({ employeeNo, action: 'cases.related', target: caseId, address, detail }, into);
  });
}

async function part(into: EntityManager, caseId: string): Promise<boolean> {
  const { affected } = await into.getRepository(CaseLinkSchema).delete({ caseId, kind: 'childOf' });
  return (affected ?? 0) > 0;
}

async function nest(
  work: CaseWork,
  into: EntityManager,
  child: SeenCase,
  { row: { caseId: parentId } }: SeenCase,
  employeeNo: string,
): Promise<boolean> {
  const { caseId } = child.row;
  if (caseId === parentId) throw new UserError('noTarget', { field: 'parent' });
  const [row, parent] = await lockBoth(into, caseId, parentId);
  const former = await parentOf(into, caseId);
  if (former === parentId) return false;
  const isOver = [row, parent].some(({ state }) => state !== 'open' && state !== 'waiting');
  const isNested = (await parentOf(into, parentId)) !== null || (await childrenOf(into, caseId)).length > 0;
  const isFull = (await childrenOf(into, parentId)).length >= MOST_CHILDREN;
  if (former !== null || isOver || isNested || isFull) throw new UserError('noTarget', { field: 'parent' });
  const nowMs = Date.now();
  await keepLink(into, { caseId, kind: 'childOf', ref: parentId, atMs: nowMs, byId: employeeNo });
  const parts = { type: child.type, calendars: work.calendars.all() };
  const before = await clocksOf(into, caseId);
  const clocks = await withinParent(into, work.types, parts, caseId, row as CaseNow, before, nowMs);
  const shortened = clocks.filter((clock, at) => clock !== before[at]).map(({ clockKey }) => clockKey);
  const entry = entryOf('related', employeeNo, nowMs, '');
  await saveCase(into, child.type, row, {}, clocks, { ...entry, data: { parent: parent.caseNo, shortened } });
  await addEntry(into, parent, { ...entry, data: { child: row.caseNo } });
  return true;
}
