import type { DataSource, EntityManager } from 'typeorm';

const TRIES = 4;
/** The latter comes from MariaDB, which refuses to lock rows changed since the transaction's snapshot. */
const undone: unknown[] = ['ER_LOCK_DEADLOCK', 'ER_CHECKREAD'];

/**
 * Does `work` in one transaction, and repeats it from the start when the database rolled it back to break a deadlock,
 * as may happen to any of several writers of the same rows. So `work` does nothing that a rollback does not undo.
 */
export async function inTransaction<T>(db: DataSource, work: (into: EntityManager) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await db.transaction(work);
    } catch (error) {
      const isUndone = error instanceof Error && 'code' in error && undone.includes(error.code);
      if (!isUndone || tried === TRIES) throw error;
      // With random delays, or they would collide again.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * tried));
    }
  }
}
