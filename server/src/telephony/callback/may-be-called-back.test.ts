import { expect, it } from 'vitest';
import { mayBeCalledBack } from './may-be-called-back.ts';

it.each([
  ['13800138000', true],
  ['+8613800138000', true],
  ['01088881234', true],
  ['', false],
  ['anonymous', false],
  ['10086', false],
  ['+17676160000', false],
  ['12593013800138000', true],
  ['138/n', false],
])('%s is dialled: %s', (callerNumber, is) => {
  expect(mayBeCalledBack({ callerNumber }, { country: 'CN', areaCode: '010' })).toBe(is);
});
