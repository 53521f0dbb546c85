import { expect, it } from 'vitest';
import { readCursor, writeCursor } from './page-cursor.ts';

it('reads what it wrote, and nothing else', () => {
  const cursor = { arrivedAtMs: 1_795_288_929_945, callId: 'c.1-王' };
  expect(readCursor(writeCursor(cursor))).toEqual(cursor);
  expect(readCursor('')).toBeNull();
  expect(readCursor('nonsense')).toBeNull();
});
