/** What the forms of cases offer: categories, departments, areas, people. What is not active is there to be named. */
import { z } from 'zod';
import { ownId } from '../plain-text.ts';
import { AreaEdit } from './areas.ts';
import { CaseCategoryEdit } from './case-categories.ts';

/** As it is typed: 断网 is `dw` and `duanwang`. */
const letters = { initials: z.string(), pinyin: z.string() };

export const CaseChoices = z.object({
  categories: z.array(CaseCategoryEdit.extend(letters)),
  departments: z.array(z.object({ departmentId: z.string(), name: z.string(), isActive: z.boolean(), ...letters })),
  areas: z.array(AreaEdit.extend(letters)),
});
export type CaseChoices = z.infer<typeof CaseChoices>;

export const CasePeopleQuery = z.object({
  /** The beginning of the number, or a part of the name. */
  q: z.string().trim().max(64).default(''),
  /** Only who works there. */
  department: ownId(40).optional(),
});
export const CasePeople = z.object({
  people: z.array(z.object({ employeeNo: z.string(), name: z.string() })),
});
