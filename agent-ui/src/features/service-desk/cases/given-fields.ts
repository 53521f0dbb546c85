import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import type { CaseTypeView } from './names.ts';

/** Fields that are filled in, but for those that say again which department and person the case is with. */
export const givenFields = (one: CaseDetail, { fields }: CaseTypeView): CaseTypeView['fields'] =>
  fields.filter(({ key, kind }) => {
    const value = one.fields[key];
    if (value === undefined || value === null) return false;
    if (kind === 'department') return value !== one.departmentId;
    return kind !== 'person' || value !== one.assigneeId;
  });
