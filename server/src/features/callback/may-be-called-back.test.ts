import { expect, it } from 'vitest';
import { mayBeCalledBack } from './may-be-called-back.ts';

it.each([
  ['13800138000', 'mobile', true],
  ['+8613800138000', 'mobile', true],
  ['01088881234', 'landline', true],
  ['', 'withheld', false],
  ['10086', 'serviceNumber', false],
  ['+17676160000', 'international', false],
  ['13800138000', '', false],
  ['13800138000@elsewhere', 'mobile', false],
  ['138/n', 'mobile', false],
])('%s (%s) is dialled: %s', (callerNumber, numberKind, is) => {
  expect(mayBeCalledBack({ callerNumber, numberKind })).toBe(is);
});
