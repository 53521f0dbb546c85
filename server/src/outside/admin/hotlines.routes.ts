import { Hotline } from '@sansheng/shared/contracts/telephony/queues';
import { calledNumber } from '@sansheng/shared/domain/phone-number';
import { MenuSchema } from '@sansheng/shared/tables/telephony/menu';
import { HotlineSchema, QueueSchema } from '@sansheng/shared/tables/telephony/queues';
import { IsNull, Not } from 'typeorm';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { addSettingRoutes, findUsersOfHotline, hold, mustBeUnused } from '../../settings/index.ts';

export function addHotlineRoutes(context: AppContext): void {
  const { db, env } = context;
  const plan = { country: env.CENTER_COUNTRY, areaCode: env.CENTER_AREA_CODE };
  const hotlines = db.getRepository(HotlineSchema);
  addSettingRoutes(context, {
    path: 'hotlines',
    singular: 'hotline',
    schema: HotlineSchema,
    idField: 'number',
    edit: Hotline,
    view: Hotline,
    toRow: async (edit) => {
      const menu = edit.queueId.startsWith('menu:') ? edit.queueId.slice('menu:'.length) : null;
      const called = calledNumber(edit.number, plan);
      const others = (await hotlines.find()).filter(({ number }) => number !== edit.number);
      const same = others.find(({ number }) => calledNumber(number, plan) === called);
      if (same !== undefined) throw new UserError('hotlineInOtherSpelling', { field: 'number', detail: same.number });
      return { ...edit, menu };
    },
    within: async (into, { menu, queueId }) => {
      const found =
        menu === null
          ? await hold(into, QueueSchema, { queueId, isActive: true })
          : await hold(into, MenuSchema, { menuId: menu, publishedVersion: Not(IsNull()) });
      if (found.length === 0) throw new UserError('badRequest', { field: 'queueId', detail: 'no such queue or menu' });
    },
    removal: async ({ number }, from) => mustBeUnused(await findUsersOfHotline(from, number)),
  });
}
