import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { meantFor, revisionOf } from './revision.ts';

it('is the same for the same content, whatever order a database returns', () => {
  const revision = revisionOf({ name: '一班', needs: [{ skill: 'a', level: 1 }], note: undefined });
  expect(revisionOf({ needs: [{ level: 1, skill: 'a' }], name: '一班' })).toBe(revision);
  expect(revision).toMatch(/^[\w-]{22}$/);
});

it.each([
  ['a text', { a: '1' }, { a: '2' }],
  ['a type', { a: 1 }, { a: '1' }],
  ['nothing', { a: null }, {}],
  ['the order of a list', { a: [1, 2] }, { a: [2, 1] }],
  ['a key for its value', { a: ['b', 1] }, { a: { b: 1 } }],
])('tells apart by %s', (_what, one, other) => {
  expect(revisionOf(one)).not.toBe(revisionOf(other));
});

it.each([
  [undefined, undefined],
  ['*', undefined],
  ['', undefined],
  ['"abc"', 'abc'],
  ['W/"abc"', 'abc'],
  ['abc', 'abc'],
])('reads If-Match %s as %s', (header, revision) => {
  expect(meantFor({ headers: { 'if-match': header } } as IncomingMessage)).toBe(revision);
});
