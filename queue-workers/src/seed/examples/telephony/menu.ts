import { mainMenu, mainMenuPrompts, writeRows } from '@sansheng/shared/db';
import { MenuSchema, MenuVersionSchema } from '@sansheng/shared/tables/telephony/menu';
import type { Examples } from '../examples.ts';

const menu = {
  menuId: 'main',
  name: '主菜单',
  nameEn: 'Main menu',
  draft: mainMenu,
  draftRevision: 1,
  publishedVersion: 1,
};

export const menuExamples: Examples = async (write, nowMs) => {
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
  await writeRows(write, MenuSchema, [menu], 'fail');
  await writeRows(write, MenuVersionSchema, [published], 'fail');
};
