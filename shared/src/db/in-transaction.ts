import type { DataSource, EntityManager } from 'typeorm';

type Isolation = 'READ COMMITTED' | 'REPEATABLE READ';
type Work<T> = (into: EntityManager) => Promise<T>;

const TRIES = 5;
/** Longest wait for a row that another transaction holds; the database's own limit, 50 s, is longer than people wait. */
const LOCK_WAIT_SECONDS = 10;
/** No attempt begins later than this after the first. */
const LAST_TRY_MS = 20_000;
/**
 * The database undid it for the sake of another transaction: to break a deadlock, after too long a wait for a row, or
 * because a row changed after the reads began (MariaDB).
 */
const undoneCodes: unknown[] = ['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD'];

/**
 * Runs `work` in one transaction, and again from the start if the database undid it for the sake of another, as may happen
 * whenever several write the same rows at once. So `work` must not do anything that a rollback does not undo: messages,
 * and changes in Redis or Asterisk, come after the commit. Throws the last error when no attempt came through.
 */
export async function inTransaction<T>(db: DataSource, ...given: [Work<T>] | [Isolation, Work<T>]): Promise<T> {
  const [isolation, work] = given.length === 2 ? given : (['REPEATABLE READ', given[0]] as const);
  const startedMs = performance.now();
  for (let tried = 1; ; tried += 1) {
    try {
      return await db.transaction(isolation, async (into) => {
        await into.query(`SET innodb_lock_wait_timeout = ${LOCK_WAIT_SECONDS}`);
        return work(into);
      });
    } catch (error) {
      const isUndone = error instanceof Error && 'code' in error && undoneCodes.includes(error.code);
      if (!isUndone || tried === TRIES || performance.now() - startedMs > LAST_TRY_MS) throw error;
      // Apart from one another, or they would meet again: up to 20, 40, 80, 160 ms.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** tried));
    }
  }
}
