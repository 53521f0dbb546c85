import { isDeepStrictEqual } from 'node:util';
import { ownId } from '@sansheng/shared/contracts/plain-text';
import {
  MenuDetail,
  MenuDraftEdit,
  MenuFacts,
  MenuName,
  MenuSummary,
  type MenuTree,
} from '@sansheng/shared/contracts/telephony/menu';
import { access } from '@sansheng/shared/domain/access';
import { compareMenus } from '@sansheng/shared/domain/check-menu';
import { MenuSchema } from '@sansheng/shared/tables/telephony/menu';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { findUsersOfMenu, mustBeUnused } from '../../settings/index.ts';
import { findMenu, keepMenuChange, menuDetail, summarize } from './menu-detail.store.ts';
import { type MenusStore, saveDraft } from './menus.store.ts';
import { addMenuVersionRoutes } from './menu-versions.routes.ts';

const tag = 'menus';
const path = '/api/v1/admin/menus';
const OneMenu = z.object({ menuId: z.string().max(40) });
const NewMenu = MenuName.extend({ fallbackQueueId: ownId(40) });

/** Menus as administrators edit them: a draft, its check, published versions. */
export function addMenuRoutes(context: AppContext, store: MenusStore): void {
  const { routes } = context;
  routes.add({
    method: 'get',
    path,
    access: access.settings,
    summary: 'All menus',
    tag,
    reply: z.array(MenuSummary),
    handler: async () =>
      Promise.all((await store.menus.find({ order: { menuId: 'ASC' } })).map((menu) => summarize(store, menu))),
  });
  routes.add({
    method: 'get',
    path: '/api/v1/admin/menu-facts',
    access: access.settings,
    summary: 'What a menu may lead to and play: queues, hotlines, skills, prompts',
    tag,
    reply: MenuFacts,
    handler: () => store.facts(),
  });
  routes.add({
    method: 'post',
    path,
    access: access.administration,
    summary: 'Add a menu, with a draft of one step',
    tag,
    body: NewMenu,
    reply: MenuDetail,
    handler: async ({ body: { fallbackQueueId, ...named }, session, address, response }) => {
      const { menuId } = named;
      if (await store.menus.existsBy({ menuId })) throw new UserError('conflict', { field: 'menuId' });
      const draft = firstDraft(fallbackQueueId);
      await keepMenuChange(context, 'added', menuId, { session, address }, async (into) => {
        await into.insert(MenuSchema, { ...named, draft, draftRevision: 1, publishedVersion: null });
        return { detail: { after: named }, result: undefined };
      });
      response.status(201);
      return menuDetail(store, menuId);
    },
  });
  routes.add({
    method: 'get',
    path: `${path}/:menuId`,
    access: access.settings,
    summary: 'The draft of a menu with its problems, and the versions published',
    tag,
    params: OneMenu,
    reply: MenuDetail,
    handler: ({ params }) => menuDetail(store, params.menuId),
  });
  routes.add({
    method: 'put',
    path: `${path}/:menuId/draft`,
    access: access.administration,
    summary: 'Save the draft, even with problems; `conflict` when somebody else has saved in the meantime',
    tag,
    params: OneMenu,
    body: MenuDraftEdit,
    reply: MenuDetail,
    handler: async ({ params: { menuId }, body, session, address }) => {
      const before = await findMenu(store, menuId);
      const { draftRevision, tree, name, nameEn } = body;
      await keepMenuChange(context, 'draftSaved', menuId, { session, address }, async (into) => {
        if (!(await saveDraft(into, { menuId, draftRevision }, { name, nameEn, draft: tree })))
          throw new UserError('conflict', { field: 'draftRevision' });
        const isSame = isDeepStrictEqual([before.draft, before.name, before.nameEn], [tree, name, nameEn]);
        return { detail: isSame ? null : { differences: compareMenus(before.draft, tree) }, result: undefined };
      });
      return menuDetail(store, menuId);
    },
  });
  routes.add({
    method: 'delete',
    path: `${path}/:menuId`,
    access: access.administration,
    summary: 'Delete a menu that no hotline leads to',
    tag,
    params: OneMenu,
    handler: async ({ params: { menuId }, session, address }) => {
      const { hotlines: _hotlines, ...summary } = await summarize(store, await findMenu(store, menuId));
      await keepMenuChange(context, 'deleted', menuId, { session, address }, async (into) => {
        const lock = { mode: 'pessimistic_write' as const };
        if ((await into.findOne(MenuSchema, { where: { menuId }, lock })) === null) throw new UserError('notFound');
        mustBeUnused(await findUsersOfMenu(into, menuId));
        // Its versions stay: calls may be in them, and past records name them.
        await into.delete(MenuSchema, { menuId });
        return { detail: { before: summary }, result: undefined };
      });
    },
  });
  addMenuVersionRoutes(context, store);
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
