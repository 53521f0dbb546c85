/** Cases that an act of another makes: they belong to it from their first moment, and are told of to who took it first. */
import { randomUUID } from 'node:crypto';
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import { addEntry, entryOf, findCase, insertCase, keepLink, nextCaseNumber } from '@sansheng/shared/db';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { type CaseOutcome, openCase } from '@sansheng/shared/domain/cases/move-case';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import type { EntityManager } from 'typeorm';
import { UserError } from '../../platform/http/routes.ts';
import { areaKindOf, mustBeOffered } from '../desk-settings/index.ts';
import { refusalOfField } from './case-refusals.store.ts';
import type { CaseWork, MovedCase } from './case-work.ts';
import { childrenOf, MOST_CHILDREN, parentOf, withinParent } from './nested-clocks.store.ts';

type MakeChild = Extract<CaseOutcome, { do: 'makeChild' }>;

/** Returns the case as it is with the entries of what it made. */
export async function makeChildren(work: CaseWork, into: EntityManager, moved: MovedCase): Promise<CaseRow> {
  const makes = moved.outcomes.filter((outcome): outcome is MakeChild => outcome.do === 'makeChild');
  if (makes.length === 0) return moved.after;
  for (const make of makes) await makeChild(work, into, make, moved);
  return (await findCase(into, moved.after.caseId, true)) as CaseRow;
}

async function makeChild(
  work: CaseWork,
  into: EntityManager,
  make: MakeChild,
  { after, text, by, nowMs }: MovedCase,
): Promise<void> {
  const type = work.types.current.find(({ key }) => key === make.type) as CaseType;
  // Two levels and no more: what a child makes belongs to its parent.
  const parentId = (await parentOf(into, after.caseId)) ?? after.caseId;
  const parent = (await findCase(into, parentId, true)) as CaseRow;
  if ((await childrenOf(into, parentId)).length >= MOST_CHILDREN) throw new UserError('noTarget', { field: 'parent' });
  const { employeeNo } = by.session;
  const parts = { type, calendars: work.calendars.all() };
  const fields = fieldsFrom(make, after);
  const areaKind = (await areaKindOf(into, type, fields)) ?? after.areaKind;
  const { grade, channel, categoryId, amountFen, isDifficult, tier } = after;
  const facts = { grade, channel, categoryId, areaKind, amountFen, isDifficult, tier, fields };
  const opened = openCase(parts, facts, after.firstOwnerId, nowMs);
  if (opened.kind === 'fieldMissing') throw new UserError('badRequest', { field: `fields.${opened.field}` });
  if (opened.kind === 'badField') throw refusalOfField(opened.fault.field, opened.fault.code);
  await mustBeOffered(into, type, opened.now, null);
  const caseId = randomUUID();
  const day = centerClock(work.context.env.CENTER_TIME_ZONE).dateOf(nowMs);
  const caseNo = await nextCaseNumber(into, type.prefix, day);
  await keepLink(into, { caseId, kind: 'childOf', ref: parentId, atMs: nowMs, byId: employeeNo });
  const clocks = await withinParent(into, work.types, parts, caseId, opened.now, opened.clocks, nowMs);
  const { customerId, contactName, contactNumber, callId, title } = after;
  const row = { caseId, caseNo, typeKey: type.key, typeVersion: type.version, externalNo: null, repeatOf: null };
  const whose = { customerId, contactName, contactNumber, callId, title, chases: 0, lastChasedAtMs: null };
  const entry = entryOf('opened', employeeNo, nowMs, text);
  await insertCase(into, type, { ...opened.now, ...row, ...whose, areaKind, fields }, clocks, {
    ...entry,
    toStep: opened.now.stepKey,
    data: { parent: parent.caseNo },
  });
  await addEntry(into, parent, { ...entryOf('related', employeeNo, nowMs, ''), data: { child: caseNo } });
  const detail = { caseNo, type: type.key, customerId, parent: parent.caseNo };
  await work.context.audit({ employeeNo, action: 'cases.opened', target: caseId, address: by.address, detail }, into);
}

const fieldsFrom = ({ fields }: MakeChild, { fields: own }: CaseRow): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([to, from]) => (own[from] === undefined ? [] : [[to, own[from]]])),
  );
