import type { DataSource } from 'typeorm';

/**
 * The seat that should have a customer's call first (首问负责制, 最近坐席): who owns the oldest open matter, else who talked
 * with the customer last. Null when nobody did. Two indexed reads at most.
 */
export async function findOwnSeat(db: DataSource, customerId: string): Promise<string | null> {
  const [matter]: { ownerId: string }[] = await db.query(
    `SELECT ownerId FROM matters WHERE customerId = ? AND status = 'open' AND ownerId IS NOT NULL ORDER BY openedAtMs LIMIT 1`,
    [customerId],
  );
  if (matter !== undefined) return matter.ownerId;
  const [call]: { agentId: string }[] = await db.query(
    `SELECT agentId FROM calls WHERE customerId = ? AND agentId IS NOT NULL ORDER BY arrivedAtMs DESC LIMIT 1`,
    [customerId],
  );
  return call?.agentId ?? null;
}
