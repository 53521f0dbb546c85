import type { CallLanguage } from '@sansheng/shared/contracts/telephony/prompts';
import { MenuSchema, type MenuVersionRow, MenuVersionSchema } from '@sansheng/shared/tables/telephony/menu';
import type { DataSource } from 'typeorm';
import type { PromptStore } from '../prompts/index.ts';

/** Length assumed for a prompt whose file cannot be read. */
const UNKNOWN_LENGTH_MS = 10_000;

/** The published menus. A version never changes, so it is read once for all calls on it. */
export function createPublishedMenus(db: DataSource, prompts: PromptStore) {
  const versions = new Map<string, MenuVersionRow>();
  let published = new Map<string, number>();
  const keyOf = (menuId: string, version: number) => `${menuId} ${version}`;

  async function find(menuId: string, number: number): Promise<MenuVersionRow | null> {
    const known = versions.get(keyOf(menuId, number));
    if (known !== undefined) return known;
    const row = await db.getRepository(MenuVersionSchema).findOneBy({ menuId, version: number });
    if (row !== null) versions.set(keyOf(menuId, number), row);
    return row;
  }

  return {
    version: find,
    /** Which versions new calls begin with. */
    async load(): Promise<void> {
      const rows = await db.getRepository(MenuSchema).find();
      const now = new Map<string, number>();
      for (const { menuId, publishedVersion } of rows) {
        if (publishedVersion !== null && (await find(menuId, publishedVersion)) !== null) {
          now.set(menuId, publishedVersion);
        }
      }
      published = now;
    },
    current(menuId: string): MenuVersionRow | null {
      return versions.get(keyOf(menuId, published.get(menuId) ?? 0)) ?? null;
    },
    /** What Asterisk plays for these prompts, and how long it takes. A missing language is replaced by the first. */
    async soundsOf(
      { tree, prompts: pinned }: MenuVersionRow,
      promptIds: readonly string[],
      language: CallLanguage,
    ): Promise<{ media: string[]; lengthMs: number }> {
      const files = promptIds.flatMap((promptId) => {
        const file = pinned[promptId]?.[language] ?? pinned[promptId]?.[tree.languages[0] as CallLanguage];
        return file === undefined ? [] : [file.file];
      });
      const lengths = await Promise.all(files.map((file) => prompts.lengthOf(file)));
      return {
        media: files.map(prompts.mediaOf),
        lengthMs: lengths.reduce((sum: number, lengthMs) => sum + (lengthMs ?? UNKNOWN_LENGTH_MS), 0),
      };
    },
  };
}
export type PublishedMenus = ReturnType<typeof createPublishedMenus>;
