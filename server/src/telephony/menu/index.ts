import type { AppContext } from '../../platform/app-context.ts';
import type { LiveState } from '../live-state/index.ts';
import { addPromptRoutes, type PromptStore, type QueuePrompts } from '../prompts/index.ts';
import { type CallMenu, createMenu, type MenuParts } from './menu.ts';
import { createMenuStore } from './menu.store.ts';
import { addMenuRoutes } from './menus.routes.ts';
import { createMenusStore } from './menus.store.ts';
import { createPublishedMenus } from './published-menus.store.ts';

export type { CallMenu } from './menu.ts';

/** Menus: editing over HTTP, and the callers' way through the published ones. */
export async function menuFeature(
  context: AppContext,
  state: LiveState,
  prompts: PromptStore,
  /** Menus play prompts of the library too. */
  queues: Pick<QueuePrompts, 'usedVersions'>,
  parts: Omit<MenuParts, 'store' | 'menus'>,
): Promise<CallMenu> {
  const store = createMenusStore(context.db, prompts);
  const menus = createPublishedMenus(context.db, prompts);
  await menus.load();
  parts.queues.onChange(() => menus.load());
  addMenuRoutes(context, store);
  const usedVersions = async () => (await store.usedVersions()).union(queues.usedVersions());
  addPromptRoutes(context, { store: prompts, usedVersions });
  return createMenu({ ...parts, store: createMenuStore(state), menus });
}
