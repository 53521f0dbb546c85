import type { EntityManager } from 'typeorm';
import { FIGURE_INTERVAL_MS } from '../domain/figures.ts';
import { markStale } from './count-figures.ts';

/**
 * Makes `keptId` represent these files from now on, and recounts their contacts: a call may now turn out to be a repeat
 * call of a known customer. `formerId`: the file that represented them until now, whose contacts change too.
 */
export async function standFor(
  write: EntityManager,
  { keptId, customerIds, formerId }: { keptId: string; customerIds: readonly string[]; formerId: string },
): Promise<void> {
  await write.query(
    `INSERT INTO merged_customers (customerId, fileId) VALUES ? ON DUPLICATE KEY UPDATE fileId = VALUES(fileId)`,
    [customerIds.map((customerId) => [customerId, keptId])],
  );
  const contacts: { startMs: number }[] = await write.query(
    `SELECT DISTINCT c.arrivedAtMs - MOD(c.arrivedAtMs, ${FIGURE_INTERVAL_MS}) AS startMs
     FROM merged_customers m JOIN calls c ON c.customerId = m.customerId AND c.categoryId IS NOT NULL
     WHERE m.fileId IN (?)`,
    [[keptId, formerId]],
  );
  await markStale(
    write,
    contacts.map(({ startMs }) => startMs),
  );
}

/** These customers under all the files that they have. */
export async function withMergedFiles(write: EntityManager, customerIds: readonly string[]): Promise<string[]> {
  if (customerIds.length === 0) return [];
  const same: { customerId: string }[] = await write.query(
    `SELECT same.customerId FROM merged_customers own JOIN merged_customers same ON same.fileId = own.fileId
     WHERE own.customerId IN (?)`,
    [customerIds],
  );
  return [...new Set([...customerIds, ...same.map(({ customerId }) => customerId)])];
}
