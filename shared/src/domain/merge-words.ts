import { type Draft, MAX_NOTE } from '../contracts/telephony/wrap-up.ts';

export type Words = Pick<Draft, 'categoryId' | 'result' | 'note'>;

export const areSame = (a: Words, b: Words): boolean =>
  a.categoryId === b.categoryId && a.result === b.result && a.note === b.note;

/**
 * Merges two pages' edits of the same text: the result has the changes of both, and `mine` wins where they choose
 * differently.
 */
export function mergeWords(base: Words, mine: Words, theirs: Words): Words {
  return {
    categoryId: mine.categoryId === base.categoryId ? theirs.categoryId : mine.categoryId,
    result: mine.result === base.result ? theirs.result : mine.result,
    note: mergeNotes(base.note, mine.note, theirs.note).slice(0, MAX_NOTE).toWellFormed(),
  };
}

function mergeNotes(base: string, mine: string, theirs: string): string {
  if (mine === base || theirs.startsWith(mine)) return theirs;
  if (theirs === base || mine.startsWith(theirs)) return mine;
  const here = changeOf(base, mine);
  const there = changeOf(base, theirs);
  // Changed in different places: both changes are made.
  if (here.to < there.from) return `${base.slice(0, here.from)}${here.text}${theirs.slice(here.to)}`;
  if (there.to < here.from) return `${base.slice(0, there.from)}${there.text}${mine.slice(there.to)}`;
  return [theirs, here.text].filter((part) => part.trim() !== '').join('\n');
}

/** The one stretch of `base` in place of which `text` stands in `changed`. */
function changeOf(base: string, changed: string): { from: number; to: number; text: string } {
  const shorter = Math.min(base.length, changed.length);
  let from = 0;
  while (from < shorter && base[from] === changed[from]) from += 1;
  let same = 0;
  while (same < shorter - from && base.at(-1 - same) === changed.at(-1 - same)) same += 1;
  return { from, to: base.length - same, text: changed.slice(from, changed.length - same) };
}
