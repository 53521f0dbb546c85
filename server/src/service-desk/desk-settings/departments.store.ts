import type { DepartmentEdit } from '@sansheng/shared/contracts/service-desk/departments';
import { readTitle } from '@sansheng/shared/db';
import {
  DepartmentMemberSchema,
  type DepartmentRow,
  DepartmentSchema,
} from '@sansheng/shared/tables/service-desk/cases';
import type { DataSource, EntityManager } from 'typeorm';

const editOf = (
  { initials: _initials, pinyin: _pinyin, ...row }: DepartmentRow,
  members: string[],
): DepartmentEdit => ({
  ...row,
  members,
});

/** All, each with who works there. */
export async function listDepartments(db: DataSource): Promise<DepartmentEdit[]> {
  const [rows, members] = await Promise.all([
    db.getRepository(DepartmentSchema).find({ order: { departmentId: 'ASC' } }),
    db.getRepository(DepartmentMemberSchema).find({ order: { employeeNo: 'ASC' } }),
  ]);
  const of = Map.groupBy(members, ({ departmentId }) => departmentId);
  return rows.map((row) =>
    editOf(
      row,
      (of.get(row.departmentId) ?? []).map(({ employeeNo }) => employeeNo),
    ),
  );
}

/** Null: there is none. Within a transaction it is locked, and with it who works there. */
export async function readDepartment(from: EntityManager, departmentId: string): Promise<DepartmentEdit | null> {
  const lock = from.queryRunner?.isTransactionActive ? { mode: 'pessimistic_write' as const } : undefined;
  const row = await from.findOne(DepartmentSchema, { where: { departmentId }, ...(lock && { lock }) });
  if (row === null) return null;
  const members = await from.find(DepartmentMemberSchema, { where: { departmentId }, order: { employeeNo: 'ASC' } });
  return editOf(
    row,
    members.map(({ employeeNo }) => employeeNo),
  );
}

export async function writeDepartment(
  into: EntityManager,
  { members, ...row }: DepartmentEdit,
  isNew: boolean,
): Promise<void> {
  const { departmentId } = row;
  const whole = { ...row, ...readTitle(row.name) };
  if (isNew) await into.insert(DepartmentSchema, whole);
  else await into.update(DepartmentSchema, { departmentId }, whole);
  await into.delete(DepartmentMemberSchema, { departmentId });
  const rows = members.map((employeeNo) => ({ departmentId, employeeNo }));
  if (rows.length > 0) await into.insert(DepartmentMemberSchema, rows);
}

/** Cases that are with it now and not over. */
export async function countOpenCases(from: EntityManager, departmentId: string): Promise<number> {
  const [{ count }] = (await from.query(
    `SELECT COUNT(*) AS count FROM cases WHERE departmentId = ? AND state IN ('open', 'waiting', 'settled')`,
    [departmentId],
  )) as [{ count: number | string }];
  return Number(count);
}
