import { isOwnId } from '@sansheng/shared/contracts/plain-text';
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import { isOffered, pathTo } from '@sansheng/shared/domain/tree';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { DepartmentSchema } from '@sansheng/shared/tables/service-desk/cases';
import { CaseCategorySchema } from '@sansheng/shared/tables/service-desk/desk-settings';
import type { EntityManager } from 'typeorm';
import { UserError } from '../../platform/http/routes.ts';
import { hold } from '../../settings/index.ts';

interface Chosen {
  categoryId: string | null;
  fields: Readonly<Record<string, unknown>>;
}

/**
 * Throws UserError naming the field where a category, a department or a person is not there, or not offered any more.
 * What the case had before stands. Departments are held: one that a case goes to is not switched off meanwhile.
 */
export async function mustBeOffered(
  into: EntityManager,
  type: CaseType,
  { categoryId, fields }: Chosen,
  before: Chosen | null,
): Promise<void> {
  for (const { key, kind } of type.fields) {
    if (kind !== 'department' && kind !== 'person') continue;
    const value = fields[key];
    if (typeof value !== 'string' || value === '' || value === before?.fields[key]) continue;
    if (!isOwnId(value) || !(await isActive(into, kind, value)))
      throw new UserError('badRequest', { field: `fields.${key}`, detail: `there is no such ${kind}` });
  }
  if (categoryId === null || categoryId === (before?.categoryId ?? null)) return;
  const rows = await into.find(CaseCategorySchema);
  const tree = new Map(rows.map((row) => [row.categoryId, row]));
  const [top] = pathTo(tree, categoryId);
  const typeKeys = tree.get(top ?? '')?.typeKeys ?? [];
  if (!isOffered(tree, categoryId) || (typeKeys.length > 0 && !typeKeys.includes(type.key)))
    throw new UserError('badRequest', { field: 'categoryId', detail: 'no such category for this type of cases' });
}

async function isActive(into: EntityManager, kind: 'department' | 'person', id: string): Promise<boolean> {
  if (kind === 'person') return into.existsBy(AccountSchema, { employeeNo: id, isActive: true });
  return (await hold(into, DepartmentSchema, { departmentId: id, isActive: true })).length > 0;
}
