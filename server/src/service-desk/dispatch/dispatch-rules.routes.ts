import { DispatchPersonEdit, DispatchRuleEdit, MOST_RULES } from '@sansheng/shared/contracts/service-desk/dispatch';
import { access, may } from '@sansheng/shared/domain/access';
import { shippedCaseTypes } from '@sansheng/shared/domain/cases/types/index';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { DepartmentSchema } from '@sansheng/shared/tables/service-desk/cases';
import { AreaSchema, CaseCategorySchema } from '@sansheng/shared/tables/service-desk/desk-settings';
import { DispatchPersonSchema, DispatchRuleSchema } from '@sansheng/shared/tables/service-desk/dispatch';
import type { EntityManager } from 'typeorm';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { addSettingRoutes, hold } from '../../settings/index.ts';

const rights = { read: access.dispatchRules, write: access.dispatchRules };
const refuse = (field: string, detail: string) => new UserError('badRequest', { field, detail });

/** Rules of dispatch, and what rank people have and when they are away. */
export function addDispatchRuleRoutes(context: AppContext): void {
  const typeKeys = new Set(shippedCaseTypes().map(({ key }) => key));
  addSettingRoutes(context, {
    path: 'dispatch-rules',
    singular: 'dispatchRule',
    schema: DispatchRuleSchema,
    idField: 'ruleId',
    edit: DispatchRuleEdit,
    view: DispatchRuleEdit,
    access: rights,
    toRow: async (edit) => {
      mustMakeSense(edit, typeKeys);
      return edit;
    },
    within: mustLeadSomewhere,
    removal: 'deactivate',
  });
  addSettingRoutes(context, {
    path: 'dispatch-people',
    singular: 'dispatchPerson',
    schema: DispatchPersonSchema,
    idField: 'employeeNo',
    edit: DispatchPersonEdit,
    view: DispatchPersonEdit,
    access: rights,
    toRow: async (edit) => {
      const { awayFromMs, awayToMs } = edit;
      if (awayToMs !== null && awayFromMs === null) throw refuse('awayFromMs', 'from when');
      if (awayToMs !== null && awayFromMs !== null && awayToMs <= awayFromMs)
        throw refuse('awayToMs', 'is not after the beginning');
      return edit;
    },
    within: async (into, { employeeNo }, former) => {
      if (former !== null) return;
      const [account] = await hold(into, AccountSchema, { employeeNo });
      if (account?.isActive !== true) throw refuse('employeeNo', 'no such account');
      if (!may(account, access.caseWork)) throw refuse('employeeNo', 'has no role that works on cases');
    },
    removal: async () => {},
  });
}

function mustMakeSense(
  { typeKeys: given, amountFromFen, amountToFen, season, busyFrom, busyTo }: DispatchRuleEdit,
  typeKeys: ReadonlySet<string>,
): void {
  const stranger = given.findIndex((key) => !typeKeys.has(key));
  if (stranger >= 0) throw refuse(`typeKeys.${stranger}`, 'no such type of cases');
  if (amountFromFen !== null && amountToFen !== null && amountToFen <= amountFromFen)
    throw refuse('amountToFen', 'is not above the beginning');
  for (const [field, day] of Object.entries({ busyFrom, busyTo }))
    if (day !== null && !isDay(day)) throw refuse(field, 'no such day');
  if (season === 'byDates' && (busyFrom === null) !== (busyTo === null))
    throw refuse(busyFrom === null ? 'busyFrom' : 'busyTo', 'the season has two ends');
  if (busyFrom !== null && busyTo !== null && busyTo < busyFrom) throw refuse('busyTo', 'is before the beginning');
}

/** Not the 30th of February. */
const isDay = (day: string): boolean => {
  const atMs = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(day);
};

async function mustLeadSomewhere(
  into: EntityManager,
  {
    departmentId,
    categoryId,
    areaId,
    isActive,
  }: Pick<DispatchRuleEdit, 'departmentId' | 'categoryId' | 'areaId' | 'isActive'>,
  former: unknown,
): Promise<void> {
  const [department] = await hold(into, DepartmentSchema, { departmentId });
  if (isActive && department?.isActive !== true) throw refuse('departmentId', 'no such department');
  if (categoryId !== null) {
    const [category] = await hold(into, CaseCategorySchema, { categoryId });
    if (category === undefined) throw refuse('categoryId', 'no such category');
  }
  if (areaId !== null && (await hold(into, AreaSchema, { areaId })).length === 0)
    throw refuse('areaId', 'no such area');
  const count = await into.count(DispatchRuleSchema);
  if (former === null && count >= MOST_RULES) throw refuse('ruleId', `at most ${MOST_RULES} rules`);
}
