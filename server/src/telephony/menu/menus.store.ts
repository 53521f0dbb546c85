import type { MenuFacts, MenuTree, PinnedPrompts } from '@sansheng/shared/contracts/telephony/menu';
import { type CallLanguage, callLanguages } from '@sansheng/shared/contracts/telephony/prompts';
import { HotlineSchema, QueueSchema, SkillSchema } from '@sansheng/shared/tables/telephony/queues';
import { type MenuRow, MenuSchema, MenuVersionSchema } from '@sansheng/shared/tables/telephony/menu';
import { PromptSchema } from '@sansheng/shared/tables/telephony/prompts';
import { promptsOf } from '@sansheng/shared/domain/check-menu';
import { type DataSource, type EntityManager, In } from 'typeorm';
import { type PromptStore, usedKey } from '../prompts/index.ts';

/** Drafts and versions of menus in the database. */
export function createMenusStore(db: DataSource, prompts: PromptStore) {
  const menus = db.getRepository(MenuSchema);
  const versions = db.getRepository(MenuVersionSchema);

  return {
    menus,
    versions,
    hotlinesTo: async (menuId: string): Promise<string[]> =>
      (await db.getRepository(HotlineSchema).findBy({ menu: menuId })).map(({ number }) => number),
    /** Within a transaction all of it is locked: whoever deletes some of it waits, and then sees what was published. */
    async facts(from: EntityManager = db.manager): Promise<MenuFacts> {
      const lock = from.queryRunner?.isTransactionActive ? { lock: { mode: 'pessimistic_write' as const } } : {};
      const queues = await from.getRepository(QueueSchema).find({ order: { queueId: 'ASC' }, ...lock });
      const hotlines = await from.getRepository(HotlineSchema).find({ order: { number: 'ASC' }, ...lock });
      const skills = await from.getRepository(SkillSchema).find({ order: { skillId: 'ASC' }, ...lock });
      const named = await from.getRepository(PromptSchema).find({ order: { promptId: 'ASC' }, ...lock });
      const newest = await prompts.newest(from);
      return {
        queues,
        hotlines,
        skills,
        prompts: named.map((prompt) => ({
          ...prompt,
          languages: callLanguages.filter((language) => newest.get(prompt.promptId)?.[language] !== undefined),
        })),
      };
    },
    /** The newest sound of every prompt of a tree, in every language it offers. */
    async pin(tree: MenuTree, from: EntityManager): Promise<PinnedPrompts> {
      const newest = await prompts.newest(from);
      const pinned: PinnedPrompts = {};
      for (const { promptId } of tree.steps.flatMap(promptsOf)) {
        const sounds = newest.get(promptId) ?? {};
        pinned[promptId] = Object.fromEntries(
          tree.languages.flatMap((language) => {
            const sound = sounds[language];
            return sound === undefined ? [] : [[language, { version: sound.version, file: sound.file }]];
          }),
        );
      }
      return pinned;
    },
    /** What all published versions of existing menus play, former ones too: any of them may be restored. */
    async usedVersions(): Promise<Set<string>> {
      const there = await menus.find({ select: { menuId: true } });
      const rows = await versions.findBy({ menuId: In(there.map(({ menuId }) => menuId)) });
      return new Set(
        rows.flatMap(({ prompts: pinned }) =>
          Object.entries(pinned).flatMap(([promptId, sounds]) =>
            Object.entries(sounds).map(([language, { version }]) =>
              usedKey({ promptId, language: language as CallLanguage, version }),
            ),
          ),
        ),
      );
    },
  };
}
export type MenusStore = ReturnType<typeof createMenusStore>;

/**
 * Creates a new version and lets new calls use it, within a transaction. Null when the menu is gone, or its draft has
 * changed since it was read.
 */
export async function publishMenu(
  into: EntityManager,
  menuId: string,
  what: {
    tree: MenuTree;
    prompts: PinnedPrompts;
    publishedBy: string;
    note: string;
    rolledBackTo: number | null;
    draftRevision: number | null;
  },
): Promise<number | null> {
  const menu = await into.findOne(MenuSchema, { where: { menuId }, lock: { mode: 'pessimistic_write' } });
  const { draftRevision, ...kept } = what;
  if (menu === null || (draftRevision !== null && menu.draftRevision !== draftRevision)) return null;
  const last = await into.findOne(MenuVersionSchema, { where: { menuId }, order: { version: 'DESC' } });
  const version = (last?.version ?? 0) + 1;
  await into.insert(MenuVersionSchema, { ...kept, menuId, version, publishedAtMs: Date.now() });
  await into.update(MenuSchema, { menuId }, { publishedVersion: version });
  return version;
}

/** False when somebody else saved in the meantime. */
export async function saveDraft(
  into: EntityManager,
  { menuId, draftRevision }: Pick<MenuRow, 'menuId' | 'draftRevision'>,
  edit: Pick<MenuRow, 'name' | 'nameEn' | 'draft'>,
): Promise<boolean> {
  const saved = await into.update(MenuSchema, { menuId, draftRevision }, { ...edit, draftRevision: draftRevision + 1 });
  return saved.affected === 1;
}
