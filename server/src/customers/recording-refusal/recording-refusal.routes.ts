import { RecordingRefusal } from '@sansheng/shared/contracts/customers/recording-refusal';
import { RecordingRefusalSchema } from '@sansheng/shared/tables/customers/recording-refusal';
import { inTransaction, withMergedFiles, writeRows } from '@sansheng/shared/db';
import { access } from '@sansheng/shared/domain/access';
import { type DataSource, In } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { mustFindCustomer } from '../customers/index.ts';

/** Whether a customer has refused to be recorded, under this file or any that is one with it. */
export async function refusesRecording(db: DataSource, customerId: string): Promise<boolean> {
  const ids = await withMergedFiles(db.manager, [customerId]);
  return db.getRepository(RecordingRefusalSchema).existsBy({ customerId: In(ids) });
}

/** Whether calls with a customer are recorded. Whoever talks to the customer may set it; each change is audited. */
export function addRecordingRefusalRoutes({ db, routes, audit }: AppContext): void {
  const path = '/api/v1/customers/:customerId/recording';
  const OneCustomer = z.object({ customerId: z.string().min(1).max(40) });
  routes.add({
    method: 'get',
    path,
    access: access.recordingRefusal,
    summary: 'Whether a customer has refused to be recorded',
    tag: 'recordings',
    params: OneCustomer,
    reply: RecordingRefusal,
    handler: async ({ params, session }) => {
      const { customerId } = await mustFindCustomer(db, session, params.customerId);
      return { refuses: await refusesRecording(db, customerId) };
    },
  });
  routes.add({
    method: 'put',
    path,
    access: access.recordingRefusal,
    summary: 'A customer refuses to be recorded, or no longer does; takes effect with the next call',
    tag: 'recordings',
    params: OneCustomer,
    body: RecordingRefusal,
    reply: RecordingRefusal,
    handler: async ({ params, body: { refuses }, session, address }) => {
      const { customerId } = await mustFindCustomer(db, session, params.customerId);
      const { employeeNo } = session;
      const action = refuses ? 'recording.refused' : 'recording.allowed';
      await inTransaction(db, async (into) => {
        const refusal = { customerId, setBy: employeeNo, setAtMs: Date.now() };
        if (refuses) await writeRows(into, RecordingRefusalSchema, [refusal], 'replace');
        else await into.delete(RecordingRefusalSchema, { customerId: In(await withMergedFiles(into, [customerId])) });
        await audit({ employeeNo, action, target: customerId, address }, into);
      });
      return { refuses };
    },
  });
}
