import { LegalHold, SetLegalHold } from '@sansheng/shared/contracts/records/recordings';
import { inTransaction } from '@sansheng/shared/db';
import { access } from '@sansheng/shared/domain/access';
import { LegalHoldSchema } from '@sansheng/shared/tables/records/recordings';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { changedMeanwhile } from '../../settings/index.ts';
import { mustSeeCall } from '../call-records/index.ts';

const OneCall = z.object({ callId: z.string().min(1).max(64) });

export function addLegalHoldRoutes({ db, routes, audit }: AppContext): void {
  const holds = db.getRepository(LegalHoldSchema);

  routes.add({
    method: 'put',
    path: '/api/v1/calls/:callId/legal-hold',
    access: access.recordingKeeping,
    summary:
      'Put the recordings of a call on legal hold, whatever the retention of its queue; a hold that stands is not replaced',
    tag: 'recordings',
    params: OneCall,
    body: SetLegalHold,
    reply: LegalHold,
    handler: async ({ params: { callId }, body: { reason }, session, address }) => {
      await mustSeeCall(db, session, callId);
      const hold = { callId, reason, setBy: session.employeeNo, setAtMs: Date.now() };
      const { employeeNo } = session;
      return inTransaction(db, async (into) => {
        const where = { callId };
        const standing = await into.findOne(LegalHoldSchema, { where, lock: { mode: 'pessimistic_write' } });
        if (standing?.reason === reason) return standing;
        if (standing !== null)
          throw await changedMeanwhile(into, { shown: standing, target: callId, actions: ['recording.held'] });
        await into.insert(LegalHoldSchema, hold);
        await audit({ employeeNo, action: 'recording.held', target: callId, address, detail: { reason } }, into);
        return hold;
      });
    },
  });
  routes.add({
    method: 'delete',
    path: '/api/v1/calls/:callId/legal-hold',
    access: access.recordingKeeping,
    summary: 'Lift the legal hold on the recordings of a call',
    tag: 'recordings',
    params: OneCall,
    handler: async ({ params: { callId }, session, address }) => {
      const hold = await holds.findOneBy({ callId });
      if (hold === null) throw new UserError('notFound');
      const detail = { reason: hold.reason };
      const { employeeNo } = session;
      await inTransaction(db, async (into) => {
        await into.delete(LegalHoldSchema, { callId });
        await audit({ employeeNo, action: 'recording.released', target: callId, address, detail }, into);
      });
    },
  });
}
