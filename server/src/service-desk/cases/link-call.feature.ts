import { entryOf, keepLink } from '@sansheng/shared/db';
import { CallSchema } from '@sansheng/shared/tables/records/call-records';
import { type Session, UserError } from '../../platform/http/routes.ts';
import type { Asker, CaseWork } from './case-work.ts';
import { addTo } from './change-case.feature.ts';
import { mustSeeCase } from './see-case.store.ts';

/** A call that was about it. */
export async function linkCall(
  work: CaseWork,
  { session, address }: Asker,
  name: string,
  callId: string,
): Promise<void> {
  const { row, sight } = await mustSeeCase(work, session, name);
  if (!sight.mayWrite) throw new UserError('notAllowed');
  await mustBeCall(work, callId, session);
  await addTo(work, { session, address }, row.caseId, 'cases.linked', async (into) => {
    const nowMs = Date.now();
    const isNew = await keepLink(into, {
      caseId: row.caseId,
      kind: 'call',
      ref: callId,
      atMs: nowMs,
      byId: session.employeeNo,
    });
    return isNew ? { entry: { ...entryOf('linked', session.employeeNo, nowMs, ''), data: { callId } } } : null;
  });
}

/** One that goes on or has a record: nobody is asked again and again for calls that were never made. */
export async function mustBeCall(
  { context: { db }, isLive }: CaseWork,
  callId: string,
  { employeeNo }: Session,
): Promise<void> {
  if ((await isLive(callId, employeeNo)) || (await db.getRepository(CallSchema).existsBy({ callId }))) return;
  throw new UserError('badRequest', { field: 'callId', detail: 'no such call' });
}
