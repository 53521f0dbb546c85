import { AREA_LEVELS, AreaEdit, MOST_AREAS } from '@sansheng/shared/contracts/service-desk/areas';
import {
  CaseCategoryEdit,
  CATEGORY_LEVELS,
  MOST_CATEGORIES,
} from '@sansheng/shared/contracts/service-desk/case-categories';
import { readTitle } from '@sansheng/shared/db';
import { access } from '@sansheng/shared/domain/access';
import { shippedCaseTypes } from '@sansheng/shared/domain/cases/types/index';
import { AreaSchema, CaseCategorySchema } from '@sansheng/shared/tables/service-desk/desk-settings';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { addSettingRoutes, hold } from '../../settings/index.ts';
import { mustHang } from './must-hang.ts';

const rights = { read: access.deskSettings, write: access.deskSettings };

/** What cases are about. Names are in letters beside themselves, so that 断网 is found by `dw`. */
export function addCategoryRoutes(context: AppContext): void {
  const typeKeys = new Set(shippedCaseTypes().map(({ key }) => key));
  addSettingRoutes(context, {
    path: 'case-categories',
    singular: 'caseCategory',
    schema: CaseCategorySchema,
    idField: 'categoryId',
    edit: CaseCategoryEdit,
    view: CaseCategoryEdit,
    access: rights,
    toRow: async (edit) => {
      const stranger = edit.typeKeys.findIndex((key) => !typeKeys.has(key));
      if (stranger >= 0)
        throw new UserError('badRequest', { field: `typeKeys.${stranger}`, detail: 'no such type of cases' });
      if (edit.parentId !== null && edit.typeKeys.length > 0)
        throw new UserError('badRequest', { field: 'typeKeys', detail: 'are those of the category at the top' });
      return { ...edit, ...readTitle(edit.name) };
    },
    within: async (into, row) => {
      const tree = new Map((await hold(into, CaseCategorySchema)).map((one) => [one.categoryId, one]));
      mustHang(tree, row.categoryId, row, { levels: CATEGORY_LEVELS, most: MOST_CATEGORIES, kind: 'category' });
    },
    removal: 'deactivate',
  });
}

/** Where cases are. */
export function addAreaRoutes(context: AppContext): void {
  addSettingRoutes(context, {
    path: 'areas',
    singular: 'area',
    schema: AreaSchema,
    idField: 'areaId',
    edit: AreaEdit,
    view: AreaEdit,
    access: rights,
    toRow: async (edit) => ({ ...edit, ...readTitle(edit.name) }),
    within: async (into, row) => {
      const tree = new Map((await hold(into, AreaSchema)).map((one) => [one.areaId, one]));
      mustHang(tree, row.areaId, row, { levels: AREA_LEVELS, most: MOST_AREAS, kind: 'area' });
    },
    removal: 'deactivate',
  });
}
