/** Two cases that are one: the one goes into the other, keeps its own history, and can be parted from it again. */
import type { MergeCaseBody } from '@sansheng/shared/contracts/service-desk/case-merges';
import { addEntry, clocksOf, entryOf, findCase, inTransaction, keepLink, linksOf, saveCase } from '@sansheng/shared/db';
import { faultOfMerge, mayUndoMerge, mergedClocks } from '@sansheng/shared/domain/cases/merge-cases';
import { type CaseMergeRow, CaseMergeSchema } from '@sansheng/shared/tables/service-desk/case-merges';
import { CaseLinkSchema, CasePersonSchema, type CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import { OutageCallerSchema } from '@sansheng/shared/tables/service-desk/outages';
import { type DataSource, type EntityManager, In, IsNull } from 'typeorm';
import type { z } from 'zod';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { overtaken } from './case-refusals.store.ts';
import type { Asker, CaseWork } from './case-work.ts';
import { mustSeeCase, mustWork, seeCase, type SeenCase } from './see-case.store.ts';

type From = DataSource | EntityManager;
/** Merged into what was merged, and so on: no deeper. */
const DEPTH = 10;

/** The case that goes on under this number; the case itself where it was not merged. */
async function standingFor(from: From, row: CaseRow): Promise<CaseRow> {
  let found = row;
  for (let depth = 0; found.state === 'merged' && depth < DEPTH; depth += 1) {
    const merge = await from.getRepository(CaseMergeSchema).findOneBy({ caseId: found.caseId });
    const next = merge === null ? null : await findCase(from, merge.intoId);
    if (next === null) return found;
    found = next;
  }
  return found;
}

/** All that were merged into it, also by way of others, the latest first. */
export async function mergesInto(from: From, caseId: string): Promise<CaseMergeRow[]> {
  const found: CaseMergeRow[] = [];
  let ids = [caseId];
  for (let depth = 0; ids.length > 0 && depth < DEPTH; depth += 1) {
    const next = await from.getRepository(CaseMergeSchema).findBy({ intoId: In(ids) });
    found.push(...next);
    ids = next.map(({ caseId: of }) => of);
  }
  return found.toSorted((one, other) => other.mergedAtMs - one.mergedAtMs);
}

/** The number of a merged case opens the case that it goes on in, to whoever finds that one. */
export async function mustSeeStanding(work: CaseWork, session: Session, name: string): Promise<SeenCase> {
  const { db } = work.context;
  const row = await findCase(db, name);
  if (row?.state !== 'merged') return mustSeeCase(work, session, name);
  const goesOn = await standingFor(db, row);
  return (await seeCase(work, session, goesOn.caseId)) ?? mustSeeCase(work, session, name);
}

export async function mergeOne(
  work: CaseWork,
  { session, address }: Asker,
  name: string,
  { version, into: target, text }: z.output<typeof MergeCaseBody>,
): Promise<void> {
  const one = await mustSeeCase(work, session, name);
  const other = await seeCase(work, session, target);
  if (other === null) throw new UserError('badRequest', { field: 'into', detail: 'no such case' });
  mustWork(one);
  mustWork(other);
  await inTransaction(work.context.db, async (into) => {
    const [row, goesOn] = await lockBoth(into, one.row.caseId, other.row.caseId);
    if (row.version !== version) throw await overtaken(into, row);
    const fault = faultOfMerge(row, goesOn);
    if (fault === 'isOver') throw new UserError('wrongState');
    if (fault !== null) throw new UserError('noTarget', { field: 'into' });
    const nowMs = Date.now();
    const clocks = await clocksOf(into, row.caseId);
    await into.getRepository(CaseMergeSchema).insert({
      caseId: row.caseId,
      intoId: goesOn.caseId,
      mergedAtMs: nowMs,
      byId: session.employeeNo,
      stateBefore: row.state,
      closedAtMsBefore: row.closedAtMs,
      clocksBefore: clocks,
      copied: await copyTies(into, row, goesOn, nowMs),
    });
    const entry = entryOf('merged', session.employeeNo, nowMs, text);
    const change = { state: 'merged' as const, closedAtMs: nowMs };
    await saveCase(into, one.type, row, change, mergedClocks(clocks, nowMs), {
      ...entry,
      data: { into: goesOn.caseNo },
    });
    await addEntry(into, goesOn, { ...entry, data: { from: row.caseNo } });
    const detail = { caseNo: row.caseNo, into: goesOn.caseNo };
    const { employeeNo } = session;
    await work.context.audit({ employeeNo, action: 'cases.merged', target: row.caseId, address, detail }, into);
  });
}

/** The case is again what it was; its clocks never stood still. */
export async function undoMerge(work: CaseWork, { session, address }: Asker, name: string): Promise<void> {
  const one = await mustSeeCase(work, session, name);
  mustWork(one);
  const { caseId } = one.row;
  const seen = await work.context.db.getRepository(CaseMergeSchema).findOneBy({ caseId });
  if (seen === null) throw new UserError('wrongState');
  mustWork(await mustSeeCase(work, session, seen.intoId));
  await inTransaction(work.context.db, async (into) => {
    const [row, goesOn] = await lockBoth(into, caseId, seen.intoId);
    const merge = await into.getRepository(CaseMergeSchema).findOneBy({ caseId, intoId: seen.intoId });
    if (merge === null) throw new UserError('wrongState');
    const nowMs = Date.now();
    if (!mayUndoMerge(merge.mergedAtMs, goesOn, nowMs)) throw new UserError('mergeTooOld');
    await into.getRepository(CaseMergeSchema).delete({ caseId });
    for (const link of merge.copied.links)
      await into.getRepository(CaseLinkSchema).delete({ caseId: goesOn.caseId, ...link });
    for (const person of merge.copied.people)
      await into.getRepository(CasePersonSchema).delete({ caseId: goesOn.caseId, ...person });
    if (merge.copied.callers.length > 0)
      await into
        .getRepository(OutageCallerSchema)
        .delete({ caseId: goesOn.caseId, number: In(merge.copied.callers), toldAtMs: IsNull() });
    const entry = entryOf('mergeUndone', session.employeeNo, nowMs, '');
    const change = { state: merge.stateBefore, closedAtMs: merge.closedAtMsBefore };
    await saveCase(into, one.type, row, change, merge.clocksBefore, { ...entry, data: { into: goesOn.caseNo } });
    await addEntry(into, goesOn, { ...entry, data: { from: row.caseNo } });
    const detail = { caseNo: row.caseNo, into: goesOn.caseNo };
    const { employeeNo } = session;
    await work.context.audit({ employeeNo, action: 'cases.mergeUndone', target: caseId, address, detail }, into);
  });
}

/** In the order of their ids, so that two who merge two cases into each other do not wait for each other for ever. */
export async function lockBoth(into: EntityManager, one: string, other: string): Promise<[CaseRow, CaseRow]> {
  const rows = new Map<string, CaseRow>();
  for (const caseId of [one, other].toSorted()) {
    const row = await findCase(into, caseId, true);
    if (row === null) throw new UserError('notFound');
    rows.set(caseId, row);
  }
  return [rows.get(one) as CaseRow, rows.get(other) as CaseRow];
}

/** Calls, callers, and who watches or is complained about hold for the case that goes on as well. */
async function copyTies(
  into: EntityManager,
  { caseId }: CaseRow,
  goesOn: CaseRow,
  nowMs: number,
): Promise<CaseMergeRow['copied']> {
  const links: CaseMergeRow['copied']['links'] = [];
  for (const link of await linksOf(into, caseId)) {
    const { kind, ref } = link;
    if (kind === 'childOf') continue;
    if (await keepLink(into, { ...link, caseId: goesOn.caseId })) links.push({ kind, ref });
  }
  const people: CaseMergeRow['copied']['people'] = [];
  const kept = into.getRepository(CasePersonSchema);
  for (const { relation, ref } of await kept.findBy({ caseId, relation: In(['watcher', 'subject']) })) {
    if (await kept.existsBy({ caseId: goesOn.caseId, relation, ref })) continue;
    await kept.insert({ caseId: goesOn.caseId, relation, ref, sinceMs: nowMs });
    people.push({ relation, ref });
  }
  const callers: string[] = [];
  const attached = into.getRepository(OutageCallerSchema);
  for (const caller of await attached.findBy({ caseId })) {
    const { number } = caller;
    if (await attached.existsBy({ caseId: goesOn.caseId, number })) continue;
    await attached.insert({ ...caller, caseId: goesOn.caseId });
    callers.push(number);
  }
  return { links, people, callers };
}
