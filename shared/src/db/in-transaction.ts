import type { DataSource, EntityManager } from 'typeorm';

const TRIES = 4;
/** The latter of a MariaDB that lets nobody lock what was changed since they began to read. */
const undone: unknown[] = ['ER_LOCK_DEADLOCK', 'ER_CHECKREAD'];

/**
 * Does `work` in one transaction, and once more from the start when the database has chosen it to end a deadlock, as it
 * may do to any of several that write the same rows at once. So `work` does nothing that a rollback does not undo.
 */
export async function inTransaction<T>(db: DataSource, work: (into: EntityManager) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await db.transaction(work);
    } catch (error) {
      const isUndone = error instanceof Error && 'code' in error && undone.includes(error.code);
      if (!isUndone || tried === TRIES) throw error;
      // Apart from one another, or they would meet again.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * tried));
    }
  }
}
