/** Clocks of a case that belongs to another: none of them is due later than the whole of its parent. */
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import {
  addEntry,
  clocksOf,
  entryOf,
  findCase,
  type NewEntry,
  saveCase,
  saveClocks,
  saveNextDue,
} from '@sansheng/shared/db';
import { type CaseClock, extendClock } from '@sansheng/shared/domain/cases/case-clock';
import { type CaseNow, type CaseParts, clockParts } from '@sansheng/shared/domain/cases/move-case';
import { nestedDue } from '@sansheng/shared/domain/deadline-clock';
import { CaseLinkSchema, type CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import type { DataSource, EntityManager } from 'typeorm';
import type { CaseTypes } from './case-types.store.ts';
import type { CaseWork } from './case-work.ts';

type From = DataSource | EntityManager;
export const MOST_CHILDREN = 100;

export async function parentOf(from: From, caseId: string): Promise<string | null> {
  const link = await from.getRepository(CaseLinkSchema).findOneBy({ caseId, kind: 'childOf' });
  return link?.ref ?? null;
}

export async function childrenOf(from: From, caseId: string): Promise<string[]> {
  const links = await from.getRepository(CaseLinkSchema).find({
    where: { kind: 'childOf', ref: caseId },
    order: { atMs: 'ASC' },
    take: MOST_CHILDREN,
  });
  return links.map(({ caseId: child }) => child);
}

export async function hasOpenChildren(into: EntityManager, caseId: string): Promise<boolean> {
  const [{ count }] = (await into.query(
    `SELECT COUNT(*) AS count FROM case_links l JOIN cases c ON c.caseId = l.caseId
     WHERE l.kind = 'childOf' AND l.ref = ? AND c.state IN ('open', 'waiting')`,
    [caseId],
  )) as [{ count: number | string }];
  return Number(count) > 0;
}

/** As they are written of a case that may belong to another: the parent's time stands in where it is earlier. */
export async function withinParent(
  into: EntityManager,
  types: CaseTypes,
  parts: CaseParts,
  caseId: string,
  now: CaseNow,
  clocks: readonly CaseClock[],
  nowMs: number,
): Promise<CaseClock[]> {
  const parentId = await parentOf(into, caseId);
  const parent = parentId === null ? null : await findCase(into, parentId);
  if (parent === null) return [...clocks];
  const { wholeClock } = await types.of(parent.typeKey, parent.typeVersion);
  const whole = (await clocksOf(into, parent.caseId)).find(
    ({ clockKey, stoppedAtMs }) => clockKey === wholeClock && stoppedAtMs === null,
  );
  const parentMs = whole?.dueAtMs ?? null;
  // What is over for the parent is not over for the child at once.
  if (parentMs === null || parentMs <= nowMs) return [...clocks];
  return clocks.map((clock) => {
    if (clock.state !== 'running' || clock.dueAtMs === null) return clock;
    const { dueAtMs, isParents } = nestedDue(clock.dueAtMs, parentMs);
    return isParents ? extendClock(clockParts(parts, now, clock.clockKey), clock, dueAtMs, nowMs) : clock;
  });
}

/** The whole of a parent is due earlier than it was: what belongs to it follows. */
async function shortenChildren(
  into: EntityManager,
  { types, calendars }: { types: CaseTypes; calendars: CaseParts['calendars'] },
  { caseId, caseNo }: { caseId: string; caseNo: string },
  entry: NewEntry,
): Promise<void> {
  for (const childId of await childrenOf(into, caseId)) {
    const row = await findCase(into, childId, true);
    if (row === null || (row.state !== 'open' && row.state !== 'waiting')) continue;
    const parts = { type: await types.of(row.typeKey, row.typeVersion), calendars };
    const before = await clocksOf(into, childId);
    const clocks = await withinParent(into, types, parts, childId, row as CaseNow, before, entry.atMs);
    const shortened = clocks.filter((clock, at) => clock !== before[at]).map(({ clockKey }) => clockKey);
    if (shortened.length === 0) continue;
    await saveClocks(into, childId, clocks);
    await saveNextDue(into, childId, clocks);
    await addEntry(into, row, { ...entry, data: { parent: caseNo, shortened } });
  }
}

/** Not due later than what it belongs to, and what belongs to it not due later than it. */
export async function saveInFamily(
  { types, calendars }: CaseWork,
  into: EntityManager,
  { type, row, clocks }: { type: CaseType; row: CaseRow; clocks: readonly CaseClock[] },
  to: Partial<CaseRow>,
  clocksTo: readonly CaseClock[],
  entry: NewEntry,
): Promise<{ after: CaseRow; clocks: CaseClock[] }> {
  const parts = { type, calendars: calendars.all() };
  const now = { ...row, ...to } as CaseNow;
  const kept = await withinParent(into, types, parts, row.caseId, now, clocksTo, entry.atMs);
  const after = await saveCase(into, type, row, to, kept, entry);
  const wholeOf = (of: readonly CaseClock[]) =>
    of.findLast(({ clockKey, stoppedAtMs }) => clockKey === type.wholeClock && stoppedAtMs === null)?.dueAtMs;
  if (wholeOf(kept) !== wholeOf(clocks)) {
    const shortened = entryOf('related', entry.byId, entry.atMs, '');
    await shortenChildren(into, { types, calendars: parts.calendars }, row, shortened);
  }
  return { after, clocks: kept };
}
