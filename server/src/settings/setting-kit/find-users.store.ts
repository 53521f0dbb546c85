import type { SettingUser } from '@sansheng/shared/contracts/errors';
import type { MenuTree } from '@sansheng/shared/contracts/telephony/menu';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { AgentSkillSchema, HotlineSchema, type QueueRow, QueueSchema } from '@sansheng/shared/tables/telephony/queues';
import { MenuSchema, type MenuVersionRow, MenuVersionSchema } from '@sansheng/shared/tables/telephony/menu';
import { type PromptVersionRow, PromptVersionSchema } from '@sansheng/shared/tables/telephony/prompts';
import { QueueOverflowSchema } from '@sansheng/shared/tables/telephony/overflow';
import { WrapUpCategorySchema } from '@sansheng/shared/tables/telephony/wrap-up';
import { promptsOf, waysOf } from '@sansheng/shared/domain/check-menu';
import { queuesOfRules } from '@sansheng/shared/domain/queues-of-rules';
import { type EntityManager, In } from 'typeorm';
import { UserError } from '../../platform/http/routes.ts';

/** Throws `stillUsed`, naming the users, unless nothing uses it. */
export function mustBeUnused(users: SettingUser[]): void {
  if (users.length === 0) return;
  throw new UserError('stillUsed', { users, detail: users.map(({ kind, name }) => `${kind} ${name}`).join(', ') });
}

/** What sends calls into a queue, or borrows its seats. Rules of inactive queues are ignored. */
export async function findUsersOfQueue(from: EntityManager, queueId: string): Promise<SettingUser[]> {
  const [hotlines, menus, rules, queues] = await Promise.all([
    from.getRepository(HotlineSchema).findBy({ queueId }),
    publishedMenus(from),
    from.getRepository(QueueOverflowSchema).find(),
    from.getRepository(QueueSchema).findBy({ isActive: true }),
  ]);
  const nameOf = new Map(queues.map((queue) => [queue.queueId, queue.name]));
  return [
    ...hotlines.map(({ number }): SettingUser => ({ kind: 'hotline', name: number })),
    ...menus
      .filter(({ tree }) => tree.fallbackQueueId === queueId || targetsOf(tree).some((to) => leadsToQueue(to, queueId)))
      .map(({ name }): SettingUser => ({ kind: 'menu', name })),
    ...rules.flatMap((row): SettingUser[] => {
      const name = nameOf.get(row.queueId);
      if (name === undefined || row.queueId === queueId) return [];
      const here = queuesOfRules(row).filter((one) => one.queueId === queueId);
      const kinds = new Set(here.map(({ field }) => (field === 'closed.queueId' ? 'closedLine' : 'overflow')));
      return [...kinds].map((kind) => ({ kind, name }));
    }),
    ...queues
      .filter((queue) => queue.queueId !== queueId && queue.borrowFrom.includes(queueId))
      .map(({ name }): SettingUser => ({ kind: 'borrowing', name })),
  ];
}

/** Menus that lead to a number; an outside caller who dials it is told that it is not assigned, as intended. */
export async function findUsersOfHotline(from: EntityManager, number: string): Promise<SettingUser[]> {
  return (await publishedMenus(from))
    .filter(({ tree }) => targetsOf(tree).some((to) => to.kind === 'number' && to.number === number))
    .map(({ name }) => ({ kind: 'menu', name }));
}

/** Hotlines that begin in a menu. */
export async function findUsersOfMenu(from: EntityManager, menuId: string): Promise<SettingUser[]> {
  const hotlines = await from.getRepository(HotlineSchema).findBy({ menu: menuId });
  return hotlines.map(({ number }) => ({ kind: 'hotline', name: number }));
}

/**
 * Menus whose draft or any version plays a prompt, since any version may be restored; queues that play it as
 * announcement or music. For one version of the prompt: menus bound to it, and queues as long as it is the newest in
 * its language.
 */
export async function findUsersOfPrompt(
  from: EntityManager,
  promptId: string,
  one?: Pick<PromptVersionRow, 'language' | 'version'>,
): Promise<SettingUser[]> {
  const menus = await from.getRepository(MenuSchema).find();
  // A deleted menu leaves its versions, which nobody can restore.
  const versions = await from
    .getRepository(MenuVersionSchema)
    .findBy({ menuId: In(menus.map(({ menuId }) => menuId)) });
  const queues = await from.getRepository(QueueSchema).findBy({ isActive: true });
  const newest =
    one && (await from.getRepository(PromptVersionSchema).maximum('version', { promptId, language: one.language }));
  const names = ({ steps }: MenuTree) => steps.flatMap(promptsOf).some((named) => named.promptId === promptId);
  const plays = (version: MenuVersionRow) =>
    one === undefined ? names(version.tree) : version.prompts[promptId]?.[one.language]?.version === one.version;
  const says = ({ prompts, music }: QueueRow) => [...Object.values(prompts), ...music].includes(promptId);
  return [
    ...menus
      .filter(
        ({ menuId, draft }) =>
          (one === undefined && names(draft)) || versions.some((row) => row.menuId === menuId && plays(row)),
      )
      .map(({ name }): SettingUser => ({ kind: 'menu', name })),
    ...(one === undefined || one.version === newest ? queues : [])
      .filter(says)
      .map(({ name }): SettingUser => ({ kind: 'queue', name })),
  ];
}

/** Queues and menus that ask for a skill, and people who have it. */
export async function findUsersOfSkill(from: EntityManager, skillId: string): Promise<SettingUser[]> {
  const [queues, menus, levels] = await Promise.all([
    from.getRepository(QueueSchema).find(),
    publishedMenus(from),
    from.getRepository(AgentSkillSchema).findBy({ skillId }),
  ]);
  const people = await from
    .getRepository(AccountSchema)
    .findBy({ employeeNo: In(levels.map((one) => one.employeeNo)) });
  const asks = (needs: readonly { skill: string }[]) => needs.some(({ skill }) => skill === skillId);
  return [
    ...queues.filter(({ needs }) => asks(needs)).map(({ name }): SettingUser => ({ kind: 'queue', name })),
    ...menus
      .filter(({ tree }) =>
        tree.steps.some(
          (step) =>
            waysOf(step).some(({ to }) => to.kind === 'queue' && asks(to.needs)) ||
            (step.kind === 'language' && step.choices.some(({ need }) => need?.skill === skillId)),
        ),
      )
      .map(({ name }): SettingUser => ({ kind: 'menu', name })),
    ...people.map(personOf),
  ];
}

export async function findUsersOfTeam(from: EntityManager, teamId: string): Promise<SettingUser[]> {
  return (await from.getRepository(AccountSchema).findBy({ teamId })).map(personOf);
}

export async function findUsersOfHours(from: EntityManager, hoursId: string): Promise<SettingUser[]> {
  const rules = await from.getRepository(QueueOverflowSchema).findBy({ hoursId });
  const queues = await from.getRepository(QueueSchema).findBy({ queueId: In(rules.map(({ queueId }) => queueId)) });
  return queues.map(({ name }) => ({ kind: 'queue', name }));
}

/** Categories under it that may still be chosen. */
export async function findUsersOfCategory(from: EntityManager, categoryId: string): Promise<SettingUser[]> {
  const children = await from.getRepository(WrapUpCategorySchema).findBy({ parentId: categoryId, isActive: true });
  return children.map(({ name }) => ({ kind: 'category', name }));
}

const personOf = ({ name, employeeNo }: { name: string; employeeNo: string }): SettingUser => ({
  kind: 'person',
  name: `${name} ${employeeNo}`,
});
const targetsOf = (tree: MenuTree) => tree.steps.flatMap((step) => waysOf(step).map(({ to }) => to));
const leadsToQueue = (to: ReturnType<typeof targetsOf>[number], queueId: string) =>
  to.kind === 'queue' && to.queueId === queueId;

/** What callers walk now. A draft is checked as it is published. */
async function publishedMenus(from: EntityManager): Promise<{ name: string; tree: MenuTree }[]> {
  const menus = await from.getRepository(MenuSchema).find();
  const found = await Promise.all(
    menus.map(async ({ menuId, name, publishedVersion }) => {
      if (publishedVersion === null) return null;
      const row = await from.getRepository(MenuVersionSchema).findOneBy({ menuId, version: publishedVersion });
      return row && { name, tree: row.tree };
    }),
  );
  return found.filter((one) => one !== null);
}
