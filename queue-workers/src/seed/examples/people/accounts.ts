import { hash } from '@node-rs/argon2';
import { writeRows } from '@sansheng/shared/db';
import { type AccountRow, AccountSchema, TeamSchema } from '@sansheng/shared/tables/people/accounts';
import type { EntityManager } from 'typeorm';
import type { Examples } from '../examples.ts';
import { seatRange } from '../seat-range.ts';

export type Person = Omit<AccountRow, 'passwordHash' | 'mustChangePassword' | 'isActive'>;

export const demonstrationPassword = 'Sansheng-demo-1';

const agentNames =
  '陈静 李娜 刘洋 张伟 王磊 赵敏 黄丽 周杰 吴倩 徐强 孙悦 胡斌 朱琳 高峰 林霞 何涛 郭颖 马超 罗兰 梁宇'.split(' ');

const teams = [
  { teamId: 'team-a', name: 'A 组' },
  { teamId: 'team-b', name: 'B 组' },
];

const people: Person[] = [
  ...seatRange(1001, 1020).map(
    (employeeNo, i): Person => ({
      employeeNo,
      name: agentNames[i] as string,
      roles: ['agent'],
      teamId: i < 10 ? 'team-a' : 'team-b',
    }),
  ),
  // Without a team of their own: leads both.
  { employeeNo: '2001', name: '宋班长', roles: ['lead'], teamId: null },
  { employeeNo: '3001', name: '郑主管', roles: ['supervisor'], teamId: null },
  { employeeNo: '4101', name: '谢质检', roles: ['qa'], teamId: null },
  { employeeNo: '5001', name: '韩信息', roles: ['info_desk'], teamId: null },
  { employeeNo: '6001', name: '唐处理', roles: ['complaint_handler'], teamId: null },
  { employeeNo: '9001', name: '冯管理', roles: ['admin'], teamId: null },
];

export const accountExamples: Examples = async (write) => {
  await writeRows(write, TeamSchema, teams, 'fail');
  await insertPeople(write, people);
};

/** Each with the demonstration's password. */
export async function insertPeople(write: EntityManager, added: readonly Person[]): Promise<void> {
  const accounts = await Promise.all(
    added.map(async (person) => ({
      ...person,
      isActive: true,
      mustChangePassword: false,
      passwordHash: await hash(demonstrationPassword),
    })),
  );
  await writeRows(write, AccountSchema, accounts, 'fail');
}
