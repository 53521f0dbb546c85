/**
 * True when the event itself is faulty: a value that does not fit (SQL state 22 and MySQL's 1366), a broken constraint
 * (23), or a bug of ours that the event brings out. Everything else (no connection, a full disk, a lock, a table not
 * there yet) passes with time: waiting loses nothing, giving up would.
 */
export function isFaultOfEvent(error: unknown): boolean {
  const { code, sqlState } = error as { code?: unknown; sqlState?: unknown };
  if (code === 'ER_TRUNCATED_WRONG_VALUE_FOR_FIELD') return true;
  if (typeof sqlState === 'string') return /^2[23]/.test(sqlState);
  return error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
}
