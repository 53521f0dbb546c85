/** Acts of the table of a case's type. The case is locked, its rules are asked, and what follows is written with it or not at all. */
import type { CaseActBody } from '@sansheng/shared/contracts/service-desk/cases';
import { changeOf, clocksOf, entryOf, findCase, inTransaction } from '@sansheng/shared/db';
import { type CaseAct, type CaseNow, type CasePerson, moveCase } from '@sansheng/shared/domain/cases/move-case';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { UserError } from '../../platform/http/routes.ts';
import { mustBeOffered } from '../desk-settings/index.ts';
import { tellFirstOwner, tellOutcomes } from './case-notices.store.ts';
import { mustGoOn, overtaken, refusalOf } from './case-refusals.store.ts';
import type { Asker, CaseWork } from './case-work.ts';
import { makeChildren } from './make-children.feature.ts';
import { hasOpenChildren, saveInFamily } from './nested-clocks.store.ts';
import { mustSeeCase } from './see-case.store.ts';

/** One act of the case's table. */
export async function actOn(
  work: CaseWork,
  asker: Asker,
  name: string,
  transition: string,
  body: z.output<typeof CaseActBody>,
): Promise<void> {
  const { row: seen, viewer } = await mustSeeCase(work, asker.session, name);
  // Who is told of the act counts rows that others may have just written.
  await inTransaction(work.context.db, 'READ COMMITTED', async (into) => {
    const row = await findCase(into, seen.caseId, true);
    if (row === null) throw new UserError('notFound');
    if (row.version !== body.version) throw await overtaken(into, row);
    const { text, fields, pause, isForced } = body;
    await moveIn(work, into, asker, row, { transition, text, fields, isForced, ...(pause && { pause }) }, viewer);
  });
}

/** The same in a transaction that does more. The row is locked by `findCase`; who is told of acts hears of this one. `why` is kept in its entry. */
export async function moveIn(
  work: CaseWork,
  into: EntityManager,
  by: Asker,
  row: CaseRow,
  act: CaseAct,
  person: CasePerson,
  why: Record<string, unknown> = {},
): Promise<CaseRow> {
  mustGoOn(row);
  const nowMs = Date.now();
  const type = await work.types.of(row.typeKey, row.typeVersion);
  const clocks = await clocksOf(into, row.caseId);
  const state = { now: row as CaseNow, clocks, hasOpenChildren: await hasOpenChildren(into, row.caseId) };
  const move = moveCase({ type, calendars: work.calendars.all() }, state, act, person, nowMs);
  if (move.kind !== 'moved') throw refusalOf(move);
  await mustBeOffered(into, type, move.now, row);
  await tellOutcomes(into, row, move.now, move.outcomes, nowMs);
  await tellFirstOwner(into, row, move, by.session.employeeNo, nowMs);
  const { kind, transition, text, fromStep, toStep, visibility, changed } = move.entry;
  const { employeeNo } = by.session;
  const entry = {
    ...entryOf(kind, employeeNo, nowMs, text),
    transition,
    fromStep,
    toStep,
    visibility,
    data: { changed, ...why },
  };
  const { after, clocks: kept } = await saveInFamily(
    work,
    into,
    { type, row, clocks },
    changeOf(move.now),
    move.clocks,
    entry,
  );
  const isForced = kind === 'forced';
  const detail = { caseNo: row.caseNo, transition, changed };
  const action = isForced ? 'cases.forced' : 'cases.moved';
  await work.context.audit({ employeeNo, action, target: row.caseId, address: by.address, detail }, into);
  const moved = { before: row, after, type, clocks: kept, transition, text, isForced, outcomes: move.outcomes };
  for (const hear of work.hearers) await hear(into, { ...moved, by, nowMs });
  return makeChildren(work, into, { ...moved, by, nowMs });
}
