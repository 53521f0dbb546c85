import { readNumber } from '@sansheng/shared/domain/phone-number';
import { expect, it } from 'vitest';
import { mayDial } from './may-dial.ts';

const plan = { country: 'CN', areaCode: '10' };
const home = { isHomeAllowed: true, prefixes: [], denied: [] };
const nothing = { isHomeAllowed: false, prefixes: [], denied: [] };

it.each([
  ['13800138000', [home], true],
  ['010 8888 1234', [home], true],
  ['+852 2123 4567', [home], false],
  ['+852 2123 4567', [{ ...home, prefixes: ['+852'] }], true],
  ['10086', [home], false],
  ['10086', [{ ...home, prefixes: ['100'] }], true],
  ['400 810 0000', [{ ...nothing, prefixes: ['400'] }], true],
  ['13800138000', [{ ...home, denied: ['138'] }], false],
  ['13800138000', [{ ...home, denied: ['+86138'] }], false],
  ['13800138000', [{ ...home, denied: ['138'] }, home], true],
  ['13800138000', [nothing], false],
  ['13800138000', [], false],
])('%s with %j: %s', (number, rules, is) => {
  expect(mayDial(readNumber(number, plan), rules)).toBe(is);
});
