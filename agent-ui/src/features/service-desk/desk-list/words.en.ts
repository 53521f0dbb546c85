import type { deskListWords as Words } from './words.ts';

export const deskListWords: typeof Words = { deskList: { work: 'Work on it' } };
