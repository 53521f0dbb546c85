/** One transaction: the case is locked, and what is done to it is written with its entry, clocks and audit, or not at all. */
import type { AuditAction } from '@sansheng/shared/contracts/audit';
import { addEntry, clocksOf, findCase, inTransaction, type NewEntry } from '@sansheng/shared/db';
import type { CaseClock } from '@sansheng/shared/domain/cases/case-clock';
import type { CaseParts } from '@sansheng/shared/domain/cases/move-case';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import type { EntityManager } from 'typeorm';
import { UserError } from '../../platform/http/routes.ts';
import { mustGoOn, overtaken } from './case-refusals.store.ts';
import type { Asker, CaseWork } from './case-work.ts';
import { saveInFamily } from './nested-clocks.store.ts';
import type { SeenCase } from './see-case.store.ts';

interface Changed {
  change: Partial<CaseRow>;
  clocks: readonly CaseClock[];
  entry: NewEntry;
  action: AuditAction;
}

/** Changes what the case is, unless somebody was faster: `apply` is asked with the row locked. */
export async function changeCase(
  work: CaseWork,
  { session: { employeeNo }, address }: Asker,
  { row: { caseId }, type }: SeenCase,
  version: number,
  apply: (into: EntityManager, parts: CaseParts, row: CaseRow, clocks: CaseClock[], nowMs: number) => Promise<Changed>,
): Promise<void> {
  await inTransaction(work.context.db, async (into) => {
    const row = await findCase(into, caseId, true);
    if (row === null) throw new UserError('notFound');
    if (row.version !== version) throw await overtaken(into, row);
    mustGoOn(row);
    const clocks = await clocksOf(into, caseId);
    const {
      change: to,
      clocks: after,
      entry,
      action,
    } = await apply(into, { type, calendars: work.calendars.all() }, row, clocks, Date.now());
    await saveInFamily(work, into, { type, row, clocks }, to, after, entry);
    const detail = { caseNo: row.caseNo, transition: entry.transition, ...entry.data };
    await work.context.audit({ employeeNo, action, target: caseId, address, detail }, into);
  });
}

/** Adds to a case what leaves it as it is: `add` writes beside its entry; null: there is nothing to add. */
export async function addTo(
  work: CaseWork,
  { session: { employeeNo }, address }: Asker,
  caseId: string,
  action: AuditAction,
  add: (
    into: EntityManager,
    row: CaseRow,
  ) => Promise<{ entry: NewEntry; change?: Partial<Pick<CaseRow, 'chases' | 'lastChasedAtMs'>> } | null>,
): Promise<void> {
  await inTransaction(work.context.db, async (into) => {
    const row = await findCase(into, caseId, true);
    if (row === null) throw new UserError('notFound');
    const added = await add(into, row);
    if (added === null) return;
    await addEntry(into, row, added.entry, added.change);
    await work.context.audit({ employeeNo, action, target: caseId, address, detail: { caseNo: row.caseNo } }, into);
  });
}
