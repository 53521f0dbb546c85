/** The menu of a new center, and its built-in prompts; also for centers that had it built in. */
import type { MenuTree } from '../contracts/telephony/menu.ts';

/** Prompts that are made with the center, by id; their sound is `builtin/<language>/<id>` in the store of prompts. */
export const builtInPrompts = [
  {
    promptId: 'greeting',
    name: '欢迎词',
    nameEn: 'Greeting',
    zh: '您好，欢迎致电三声客服中心。为了保证服务质量，您的通话可能会被录音。',
    en: 'Hello, and welcome to the Sansheng service center. This call may be recorded to keep our service good.',
  },
  {
    promptId: 'please-hold',
    name: '请稍候',
    nameEn: 'Please hold',
    zh: '现在坐席全忙，请您稍候，我们会尽快为您接通。',
    en: 'All our seats are busy. Please hold the line; we will be with you as soon as we can.',
  },
  {
    promptId: 'menu',
    name: '主菜单',
    nameEn: 'Main menu',
    zh: '普通业务请按一，投诉请按二，重听请按零。',
    en: 'For general service press one. For complaints press two. To hear this again press zero.',
  },
  {
    promptId: 'thank-you-goodbye',
    name: '感谢再见',
    nameEn: 'Thank you, goodbye',
    zh: '感谢您的来电，再见。',
    en: 'Thank you for calling. Goodbye.',
  },
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
