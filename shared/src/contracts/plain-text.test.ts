import { describe, expect, it } from 'vitest';
import { Instant } from './instant.ts';
import { findUnstorable, ownId, plainName } from './plain-text.ts';

describe('what cannot be kept', () => {
  it.each<[string, unknown, string | null]>([
    ['a text', '王芳 👍 é', null],
    ['a lone surrogate', 'x\ud800', ''],
    ['its other half', { name: '\udc00x' }, 'name'],
    ['NUL', { a: [{ b: 'x' }, { b: 'x\0y' }] }, 'a.1.b'],
    ['a key', { a: { '\ud800': 1 } }, 'a'],
    ['the first of two', { a: '\0', b: '\0' }, 'a'],
    ['numbers, null, nothing', [1, null, undefined, true], null],
  ])('finds %s', (_what, value, path) => {
    expect(findUnstorable(value)).toBe(path);
  });

  it('is found at any depth', () => {
    let value: unknown = 'x\0';
    for (let depth = 0; depth < 100_000; depth += 1) value = [value];
    expect(findUnstorable(value)).toMatch(/^0\.0/);
  });
});

it('removes from a name what would make it look like another', () => {
  const name = plainName();
  expect(name.parse(' 王\u202e芳\u200b\ufeff ')).toBe('王芳');
  expect(name.parse('a\r\nb\tc\u0007')).toBe('a b c');
  expect(name.parse('👨‍👩‍👧 José')).toBe('👨‍👩‍👧 José');
  expect(name.safeParse('\u202e\u200b ').success).toBe(false);
});

it('accepts as an id only what can be one', () => {
  expect(ownId(10).safeParse('a-1:b').success).toBe(true);
  for (const text of ['١٢٣', 'İ', '何涛', 'ß', 'a\n', '12345678901'])
    expect(ownId(10).safeParse(text).success).toBe(false);
});

it('accepts dates with which arithmetic works', () => {
  for (const given of ['0', '1763700000000', '2026-01-01T00:00:00Z'])
    expect(Instant.safeParse(given).success).toBe(true);
  for (const given of ['-1', '8640000000000001', '1e300', 'NaN', '0000-01-01T00:00:00Z', '9999-12-31T00:00:00Z', 'x'])
    expect(Instant.safeParse(given).success).toBe(false);
});
