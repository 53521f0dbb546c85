import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import type { OpenCaseBody } from '@sansheng/shared/contracts/service-desk/cases';
import { entryOf, insertCase, inTransaction, keepLink, nextCaseNumber } from '@sansheng/shared/db';
import { may } from '@sansheng/shared/domain/access';
import { openCase } from '@sansheng/shared/domain/cases/move-case';
import { centerClock } from '@sansheng/shared/domain/center-day';
import type { z } from 'zod';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { areaKindOf, mustBeOffered } from '../desk-settings/index.ts';
import { keepNotices } from './case-notices.store.ts';
import { refusalOfField } from './case-refusals.store.ts';
import { keepSubject } from './case-subject.store.ts';
import type { Asker, CaseWork } from './case-work.ts';
import { findRepeated } from './repeated-case.store.ts';

const repeatedNotice = { kind: 'notify', key: 'complaintRepeated', clockKey: null, dueAtMs: null } as const;

/** Opens a case: number, clocks, first entry, link to its call. */
export async function openOne(
  work: CaseWork,
  { session, address }: Asker,
  body: z.output<typeof OpenCaseBody>,
  given: { caseId: string; customerId: string | null; tier: string | null; contactNumber: string },
): Promise<{ caseId: string; caseNo: string }> {
  const type = typeFor(work, session, body);
  const nowMs = Date.now();
  const areaKind = body.areaKind ?? (await areaKindOf(work.context.db, type, body.fields));
  const opened = openCase(
    { type, calendars: work.calendars.all() },
    { ...body, areaKind, tier: given.tier },
    session.employeeNo,
    nowMs,
  );
  if (opened.kind === 'fieldMissing') throw new UserError('badRequest', { field: `fields.${opened.field}` });
  if (opened.kind === 'badField') throw refusalOfField(opened.fault.field, opened.fault.code);
  const { employeeNo } = session;
  const day = centerClock(work.context.env.CENTER_TIME_ZONE).dateOf(nowMs);
  return inTransaction(work.context.db, async (into) => {
    await mustBeOffered(into, type, body, null);
    const caseNo = await nextCaseNumber(into, type.prefix, day);
    const whose = { categoryId: body.categoryId, customerId: given.customerId, contactNumber: given.contactNumber };
    const repeated = await findRepeated(into, type, whose, body.fields.subject, nowMs);
    const row = {
      ...opened.now,
      assigneeId: repeated?.assigneeId ?? null,
      caseId: given.caseId,
      caseNo,
      typeKey: type.key,
      typeVersion: type.version,
      areaKind,
      fields: body.fields,
      externalNo: body.externalNo,
      customerId: given.customerId,
      contactName: body.contactName,
      contactNumber: given.contactNumber,
      callId: body.callId,
      title: body.title,
      chases: 0,
      lastChasedAtMs: null,
      repeatOf: repeated?.of ?? null,
    };
    const data: Record<string, unknown> = repeated === null ? {} : { repeatOf: repeated.of };
    const entry = { ...entryOf('opened', employeeNo, nowMs, body.text), toStep: opened.now.stepKey, data };
    await insertCase(into, type, row, opened.clocks, entry);
    if (repeated !== null && repeated.assigneeId !== null)
      await keepNotices(
        into,
        row,
        [repeated.assigneeId],
        { what: repeatedNotice, isGrave: false, of: 'repeated' },
        nowMs,
      );
    if (body.callId !== null)
      await keepLink(into, { caseId: row.caseId, kind: 'call', ref: body.callId, atMs: nowMs, byId: employeeNo });
    await keepSubject(into, row.caseId, body.fields, nowMs);
    const detail = { caseNo, type: type.key, customerId: given.customerId, callId: body.callId };
    await work.context.audit({ employeeNo, action: 'cases.opened', target: row.caseId, address, detail }, into);
    return { caseId: row.caseId, caseNo };
  });
}

function typeFor(work: CaseWork, session: Session, body: z.output<typeof OpenCaseBody>): CaseType {
  const type = work.types.current.find(({ key }) => key === body.type);
  if (type === undefined) throw new UserError('badRequest', { field: 'type', detail: 'no such type of cases' });
  if (!may(session, type.openedBy)) throw new UserError('notAllowed');
  const foreign = Object.keys(body.fields).find((key) => !type.asked.includes(key));
  if (foreign !== undefined)
    throw new UserError('badRequest', { field: `fields.${foreign}`, detail: 'not asked when such a case is opened' });
  if (body.fields.subject === session.employeeNo)
    throw new UserError('badRequest', {
      field: 'fields.subject',
      detail: 'nobody takes down what is said against them',
    });
  return type;
}
