import { DepartmentMemberSchema, DepartmentSchema } from '@sansheng/shared/tables/service-desk/cases';
import type { DataSource, EntityManager } from 'typeorm';

/** Departments that a person works in, and those that they head at this time, themselves or for the head. */
export async function departmentsOf(
  from: DataSource | EntityManager,
  employeeNo: string,
  nowMs: number,
): Promise<{ departmentIds: string[]; headOf: string[] }> {
  const [members, departments] = await Promise.all([
    from.getRepository(DepartmentMemberSchema).findBy({ employeeNo }),
    from.getRepository(DepartmentSchema).findBy({ isActive: true }),
  ]);
  const headOf = departments
    .filter(({ headId, deputyId, deputyFromMs, deputyToMs }) => {
      const isDeputyNow = (deputyFromMs ?? Infinity) <= nowMs && nowMs < (deputyToMs ?? Infinity);
      return headId === employeeNo || (deputyId === employeeNo && isDeputyNow);
    })
    .map(({ departmentId }) => departmentId);
  const active = new Set(departments.map(({ departmentId }) => departmentId));
  const works = members.map(({ departmentId }) => departmentId).filter((id) => active.has(id));
  return { departmentIds: [...new Set([...works, ...headOf])], headOf };
}

/** The head, or who stands in for them now; null: nobody. */
export async function headOfDepartment(
  from: DataSource | EntityManager,
  departmentId: string,
  nowMs: number,
): Promise<string | null> {
  const row = await from.getRepository(DepartmentSchema).findOneBy({ departmentId });
  if (row === null) return null;
  const { headId, deputyId, deputyFromMs, deputyToMs } = row;
  const isDeputyNow = (deputyFromMs ?? Infinity) <= nowMs && nowMs < (deputyToMs ?? Infinity);
  return deputyId !== null && isDeputyNow ? deputyId : headId;
}
