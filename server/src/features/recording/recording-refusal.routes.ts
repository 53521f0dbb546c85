import { RecordingRefusal } from '@sansheng/shared/contracts/outbound';
import { CustomerSchema, type RecordingRefusalRow, RecordingRefusalSchema } from '@sansheng/shared/db';
import { seatRoles } from '@sansheng/shared/domain/roles';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { UserError } from '../../platform/http/routes.ts';

/** Null: the customer has not refused to be recorded. */
export function findRefusal(db: DataSource, customerId: string): Promise<RecordingRefusalRow | null> {
  return db.getRepository(RecordingRefusalSchema).findOneBy({ customerId });
}

/** Whether calls with a customer are recorded. Whoever talks to the customer keeps it; each change is audited. */
export function addRecordingRefusalRoutes({ db, routes, audit }: AppContext): void {
  const refusals = db.getRepository(RecordingRefusalSchema);
  const path = '/api/v1/customers/:customerId/recording';
  const params = z.object({ customerId: z.string().min(1).max(40) });
  routes.add({
    method: 'get',
    path,
    access: [...seatRoles, 'supervisor', 'admin'],
    summary: 'Whether a customer has refused to be recorded',
    tag: 'recordings',
    params,
    reply: RecordingRefusal,
    handler: async ({ params: { customerId } }) => ({ refuses: (await findRefusal(db, customerId)) !== null }),
  });
  routes.add({
    method: 'put',
    path,
    access: [...seatRoles, 'supervisor', 'admin'],
    summary: 'A customer refuses to be recorded, or no longer does; holds from the next call on',
    tag: 'recordings',
    params,
    body: RecordingRefusal,
    reply: RecordingRefusal,
    handler: async ({ params: { customerId }, body: { refuses }, session, address }) => {
      if (!(await db.getRepository(CustomerSchema).existsBy({ customerId }))) throw new UserError('notFound');
      const { employeeNo } = session;
      if (refuses) await refusals.save({ customerId, setBy: employeeNo, setAtMs: Date.now() });
      else await refusals.delete({ customerId });
      await audit({
        employeeNo,
        action: refuses ? 'recording.refused' : 'recording.allowed',
        target: customerId,
        address,
      });
      return { refuses };
    },
  });
}
