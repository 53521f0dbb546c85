import { CaseChoices, CasePeople, CasePeopleQuery } from '@sansheng/shared/contracts/service-desk/case-choices';
import { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import { access } from '@sansheng/shared/domain/access';
import { shippedCaseTypes } from '@sansheng/shared/domain/cases/types/index';
import { DepartmentSchema } from '@sansheng/shared/tables/service-desk/cases';
import { AreaSchema, CaseCategorySchema } from '@sansheng/shared/tables/service-desk/desk-settings';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { findPeople } from './case-people.store.ts';

export function addCaseChoiceRoutes({ db, routes }: AppContext): void {
  routes.add({
    method: 'get',
    path: '/api/v1/case-choices',
    access: access.cases,
    summary: 'Categories, departments and areas that forms of cases offer; inactive ones to be named, not chosen',
    tag: 'cases',
    reply: CaseChoices,
    handler: async () => {
      const [categories, departments, areas] = await Promise.all([
        db.getRepository(CaseCategorySchema).find({ order: { categoryId: 'ASC' } }),
        db.getRepository(DepartmentSchema).find({ order: { departmentId: 'ASC' } }),
        db.getRepository(AreaSchema).find({ order: { areaId: 'ASC' } }),
      ]);
      return { categories, departments, areas };
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/case-people',
    access: access.cases,
    summary: 'People by number or part of the name, of one department or of all',
    tag: 'cases',
    query: CasePeopleQuery,
    reply: CasePeople,
    handler: async ({ query }) => ({ people: await findPeople(db, query) }),
  });

  routes.add({
    method: 'get',
    path: '/api/v1/admin/case-types',
    access: access.deskSettings,
    summary: 'Types of cases as they are: steps, fields, acts, clocks and whom they tell',
    tag: 'admin',
    reply: z.array(CaseType),
    handler: async () => shippedCaseTypes(),
  });
}
