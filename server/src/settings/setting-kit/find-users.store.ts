import type { SettingUser } from '@sansheng/shared/contracts/errors';
import type { MenuTree } from '@sansheng/shared/contracts/menu';
import type { OverflowTarget } from '@sansheng/shared/contracts/overflow';
import {
  AccountSchema,
  AgentSkillSchema,
  HotlineSchema,
  MenuSchema,
  MenuVersionSchema,
  QueueOverflowSchema,
  QueueSchema,
  WrapUpCategorySchema,
} from '@sansheng/shared/db';
import { waysOf } from '@sansheng/shared/domain/check-menu';
import { type DataSource, In } from 'typeorm';
import { UserError } from '../../platform/http/routes.ts';

/** Throws `stillUsed`, naming by what, unless it is used by nothing. */
export function mustBeUnused(users: SettingUser[]): void {
  if (users.length === 0) return;
  throw new UserError('stillUsed', { users, detail: users.map(({ kind, name }) => `${kind} ${name}`).join(', ') });
}

/** What sends calls into a queue, or borrows its seats. Rules of queues that are set inactive count for nothing. */
export async function findUsersOfQueue(db: DataSource, queueId: string): Promise<SettingUser[]> {
  const [hotlines, menus, rules, queues] = await Promise.all([
    db.getRepository(HotlineSchema).findBy({ queueId }),
    publishedMenus(db),
    db.getRepository(QueueOverflowSchema).find(),
    db.getRepository(QueueSchema).findBy({ isActive: true }),
  ]);
  const nameOf = new Map(queues.map((queue) => [queue.queueId, queue.name]));
  const leadsHere = (target: OverflowTarget | null | undefined) =>
    target?.kind === 'queue' && target.queueId === queueId;
  return [
    ...hotlines.map(({ number }): SettingUser => ({ kind: 'hotline', name: number })),
    ...menus
      .filter(({ tree }) => tree.fallbackQueueId === queueId || targetsOf(tree).some((to) => leadsToQueue(to, queueId)))
      .map(({ name }): SettingUser => ({ kind: 'menu', name })),
    ...rules.flatMap(({ queueId: of, overflow, closed }): SettingUser[] => {
      const name = nameOf.get(of);
      if (name === undefined || of === queueId) return [];
      const { size, longestWait, estimatedWait, noSeat } = overflow;
      const overflows = [size, longestWait?.target, estimatedWait?.target, noSeat].some(leadsHere);
      return [
        ...(overflows ? [{ kind: 'overflow' as const, name }] : []),
        ...(closed.queueId === queueId ? [{ kind: 'closedLine' as const, name }] : []),
      ];
    }),
    ...queues
      .filter((queue) => queue.queueId !== queueId && queue.borrowFrom.includes(queueId))
      .map(({ name }): SettingUser => ({ kind: 'borrowing', name })),
  ];
}

/** Menus that lead to a number; a call that dials it from outside is told it is not assigned, which is what was asked for. */
export async function findUsersOfHotline(db: DataSource, number: string): Promise<SettingUser[]> {
  return (await publishedMenus(db))
    .filter(({ tree }) => targetsOf(tree).some((to) => to.kind === 'number' && to.number === number))
    .map(({ name }) => ({ kind: 'menu', name }));
}

/** Queues and menus that ask for a skill, and people who have it. */
export async function findUsersOfSkill(db: DataSource, skillId: string): Promise<SettingUser[]> {
  const [queues, menus, levels] = await Promise.all([
    db.getRepository(QueueSchema).find(),
    publishedMenus(db),
    db.getRepository(AgentSkillSchema).findBy({ skillId }),
  ]);
  const people = await db.getRepository(AccountSchema).findBy({ employeeNo: In(levels.map((one) => one.employeeNo)) });
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

export async function findUsersOfTeam(db: DataSource, teamId: string): Promise<SettingUser[]> {
  return (await db.getRepository(AccountSchema).findBy({ teamId })).map(personOf);
}

export async function findUsersOfHours(db: DataSource, hoursId: string): Promise<SettingUser[]> {
  const rules = await db.getRepository(QueueOverflowSchema).findBy({ hoursId });
  const queues = await db.getRepository(QueueSchema).findBy({ queueId: In(rules.map(({ queueId }) => queueId)) });
  return queues.map(({ name }) => ({ kind: 'queue', name }));
}

/** Categories under it that may still be chosen. */
export async function findUsersOfCategory(db: DataSource, categoryId: string): Promise<SettingUser[]> {
  const children = await db.getRepository(WrapUpCategorySchema).findBy({ parentId: categoryId, isActive: true });
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
async function publishedMenus(db: DataSource): Promise<{ name: string; tree: MenuTree }[]> {
  const menus = await db.getRepository(MenuSchema).find();
  const found = await Promise.all(
    menus.map(async ({ menuId, name, publishedVersion }) => {
      if (publishedVersion === null) return null;
      const row = await db.getRepository(MenuVersionSchema).findOneBy({ menuId, version: publishedVersion });
      return row && { name, tree: row.tree };
    }),
  );
  return found.filter((one) => one !== null);
}
