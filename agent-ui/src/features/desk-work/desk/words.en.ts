import type { deskWords as Words } from './words.ts';

export const deskWords: typeof Words = { nav: { desk: 'Desk' } };
