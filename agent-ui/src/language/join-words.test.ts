import { expect, it } from 'vitest';
import * as en from './en.ts';
import { joinWords } from './join-words.ts';
import * as zhCn from './zh-cn.ts';

/** `calls.outcomes.lost` and so on, with the places that are filled in. */
function keysOf(words: object, path = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && !Array.isArray(value) ? keysOf(value, `${path}${key}.`) : [`${path}${key}`],
  );
}

it('has each word in both languages, once', () => {
  expect(keysOf(joinWords(en)).sort()).toEqual(keysOf(joinWords(zhCn)).sort());
});

it('lets several features speak in one section, but refuses two words for one key', () => {
  const queue = { errors: { queueFull: 'Full' } };
  expect(joinWords({ queue, phone: { errors: { noPhone: 'None' } } })).toEqual({
    errors: { queueFull: 'Full', noPhone: 'None' },
  });
  expect(() => joinWords({ queue, other: { errors: { queueFull: 'No room' } } })).toThrow('errors.queueFull');
  expect(() => joinWords({ queue, other: { errors: 'No room' } })).toThrow('errors');
  expect(() => joinWords({ other: { errors: 'No room' }, queue })).toThrow('errors');
});
