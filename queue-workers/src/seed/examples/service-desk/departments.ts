import { readName, writeRows } from '@sansheng/shared/db';
import type { Role } from '@sansheng/shared/domain/roles';
import { DepartmentMemberSchema, DepartmentSchema } from '@sansheng/shared/tables/service-desk/cases';
import type { Examples } from '../examples.ts';
import { insertPeople } from '../people/accounts.ts';

/** The first of each is the head. */
const departments = {
  repair: ['工程维修部', { 8001: '沈维修', 8002: '卢师傅', 8003: '丁师傅' }],
  network: ['网络部', { 8101: '魏网络' }],
  claims: ['理赔部', { 8201: '范核价', 8202: '彭核损', 8203: '鲁核赔' }],
  finance: ['财务部', { 8301: '苗会计' }],
  property: ['物业工程', { 8401: '邹工' }],
} satisfies Record<string, [string, Record<number, string>]>;

const dispatcher = { employeeNo: '7001', name: '蒋调度', roles: ['dispatcher'] satisfies Role[], teamId: null };

const staff = Object.entries(departments).flatMap(([departmentId, [, members]]) =>
  Object.entries(members).map(([employeeNo, name]) => ({ departmentId, employeeNo, name })),
);

/** Who works in which department; a number of nobody there: none. */
export const departmentIdsOf = (employeeNo: string): string[] =>
  staff.filter((one) => one.employeeNo === employeeNo).map(({ departmentId }) => departmentId);

/** Departments that they head. */
export const headOf = (employeeNo: string): string[] =>
  Object.entries(departments)
    .filter(([, [, members]]) => Object.keys(members)[0] === employeeNo)
    .map(([departmentId]) => departmentId);

/** The departments that cases go to, with their people, and the dispatcher. */
export const departmentExamples: Examples = async (write) => {
  const members = staff.map(({ employeeNo, name }) => ({
    employeeNo,
    name,
    roles: ['department'] satisfies Role[],
    teamId: null,
  }));
  await insertPeople(write, [dispatcher, ...members]);
  const rows = Object.entries(departments).map(([departmentId, [name, people]]) => ({
    departmentId,
    name,
    ...readName(name),
    headId: Object.keys(people)[0] ?? null,
    deputyId: null,
    deputyFromMs: null,
    deputyToMs: null,
    isActive: true,
  }));
  await writeRows(write, DepartmentSchema, rows, 'fail');
  await writeRows(
    write,
    DepartmentMemberSchema,
    staff.map(({ departmentId, employeeNo }) => ({ departmentId, employeeNo })),
    'fail',
  );
};
