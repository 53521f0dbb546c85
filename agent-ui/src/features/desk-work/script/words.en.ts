import type { scriptWords as Words } from './words.ts';

export const scriptWords: typeof Words = {
  audit: { things: { script: 'Script' } },
  admin: { scripts: 'Scripts' },
  script: {
    title: 'Script',
    kinds: { ordinary: 'Ordinary', returningCustomer: 'Returning', holiday: 'Holiday' },
    hint: '{customer}, {seat} and {queue} are replaced by the names. Leave empty for the standard script.',
    usual: {
      ordinary: 'Good day, this is {seat} speaking. How may I help you?',
      returningCustomer: 'Good day, {customer}, and welcome back. This is {seat} speaking. How may I help you?',
      holiday: 'Happy holidays, {customer}! This is {seat} speaking. How may I help you?',
    },
  },
};
