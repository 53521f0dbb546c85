import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { inTime } from '../../platform/in-time.ts';

export interface OwnSeatParts {
  db: DataSource;
  /** Who answers for what is open with a customer, in the order in which they are to be asked. */
  caseOwnersOf: (customerId: string) => Promise<string[]>;
  isSignedIn: (agentId: string) => Promise<boolean>;
  log: Logger;
}

/** If the owners are not known by then, the last seat is asked for. */
const OWNERS_MS = 200;

/**
 * The seat that should have a customer's call first (首问负责制, 最近坐席): who answers for what is open with them, else the
 * seat that talked with the customer last. Seats that are not signed in are skipped. Null when nobody is left.
 */
export async function findOwnSeat(
  { db, caseOwnersOf, isSignedIn, log }: OwnSeatParts,
  customerId: string,
): Promise<string | null> {
  const owners = (await inTime(log, OWNERS_MS, caseOwnersOf(customerId))) ?? [];
  for (const ownerId of owners) if (await isSignedIn(ownerId)) return ownerId;
  const [call]: { agentId: string }[] = await db.query(
    `SELECT agentId FROM calls WHERE customerId = ? AND agentId IS NOT NULL ORDER BY arrivedAtMs DESC LIMIT 1`,
    [customerId],
  );
  return call !== undefined && (await isSignedIn(call.agentId)) ? call.agentId : null;
}
