import { findUnstorable, isOwnId } from '@sansheng/shared/contracts/plain-text';
import { UserError } from './user-error.ts';

/** Where a page of a list ended: the next one begins behind this row. */
export interface PageCursor<Key extends string | number = string | number> {
  /** What the list is ordered by. */
  key: Key;
  /** Orders rows of the same key. */
  id: string;
}

export function writeCursor({ key, id }: PageCursor): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url');
}

/** Null without a cursor. Throws `badRequest` for one that we did not issue. */
export function readCursor(text: string | undefined): PageCursor | null {
  if (text === undefined) return null;
  try {
    const [key, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    const isKey = typeof key === 'number' || (typeof key === 'string' && findUnstorable(key) === null);
    if (isKey && typeof id === 'string' && isOwnId(id)) return { key, id };
  } catch {
    // Like any other that we did not issue.
  }
  throw new UserError('badRequest', { field: 'cursor' });
}

/** Splits `limit` + 1 rows into the page and the cursor of the next one; null after the last page. */
export function cutPage<Row>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (last: Row) => PageCursor,
): { page: Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, nextCursor: rows.length > limit && last !== undefined ? writeCursor(cursorOf(last)) : null };
}

/** For a list in the order of time. */
export function readTimeCursor(text: string | undefined): PageCursor<number> | null {
  const cursor = readCursor(text);
  if (cursor === null) return null;
  if (typeof cursor.key !== 'number') throw new UserError('badRequest', { field: 'cursor' });
  return { key: cursor.key, id: cursor.id };
}
