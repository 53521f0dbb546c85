import { AlarmLimit } from '@sansheng/shared/contracts/lead-room/room-settings';
import { type AlarmLimitRow, AlarmLimitSchema } from '@sansheng/shared/tables/lead-room/live-board';
import { QueueSchema } from '@sansheng/shared/tables/telephony/queues';
import type { DataSource } from 'typeorm';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/user-error.ts';
import { addSettingRoutes } from '../../settings/index.ts';
import { CENTER } from './find-alarms.ts';

export const readAlarmLimits = (db: DataSource): Promise<AlarmLimitRow[]> => db.getRepository(AlarmLimitSchema).find();

export function addAlarmLimitRoutes(context: AppContext): void {
  const queues = context.db.getRepository(QueueSchema);
  addSettingRoutes(context, {
    path: 'alarm-limits',
    singular: 'alarmLimit',
    schema: AlarmLimitSchema,
    idField: 'queueId',
    edit: AlarmLimit,
    view: AlarmLimit,
    toRow: async (edit) => {
      if (edit.queueId !== CENTER && !(await queues.existsBy({ queueId: edit.queueId })))
        throw new UserError('badRequest', { field: 'queueId', detail: 'no such queue' });
      return edit;
    },
    removal: async ({ queueId }) => {
      if (queueId === CENTER) throw new UserError('conflict', { detail: 'the limits of the center cannot be removed' });
    },
  });
}
