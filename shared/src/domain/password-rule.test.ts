import { expect, it } from 'vitest';
import { whyWeak } from './password-rule.ts';

it.each([
  ['1111111111', 'repeated'],
  ['abcabcabcabc', 'repeated'],
  ['2580258025802580', 'repeated'],
  ['1212121212aa', 'repeated'],
  ['1234567890', 'sequence'],
  ['9876543210', 'sequence'],
  ['abcdefghijkl', 'sequence'],
  ['1000000017', 'ownNumber'],
  ['1000000017abc', 'ownNumber'],
  ['short-1', 'tooShort'],
  ['password2026', 'common'],
  ['Admin@123456', 'common'],
  ['Woaini5201314', 'common'],
  ['correct horse battery', null],
  ['Sansheng-demo-1', null],
  ['中心里的三声电话铃响了', null],
  ['4071938265', null],
])('%s is %s', (password, why) => {
  expect(whyWeak(password, '1000000017')).toBe(why);
});
