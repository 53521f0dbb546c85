import { NotReadyReason } from '@sansheng/shared/contracts/telephony/agents';
import { systemNotReadyReasons } from '@sansheng/shared/domain/agent-state';
import { NotReadyReasonSchema } from '@sansheng/shared/tables/telephony/agents';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { addSettingRoutes } from '../../settings/index.ts';

export function addNotReadyReasonRoutes(context: AppContext): void {
  addSettingRoutes(context, {
    path: 'not-ready-reasons',
    singular: 'notReadyReason',
    schema: NotReadyReasonSchema,
    idField: 'reasonId',
    edit: NotReadyReason,
    view: NotReadyReason,
    toRow: async (edit) => {
      if ((systemNotReadyReasons as readonly string[]).includes(edit.reasonId)) {
        throw new UserError('conflict', { field: 'reasonId', detail: 'this word is used by the system itself' });
      }
      return edit;
    },
    removal: 'deactivate',
  });
}
