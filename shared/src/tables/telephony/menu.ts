import type { MenuTree, PinnedPrompts } from '../../contracts/telephony/menu.ts';
import { int, intOrNull, json, key, ms, text, table } from '../table.ts';

export interface MenuRow {
  menuId: string;
  name: string;
  nameEn: string;
  draft: MenuTree;
  draftRevision: number;
  publishedVersion: number | null;
}
export const MenuSchema = table<MenuRow>('menus', {
  menuId: key,
  name: text,
  nameEn: text,
  draft: json,
  draftRevision: int,
  publishedVersion: intOrNull,
});

/** Never changed: a call stays on the version it began with. */
export interface MenuVersionRow {
  menuId: string;
  version: number;
  tree: MenuTree;
  prompts: PinnedPrompts;
  publishedAtMs: number;
  publishedBy: string;
  note: string;
  rolledBackTo: number | null;
}
export const MenuVersionSchema = table<MenuVersionRow>('menu_versions', {
  menuId: key,
  version: { type: 'int', primary: true },
  tree: json,
  prompts: json,
  publishedAtMs: ms,
  publishedBy: text,
  note: text,
  rolledBackTo: intOrNull,
});
