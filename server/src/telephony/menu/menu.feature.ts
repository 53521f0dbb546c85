import type { AppContext } from '../../platform/app-context.ts';
import type { Deadlines } from '../deadlines/index.ts';
import type { Identification } from '../identify/index.ts';
import type { LiveState } from '../live-state/index.ts';
import { addPromptRoutes, type PromptStore, type QueuePrompts } from '../prompts/index.ts';
import type { Takers } from '../wing-parts.ts';
import { createMenu, type MenuParts } from './menu.ts';
import { createMenuStore } from './menu.store.ts';
import { addMenuRoutes } from './menus.routes.ts';
import { createMenusStore } from './menus.store.ts';
import { createPublishedMenus } from './published-menus.store.ts';

export interface MenuWing extends Pick<MenuParts, 'calls' | 'queues' | 'media' | 'endCall' | 'log'> {
  context: AppContext;
  state: LiveState;
  promptStore: PromptStore;
  /** Menus play prompts of the library too. */
  queuePrompts: Pick<QueuePrompts, 'usedVersions'>;
  identification: Pick<Identification, 'identifyByDigits'>;
  routing: Pick<MenuParts, 'queueCall'>;
  overflow: Pick<MenuParts, 'forward'>;
  deadlines: Deadlines;
  takers: Takers;
}

/** Menus: editing over HTTP, and the callers' way through the published ones. */
export async function menuFeature(wing: MenuWing): Promise<void> {
  const { context, state, promptStore, queuePrompts, queues, deadlines, takers } = wing;
  const store = createMenusStore(context.db, promptStore);
  const menus = createPublishedMenus(context.db, promptStore);
  await menus.load();
  queues.onChange(() => menus.load());
  addMenuRoutes(context, store);
  const usedVersions = async () => (await store.usedVersions()).union(queuePrompts.usedVersions());
  addPromptRoutes(context, { store: promptStore, usedVersions });

  const menu = createMenu({
    ...wing,
    store: createMenuStore(state),
    menus,
    identify: wing.identification.identifyByDigits,
    queueCall: wing.routing.queueCall,
    forward: wing.overflow.forward,
  });
  deadlines.on('menu', ({ callId }) => menu.timedOut(callId));
  takers.add({
    name: 'menu',
    order: 20,
    async atHotline(callId, hotline) {
      if (hotline.menu === null) return false;
      await menu.start(callId, hotline.menu);
      return true;
    },
    keys: { in: 'arrived', press: menu.press },
  });
}
