import { isDeepStrictEqual } from 'node:util';
import {
  MenuDetail,
  MenuDifference,
  MenuDraftEdit,
  MenuFacts,
  MenuName,
  type MenuProblem,
  MenuPublish,
  MenuRollBack,
  MenuSummary,
  type MenuTree,
  MenuVersion,
} from '@sansheng/shared/contracts/telephony/menu';
import { HotlineSchema } from '@sansheng/shared/tables/telephony/queues';
import { type MenuRow, MenuSchema } from '@sansheng/shared/tables/telephony/menu';
import { checkMenu, compareMenus } from '@sansheng/shared/domain/check-menu';
import { access } from '@sansheng/shared/domain/access';
import type { DeedOf } from '@sansheng/shared/contracts/audit';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { ownId } from '@sansheng/shared/contracts/plain-text';
import type { AppContext } from '../../platform/app-context.ts';
import { type Access, UserError } from '../../platform/http/routes.ts';
import { type Author, findUsersOfMenu, keepChange, mustBeUnused } from '../../settings/index.ts';
import { type MenusStore, publishMenu, saveDraft } from './menus.store.ts';

const readers: Access = access.settings;
const writers: Access = access.administration;
const OneMenu = z.object({ menuId: z.string().max(40) });
const OneVersion = OneMenu.extend({ version: z.coerce.number().int().min(1) });
const Side = z.union([z.literal('draft'), z.coerce.number().int().min(1)]);
const NewMenu = MenuName.extend({ fallbackQueueId: ownId(40) });

/** Menus as administrators edit them: a draft, its check, published versions. */
export function addMenuRoutes(context: AppContext, store: MenusStore): void {
  const { routes, db } = context;
  const tag = 'menus';
  const path = '/api/v1/admin/menus';

  const find = async (menuId: string): Promise<MenuRow> => {
    const menu = await store.menus.findOneBy({ menuId });
    if (menu === null) throw new UserError('notFound');
    return menu;
  };
  const findVersion = async (menuId: string, version: number) => {
    const row = await store.versions.findOneBy({ menuId, version });
    if (row === null) throw new UserError('notFound');
    return row;
  };
  const summarize = async (menu: MenuRow) => {
    const { menuId, name, nameEn, publishedVersion } = menu;
    const [published, hotlines] = await Promise.all([
      publishedVersion === null ? null : store.versions.findOneBy({ menuId, version: publishedVersion }),
      db.getRepository(HotlineSchema).findBy({ menu: menuId }),
    ]);
    return {
      menuId,
      name,
      nameEn,
      publishedVersion,
      hasChanges: published === null || compareMenus(published.tree, menu.draft).length > 0,
      hotlines: hotlines.map(({ number }) => number),
    };
  };
  const detail = async (menuId: string): Promise<z.input<typeof MenuDetail>> => {
    const menu = await find(menuId);
    const [summary, versions, facts] = await Promise.all([
      summarize(menu),
      store.versions.find({ where: { menuId }, order: { version: 'DESC' } }),
      store.facts(),
    ]);
    const { draft, draftRevision } = menu;
    return { ...summary, draft, draftRevision, versions, problems: checkMenu(menuId, draft, facts) };
  };
  const refuseProblems = (problems: MenuProblem[]) => {
    const [first] = problems;
    if (first === undefined) return;
    const field = [first.stepId, first.field].filter(Boolean).join('.');
    throw new UserError('menuProblems', { field, detail: problems.map(({ code }) => code).join(' ') });
  };
  const keep = <T>(
    action: DeedOf<'menu'>,
    target: string,
    author: Author,
    write: (into: EntityManager) => Promise<{ detail: object | null; result: T }>,
  ) => keepChange(context, { what: 'menus', action: `menu.${action}`, target, author }, write);

  routes.add({
    method: 'get',
    path,
    access: readers,
    summary: 'All menus',
    tag,
    reply: z.array(MenuSummary),
    handler: async () => Promise.all((await store.menus.find({ order: { menuId: 'ASC' } })).map(summarize)),
  });
  routes.add({
    method: 'get',
    path: '/api/v1/admin/menu-facts',
    access: readers,
    summary: 'What a menu may lead to and play: queues, hotlines, skills, prompts',
    tag,
    reply: MenuFacts,
    handler: () => store.facts(),
  });
  routes.add({
    method: 'post',
    path,
    access: writers,
    summary: 'Add a menu, with a draft of one step',
    tag,
    body: NewMenu,
    reply: MenuDetail,
    handler: async ({ body: { fallbackQueueId, ...named }, session, address, response }) => {
      const { menuId } = named;
      if (await store.menus.existsBy({ menuId })) throw new UserError('conflict', { field: 'menuId' });
      const draft = firstDraft(fallbackQueueId);
      await keep('added', menuId, { session, address }, async (into) => {
        await into.insert(MenuSchema, { ...named, draft, draftRevision: 1, publishedVersion: null });
        return { detail: { after: named }, result: undefined };
      });
      response.status(201);
      return detail(menuId);
    },
  });
  routes.add({
    method: 'get',
    path: `${path}/:menuId`,
    access: readers,
    summary: 'The draft of a menu with its problems, and the versions published',
    tag,
    params: OneMenu,
    reply: MenuDetail,
    handler: ({ params }) => detail(params.menuId),
  });
  routes.add({
    method: 'put',
    path: `${path}/:menuId/draft`,
    access: writers,
    summary: 'Save the draft, even with problems; `conflict` when somebody else has saved in the meantime',
    tag,
    params: OneMenu,
    body: MenuDraftEdit,
    reply: MenuDetail,
    handler: async ({ params: { menuId }, body, session, address }) => {
      const before = await find(menuId);
      const { draftRevision, tree, name, nameEn } = body;
      await keep('draftSaved', menuId, { session, address }, async (into) => {
        if (!(await saveDraft(into, { menuId, draftRevision }, { name, nameEn, draft: tree })))
          throw new UserError('conflict', { field: 'draftRevision' });
        const isSame = isDeepStrictEqual([before.draft, before.name, before.nameEn], [tree, name, nameEn]);
        return { detail: isSame ? null : { differences: compareMenus(before.draft, tree) }, result: undefined };
      });
      return detail(menuId);
    },
  });
  routes.add({
    method: 'post',
    path: `${path}/:menuId/publish`,
    access: writers,
    summary: 'Publish the draft as a new version: calls in progress stay on theirs; `menuProblems` when a check fails',
    tag,
    params: OneMenu,
    body: MenuPublish,
    reply: MenuDetail,
    handler: async ({ params: { menuId }, body, session, address }) => {
      const menu = await find(menuId);
      if (menu.draftRevision !== body.draftRevision) throw new UserError('conflict', { field: 'draftRevision' });
      await keep('published', menuId, { session, address }, async (into) => {
        refuseProblems(checkMenu(menuId, menu.draft, await store.facts(into)));
        const prompts = await store.pin(menu.draft, into);
        const version = await publishMenu(into, menuId, {
          tree: menu.draft,
          prompts,
          publishedBy: session.employeeNo,
          note: body.note,
          rolledBackTo: null,
          draftRevision: body.draftRevision,
        });
        if (version === null) throw new UserError('conflict', { field: 'draftRevision' });
        return { detail: { version, note: body.note }, result: undefined };
      });
      return detail(menuId);
    },
  });
  routes.add({
    method: 'post',
    path: `${path}/:menuId/rollback`,
    access: writers,
    summary: 'Publish an earlier version again, with its sounds; the draft stays as it is',
    tag,
    params: OneMenu,
    body: MenuRollBack,
    reply: MenuDetail,
    handler: async ({ params: { menuId }, body, session, address }) => {
      const { tree, prompts } = await findVersion(menuId, body.version);
      const own = Object.entries(prompts).map(([promptId, sounds]) => ({
        promptId,
        name: promptId,
        nameEn: promptId,
        languages: Object.keys(sounds) as MenuTree['languages'],
      }));
      await keep('rolledBack', menuId, { session, address }, async (into) => {
        // Queues and hotlines may have been deleted since then. Its sounds are kept.
        refuseProblems(checkMenu(menuId, tree, { ...(await store.facts(into)), prompts: own }));
        const version = await publishMenu(into, menuId, {
          tree,
          prompts,
          publishedBy: session.employeeNo,
          note: body.note,
          rolledBackTo: body.version,
          draftRevision: null,
        });
        if (version === null) throw new UserError('notFound');
        return { detail: { version, rolledBackTo: body.version, note: body.note }, result: undefined };
      });
      return detail(menuId);
    },
  });
  routes.add({
    method: 'get',
    path: `${path}/:menuId/versions/:version`,
    access: readers,
    summary: 'A published version: its tree, and the sounds it plays',
    tag,
    params: OneVersion,
    reply: MenuVersion,
    handler: ({ params: { menuId, version } }) => findVersion(menuId, version),
  });
  routes.add({
    method: 'get',
    path: `${path}/:menuId/compare`,
    access: readers,
    summary: 'What differs between two versions, or a version and the draft',
    tag,
    params: OneMenu,
    query: z.object({ from: Side, to: Side }),
    reply: z.object({ differences: z.array(MenuDifference) }),
    handler: async ({ params: { menuId }, query }) => {
      const treeOf = async (side: z.infer<typeof Side>) =>
        side === 'draft' ? (await find(menuId)).draft : (await findVersion(menuId, side)).tree;
      return { differences: compareMenus(await treeOf(query.from), await treeOf(query.to)) };
    },
  });
  routes.add({
    method: 'delete',
    path: `${path}/:menuId`,
    access: writers,
    summary: 'Delete a menu that no hotline leads to',
    tag,
    params: OneMenu,
    handler: async ({ params: { menuId }, session, address }) => {
      const { hotlines: _hotlines, ...summary } = await summarize(await find(menuId));
      await keep('deleted', menuId, { session, address }, async (into) => {
        const lock = { mode: 'pessimistic_write' as const };
        if ((await into.findOne(MenuSchema, { where: { menuId }, lock })) === null) throw new UserError('notFound');
        mustBeUnused(await findUsersOfMenu(into, menuId));
        // Its versions stay: calls may be in them, and past records name them.
        await into.delete(MenuSchema, { menuId });
        return { detail: { before: summary }, result: undefined };
      });
    },
  });
}

/** A starting point: one step that leads everybody to one queue. */
function firstDraft(fallbackQueueId: string): MenuTree {
  const to = { kind: 'queue' as const, queueId: fallbackQueueId, priority: null, needs: [] };
  return {
    languages: ['zh'],
    firstStep: 'main',
    fallbackQueueId,
    steps: [
      {
        kind: 'choice',
        stepId: 'main',
        name: '主菜单',
        prompts: [],
        timeoutMs: 6000,
        rounds: 3,
        wrongKeyPrompts: [],
        choices: [
          { digit: '1', label: '', to },
          { digit: '0', label: '', to: { kind: 'repeat' } },
        ],
        otherwise: to,
      },
    ],
  };
}
