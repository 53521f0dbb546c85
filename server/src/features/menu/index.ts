import type { AppContext } from '../../app-context.ts';
import type { LiveState } from '../live-state/index.ts';
import { addPromptRoutes, createPromptStore } from '../prompts/index.ts';
import { type CallMenu, createMenu, type MenuParts } from './menu.ts';
import { createMenuStore } from './menu.store.ts';
import { addMenuRoutes } from './menus.routes.ts';
import { createMenusStore } from './menus.store.ts';
import { createPublishedMenus } from './published-menus.store.ts';

export type { CallMenu } from './menu.ts';

/** Menus: their editing over HTTP, and the way of callers through the published ones. */
export async function menuFeature(
  context: AppContext,
  state: LiveState,
  parts: Omit<MenuParts, 'store' | 'menus'>,
): Promise<CallMenu> {
  const prompts = createPromptStore(context.db, context.env.PROMPT_STORE);
  const store = createMenusStore(context.db, prompts);
  const menus = createPublishedMenus(context.db, prompts);
  await menus.load();
  parts.queues.onChange(() => menus.load());
  addMenuRoutes(context, store);
  addPromptRoutes(context, { store: prompts, uses: store });
  return createMenu({ ...parts, store: createMenuStore(state), menus });
}
