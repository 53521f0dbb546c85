import type { DataSource } from 'typeorm';

/** Owners of open matters to consider, the oldest matter first. */
const OWNERS = 5;

/**
 * The seat that should have a customer's call first (首问负责制, 最近坐席): the owner of the oldest open matter, else the seat
 * that talked with the customer last. Seats that are not signed in are skipped. Null when nobody is left. At most two
 * indexed reads.
 */
export async function findOwnSeat(
  db: DataSource,
  customerId: string,
  isSignedIn: (agentId: string) => Promise<boolean>,
): Promise<string | null> {
  const owners: { ownerId: string }[] = await db.query(
    `SELECT ownerId FROM matters WHERE customerId = ? AND status = 'open' AND ownerId IS NOT NULL ORDER BY openedAtMs LIMIT ${OWNERS}`,
    [customerId],
  );
  for (const { ownerId } of owners) if (await isSignedIn(ownerId)) return ownerId;
  const [call]: { agentId: string }[] = await db.query(
    `SELECT agentId FROM calls WHERE customerId = ? AND agentId IS NOT NULL ORDER BY arrivedAtMs DESC LIMIT 1`,
    [customerId],
  );
  return call !== undefined && (await isSignedIn(call.agentId)) ? call.agentId : null;
}
