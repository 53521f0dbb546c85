/** Menus as administrators see them: a draft with its problems, and the versions published. */
import type { DeedOf } from '@sansheng/shared/contracts/audit';
import type { MenuDetail } from '@sansheng/shared/contracts/telephony/menu';
import { checkMenu, compareMenus } from '@sansheng/shared/domain/check-menu';
import type { MenuRow, MenuVersionRow } from '@sansheng/shared/tables/telephony/menu';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { type Author, keepChange } from '../../settings/index.ts';
import type { MenusStore } from './menus.store.ts';

export async function findMenu(store: MenusStore, menuId: string): Promise<MenuRow> {
  const menu = await store.menus.findOneBy({ menuId });
  if (menu === null) throw new UserError('notFound');
  return menu;
}

export async function findVersion(store: MenusStore, menuId: string, version: number): Promise<MenuVersionRow> {
  const row = await store.versions.findOneBy({ menuId, version });
  if (row === null) throw new UserError('notFound');
  return row;
}

export async function summarize(store: MenusStore, menu: MenuRow) {
  const { menuId, name, nameEn, publishedVersion } = menu;
  const [published, hotlines] = await Promise.all([
    publishedVersion === null ? null : store.versions.findOneBy({ menuId, version: publishedVersion }),
    store.hotlinesTo(menuId),
  ]);
  const hasChanges = published === null || compareMenus(published.tree, menu.draft).length > 0;
  return { menuId, name, nameEn, publishedVersion, hasChanges, hotlines };
}

export async function menuDetail(store: MenusStore, menuId: string): Promise<z.input<typeof MenuDetail>> {
  const menu = await findMenu(store, menuId);
  const [summary, versions, facts] = await Promise.all([
    summarize(store, menu),
    store.versions.find({ where: { menuId }, order: { version: 'DESC' } }),
    store.facts(),
  ]);
  const { draft, draftRevision } = menu;
  return { ...summary, draft, draftRevision, versions, problems: checkMenu(menuId, draft, facts) };
}

/** In one transaction with its audit entry, and told to every server. */
export const keepMenuChange = <T>(
  context: AppContext,
  action: DeedOf<'menu'>,
  target: string,
  author: Author,
  write: (into: EntityManager) => Promise<{ detail: object | null; result: T }>,
) => keepChange(context, { what: 'menus', action: `menu.${action}`, target, author }, write);
