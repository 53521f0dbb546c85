import { hash } from '@node-rs/argon2';
import { AccountSchema, TeamSchema } from '@sansheng/shared/tables/people/accounts';
import { HotlineSchema, QueueMemberSchema, QueueSchema } from '@sansheng/shared/tables/telephony/queues';
import { insertCustomerFiles, inTransaction, mainMenu, mainMenuPrompts, writeRows } from '@sansheng/shared/db';
import { MatterSchema } from '@sansheng/shared/tables/service-desk/matters';
import { MenuSchema, MenuVersionSchema } from '@sansheng/shared/tables/telephony/menu';
import { NotReadyReasonSchema } from '@sansheng/shared/tables/telephony/agents';
import { WrapUpCategorySchema } from '@sansheng/shared/tables/telephony/wrap-up';
import type { DataSource } from 'typeorm';
import {
  demonstrationPassword,
  hotlines,
  notReadyReasons,
  people,
  queueMembers,
  queues,
  teams,
  wrapUpCategories,
} from './demonstration-center.ts';
import { makeCustomers } from './demonstration-customers.ts';

const menu = {
  menuId: 'main',
  name: '主菜单',
  nameEn: 'Main menu',
  draft: mainMenu,
  draftRevision: 1,
  publishedVersion: 1,
};

/**
 * Fills an empty center with the demonstration's people, queues and customers, in one transaction: a start that is
 * interrupted leaves nothing, a second start changes nothing. No call is invented.
 * Returns whether it wrote.
 */
export async function seedDemonstration(db: DataSource, nowMs: number): Promise<boolean> {
  if ((await db.getRepository(AccountSchema).count()) > 0) return false;
  const accounts = await Promise.all(
    people.map(async (person) => ({
      ...person,
      isActive: true,
      mustChangePassword: false,
      passwordHash: await hash(demonstrationPassword),
    })),
  );
  const members = Object.entries(queueMembers).flatMap(([queueId, numbers]) =>
    numbers.map((employeeNo, order) => ({ queueId, employeeNo, order, turn: 0 })),
  );
  const { files, matters } = makeCustomers(10_000, nowMs);
  const published = {
    menuId: menu.menuId,
    version: 1,
    tree: mainMenu,
    prompts: mainMenuPrompts,
    publishedAtMs: nowMs,
    publishedBy: '',
    note: '',
    rolledBackTo: null,
  };
  await inTransaction(db, async (write) => {
    await writeRows(write, TeamSchema, teams, 'fail');
    await writeRows(write, AccountSchema, accounts, 'fail');
    await writeRows(write, QueueSchema, queues, 'fail');
    await writeRows(write, QueueMemberSchema, members, 'fail');
    await writeRows(write, HotlineSchema, hotlines, 'fail');
    await writeRows(write, NotReadyReasonSchema, notReadyReasons, 'fail');
    await writeRows(write, WrapUpCategorySchema, wrapUpCategories, 'fail');
    await insertCustomerFiles(write, files);
    await writeRows(write, MatterSchema, matters, 'fail');
    await writeRows(write, MenuSchema, [menu], 'fail');
    await writeRows(write, MenuVersionSchema, [published], 'fail');
  });
  return true;
}
