import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeWords } from './merge-words.ts';

const note = (base: string, mine: string, theirs: string) => {
  const words = (text: string) => ({ categoryId: '', result: '' as const, note: text });
  return mergeWords(words(base), words(mine), words(theirs)).note;
};

it.each([
  ['', 'a', '', 'a'],
  ['', '', 'b', 'b'],
  ['', 'a', 'b', 'b\na'],
  ['one two', 'one! two', 'one two three', 'one! two three'],
  ['one two', 'one two three', 'zero one two', 'zero one two three'],
  ['one', 'one two', 'one two three', 'one two three'],
  ['one two three', 'three', 'one two three four', 'three four'],
  ['one', 'uno', 'eins', 'eins\nuno'],
])('%j written as %j here and %j there is %j', (base, mine, theirs, merged) => {
  expect(note(base, mine, theirs)).toBe(merged);
});

it('keeps what either side has added, whatever both have written', () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/);
  fc.assert(
    fc.property(word, word, word, fc.nat(8), fc.nat(8), (base, x, y, atX, atY) => {
      const put = (text: string, at: number) => base.slice(0, at) + text + base.slice(at);
      const mine = put(`<${x}>`, Math.min(atX, base.length));
      const theirs = put(`[${y}]`, Math.min(atY, base.length));
      const merged = note(base, mine, theirs);
      expect(merged).toContain(`<${x}>`);
      expect(merged).toContain(`[${y}]`);
    }),
  );
});

it('prefers a choice made here to one made there', () => {
  const base = { categoryId: '', result: '' as const, note: '' };
  const mine = { ...base, categoryId: 'billing' };
  const theirs = { ...base, categoryId: 'other', result: 'resolved' as const };
  expect(mergeWords(base, mine, theirs)).toEqual({ categoryId: 'billing', result: 'resolved', note: '' });
});
