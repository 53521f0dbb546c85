import { expect, it } from 'vitest';
import { readCursor, readTimeCursor, writeCursor } from './page-cursor.ts';

it('reads what it wrote, and nothing else', () => {
  const cursor = { key: 1_795_288_929_945, id: 'c.1-王' };
  expect(readCursor(writeCursor(cursor))).toEqual(cursor);
  expect(readTimeCursor(writeCursor(cursor))).toEqual(cursor);
  expect(readCursor(undefined)).toBeNull();
  expect(() => readCursor('')).toThrow('badRequest');
  expect(() => readCursor('nonsense')).toThrow('badRequest');
  expect(() => readTimeCursor(writeCursor({ key: 'wang', id: '1' }))).toThrow('badRequest');
});
