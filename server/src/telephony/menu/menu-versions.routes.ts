import {
  MenuDetail,
  MenuDifference,
  type MenuProblem,
  MenuPublish,
  MenuRollBack,
  type MenuTree,
  MenuVersion,
} from '@sansheng/shared/contracts/telephony/menu';
import { access } from '@sansheng/shared/domain/access';
import { checkMenu, compareMenus } from '@sansheng/shared/domain/check-menu';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { findMenu, findVersion, keepMenuChange, menuDetail } from './menu-detail.store.ts';
import { type MenusStore, publishMenu } from './menus.store.ts';

const tag = 'menus';
const path = '/api/v1/admin/menus';
const OneMenu = z.object({ menuId: z.string().max(40) });
const OneVersion = OneMenu.extend({ version: z.coerce.number().int().min(1) });
const Side = z.union([z.literal('draft'), z.coerce.number().int().min(1)]);

/** What of a menu is heard by callers: published, rolled back, compared. */
export function addMenuVersionRoutes(context: AppContext, store: MenusStore): void {
  const { routes } = context;
  routes.add({
    method: 'post',
    path: `${path}/:menuId/publish`,
    access: access.administration,
    summary: 'Publish the draft as a new version: calls in progress stay on theirs; `menuProblems` when a check fails',
    tag,
    params: OneMenu,
    body: MenuPublish,
    reply: MenuDetail,
    handler: async ({ params: { menuId }, body, session, address }) => {
      const menu = await findMenu(store, menuId);
      if (menu.draftRevision !== body.draftRevision) throw new UserError('conflict', { field: 'draftRevision' });
      await keepMenuChange(context, 'published', menuId, { session, address }, async (into) => {
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
      return menuDetail(store, menuId);
    },
  });
  routes.add({
    method: 'post',
    path: `${path}/:menuId/rollback`,
    access: access.administration,
    summary: 'Publish an earlier version again, with its sounds; the draft stays as it is',
    tag,
    params: OneMenu,
    body: MenuRollBack,
    reply: MenuDetail,
    handler: async ({ params: { menuId }, body, session, address }) => {
      const { tree, prompts } = await findVersion(store, menuId, body.version);
      const own = Object.entries(prompts).map(([promptId, sounds]) => ({
        promptId,
        name: promptId,
        nameEn: promptId,
        languages: Object.keys(sounds) as MenuTree['languages'],
      }));
      await keepMenuChange(context, 'rolledBack', menuId, { session, address }, async (into) => {
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
      return menuDetail(store, menuId);
    },
  });
  routes.add({
    method: 'get',
    path: `${path}/:menuId/versions/:version`,
    access: access.settings,
    summary: 'A published version: its tree, and the sounds it plays',
    tag,
    params: OneVersion,
    reply: MenuVersion,
    handler: ({ params: { menuId, version } }) => findVersion(store, menuId, version),
  });
  routes.add({
    method: 'get',
    path: `${path}/:menuId/compare`,
    access: access.settings,
    summary: 'What differs between two versions, or a version and the draft',
    tag,
    params: OneMenu,
    query: z.object({ from: Side, to: Side }),
    reply: z.object({ differences: z.array(MenuDifference) }),
    handler: async ({ params: { menuId }, query }) => {
      const treeOf = async (side: z.infer<typeof Side>) =>
        side === 'draft' ? (await findMenu(store, menuId)).draft : (await findVersion(store, menuId, side)).tree;
      return { differences: compareMenus(await treeOf(query.from), await treeOf(query.to)) };
    },
  });
}

function refuseProblems(problems: MenuProblem[]): void {
  const [first] = problems;
  if (first === undefined) return;
  const field = [first.stepId, first.field].filter(Boolean).join('.');
  throw new UserError('menuProblems', { field, detail: problems.map(({ code }) => code).join(' ') });
}
