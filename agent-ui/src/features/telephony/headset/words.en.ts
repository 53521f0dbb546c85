import type { headsetWords as Words } from './words.ts';

export const headsetWords: typeof Words = {
  headset: {
    title: 'Headset buttons',
    none: 'Not linked. Once linked, the headset can answer, hang up and mute.',
    linked: '{{name}} is linked',
    link: 'Link',
    change: 'Change',
    unavailable: 'This browser does not support headset buttons; use Chrome or Edge over https://.',
  },
};
