import { expect, it } from 'vitest';
import { readCursor, readTimeCursor, writeCursor } from './page-cursor.ts';

it('reads what it wrote, and nothing else', () => {
  const cursor = { key: 1_795_288_929_945, id: 'c.1-wang' };
  expect(readCursor(writeCursor(cursor))).toEqual(cursor);
  expect(readTimeCursor(writeCursor(cursor))).toEqual(cursor);
  expect(readCursor(undefined)).toBeNull();
  expect(readCursor(writeCursor({ key: '王', id: '1' }))).toEqual({ key: '王', id: '1' });
  for (const forged of [
    { key: 1, id: '王' },
    { key: 'x\0', id: '1' },
    { key: '\ud800', id: '1' },
  ]) {
    expect(() => readCursor(writeCursor(forged))).toThrow('badRequest');
  }
  expect(() => readCursor('')).toThrow('badRequest');
  expect(() => readCursor('nonsense')).toThrow('badRequest');
  expect(() => readTimeCursor(writeCursor({ key: 'wang', id: '1' }))).toThrow('badRequest');
});
