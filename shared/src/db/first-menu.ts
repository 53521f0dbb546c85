/** The menu a center begins with, and the prompts that come with it: for new centers and for those that had it built in. */
import type { MenuTree } from '../contracts/menu.ts';

/** Prompts that are made with the center, by id; their sound is `builtin/<language>/<id>` in the store of prompts. */
export const builtInPrompts = [
  { promptId: 'greeting', name: '欢迎词', nameEn: 'Greeting' },
  { promptId: 'please-hold', name: '请稍候', nameEn: 'Please hold' },
  { promptId: 'menu', name: '主菜单', nameEn: 'Main menu' },
  { promptId: 'thank-you-goodbye', name: '感谢再见', nameEn: 'Thank you, goodbye' },
];

/** What hotline 4001 plays: 1 general service, 2 complaints, 0 again. */
export const mainMenu: MenuTree = {
  languages: ['zh'],
  firstStep: 'main',
  fallbackQueueId: 'service',
  steps: [
    {
      kind: 'choice',
      stepId: 'main',
      name: '主菜单',
      prompts: ['menu'],
      timeoutMs: 8000,
      rounds: 3,
      wrongKeyPrompts: [],
      choices: [
        { digit: '1', label: '普通业务', to: { kind: 'queue', queueId: 'service', priority: null, needs: [] } },
        { digit: '2', label: '投诉', to: { kind: 'queue', queueId: 'complaints', priority: null, needs: [] } },
        { digit: '0', label: '重听', to: { kind: 'repeat' } },
      ],
      otherwise: { kind: 'queue', queueId: 'service', priority: null, needs: [] },
    },
  ],
};
/** What that version plays. */
export const mainMenuPrompts = { menu: { zh: { version: 1, file: 'builtin/zh/menu' } } };
