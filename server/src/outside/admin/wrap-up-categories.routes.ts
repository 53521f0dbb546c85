import { WrapUpCategory } from '@sansheng/shared/contracts/telephony/wrap-up';
import { WrapUpCategorySchema } from '@sansheng/shared/tables/telephony/wrap-up';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { addSettingRoutes, findUsersOfCategory, hold, mustBeUnused } from '../../settings/index.ts';

export function addWrapUpCategoryRoutes(context: AppContext): void {
  addSettingRoutes(context, {
    path: 'wrap-up-categories',
    singular: 'wrapUpCategory',
    schema: WrapUpCategorySchema,
    idField: 'categoryId',
    edit: WrapUpCategory,
    view: WrapUpCategory,
    toRow: async (edit) => edit,
    within: async (into, row, former) => {
      const { categoryId, isActive } = row;
      const all = new Map((await hold(into, WrapUpCategorySchema)).map((one) => [one.categoryId, one]));
      if (!isActive && former?.isActive) mustBeUnused(await findUsersOfCategory(into, categoryId));
      const seen = new Set([categoryId]);
      for (let { parentId } = row; parentId !== null; ) {
        const parent = seen.has(parentId) ? undefined : all.get(parentId);
        if (parent === undefined)
          throw new UserError('badRequest', { field: 'parentId', detail: 'no such parent, or a cycle' });
        if (isActive && !parent.isActive && !(former?.isActive && former.parentId === row.parentId))
          throw new UserError('badRequest', { field: 'parentId', detail: 'the parent is inactive' });
        seen.add(parentId);
        parentId = parent.parentId;
      }
    },
    removal: 'deactivate',
  });
}
