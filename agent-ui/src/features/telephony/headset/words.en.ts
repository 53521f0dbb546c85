import type { headsetWords as Words } from './words.ts';

export const headsetWords: typeof Words = {
  headset: {
    title: 'Headset buttons',
    none: 'Not linked; once it is, the headset answers, hangs up and mutes.',
    linked: '{{name}} is linked',
    link: 'Link',
    change: 'Change',
    unavailable: 'This browser cannot hear headset buttons; use Chrome or Edge over https://.',
  },
};
