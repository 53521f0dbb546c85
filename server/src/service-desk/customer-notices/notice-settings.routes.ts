import { randomBytes } from 'node:crypto';
import { NoticeSecret, NoticeSettings } from '@sansheng/shared/contracts/service-desk/customer-notices';
import { inTransaction } from '@sansheng/shared/db';
import { access } from '@sansheng/shared/domain/access';
import { NoticeSettingsSchema } from '@sansheng/shared/tables/service-desk/customer-notices';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { addSettingRoutes } from '../../settings/index.ts';

const newSecret = (): string => `whsec_${randomBytes(32).toString('base64url')}`;

/** By which gateway customers are told, signed with which secret, and in which hours. */
export function addNoticeSettingsRoutes(context: AppContext): void {
  const { routes, db, audit } = context;
  addSettingRoutes(context, {
    path: 'notice-settings',
    singular: 'noticeSettings',
    schema: NoticeSettingsSchema,
    idField: 'settingsId',
    edit: NoticeSettings,
    view: NoticeSettings,
    access: { read: access.deskSettings, write: access.deskSettings },
    toRow: async (edit, former) => {
      if (edit.driver === 'http' && edit.url === '') throw new UserError('badRequest', { field: 'url' });
      if (edit.fromMinute >= edit.toMinute) throw new UserError('badRequest', { field: 'toMinute' });
      return { ...edit, secret: former?.secret || newSecret() };
    },
    removal: async () => {
      throw new UserError('conflict', { detail: 'these settings cannot be deleted' });
    },
  });
  routes.add({
    method: 'post',
    path: '/api/v1/admin/notice-settings/:id/secret',
    access: access.deskSettings,
    summary: 'Creates a new secret that notices are signed with, and shows it once; the old one stops working',
    tag: 'admin',
    params: z.object({ id: z.literal('center') }),
    reply: NoticeSecret,
    showsSecret: true,
    handler: async ({ params: { id }, session: { employeeNo }, address }) => {
      const secret = newSecret();
      await inTransaction(db, async (into) => {
        await into.update(NoticeSettingsSchema, { settingsId: id }, { secret });
        await audit({ employeeNo, action: 'noticeSettings.secretRenewed', target: id, address }, into);
      });
      return { secret };
    },
  });
}
