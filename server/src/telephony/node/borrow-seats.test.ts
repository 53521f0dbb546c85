import { expect, it } from 'vitest';
import { shouldBorrow } from './borrow-seats.ts';

it.each([
  ['begins when the longest wait passes the limit', false, 20_001, 20_000, true],
  ['does not begin before', false, 20_000, 20_000, false],
  ['goes on until half of it', true, 10_001, 20_000, true],
  ['ends at half of it', true, 10_000, 20_000, false],
  ['ends when nobody waits', true, null, 20_000, false],
  ['never begins without a limit', false, 1e9, 0, false],
] as const)('%s', (_, isBorrowing, waitMs, limitMs, expected) => {
  expect(shouldBorrow(isBorrowing, waitMs, limitMs)).toBe(expected);
});
