import {
  DepartmentMemberSchema,
  type DepartmentRow,
  DepartmentSchema,
} from '@sansheng/shared/tables/service-desk/cases';
import type { DataSource, EntityManager } from 'typeorm';

type From = DataSource | EntityManager;

/** Departments that a person works in, and those that they head at this time, themselves or for the head. */
export async function departmentsOf(
  from: From,
  employeeNo: string,
  nowMs: number,
): Promise<{ departmentIds: string[]; headOf: string[] }> {
  const [members, departments] = await Promise.all([
    from.getRepository(DepartmentMemberSchema).findBy({ employeeNo }),
    from.getRepository(DepartmentSchema).findBy({ isActive: true }),
  ]);
  const headOf = departments
    .filter((one) => one.headId === employeeNo || deputyAt(one, nowMs) === employeeNo)
    .map(({ departmentId }) => departmentId);
  const active = new Set(departments.map(({ departmentId }) => departmentId));
  const works = members.map(({ departmentId }) => departmentId).filter((id) => active.has(id));
  return { departmentIds: [...new Set([...works, ...headOf])], headOf };
}

/** The head, or who stands in for them now; null: nobody. */
export async function headOfDepartment(from: From, departmentId: string, nowMs: number): Promise<string | null> {
  const department = await from.getRepository(DepartmentSchema).findOneBy({ departmentId });
  return department === null ? null : (deputyAt(department, nowMs) ?? department.headId);
}

/** Who stands in for the head; null: the head is there. */
function deputyAt({ deputyId, deputyFromMs, deputyToMs }: DepartmentRow, nowMs: number): string | null {
  const isDeputyNow = (deputyFromMs ?? Infinity) <= nowMs && nowMs < (deputyToMs ?? Infinity);
  return isDeputyNow ? deputyId : null;
}
