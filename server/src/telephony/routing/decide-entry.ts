import type { HotlineRow, QueueRow } from '@sansheng/shared/tables/telephony/queues';
import type { QueueEntry } from './routing.store.ts';

/** The caller, as far as the look-up by number could tell. */
export interface Caller {
  customerId: string | null;
  tier: string | null;
}

/** Whether routing has to know who calls before it can queue the call. */
function asksWhoCalls(queue: QueueRow | undefined): queue is QueueRow {
  return queue !== undefined && (queue.ownSeatWaitSeconds > 0 || Object.keys(queue.tierPriorities).length > 0);
}

/**
 * What routing considers besides the queue itself: priority by the customer's tier, else by the hotline, and the
 * customer's own seat. `findOwnSeat` is called only if the queue waits for that seat.
 */
export async function decideEntry(
  queue: QueueRow | undefined,
  hotline: HotlineRow | undefined,
  findCaller: () => Promise<Caller | null>,
  findOwnSeat: (customerId: string) => Promise<string | null>,
): Promise<QueueEntry> {
  const ofHotline = hotline?.priority ?? null;
  const caller = asksWhoCalls(queue) ? await findCaller() : null;
  const ownAgent =
    queue !== undefined && queue.ownSeatWaitSeconds > 0 && caller?.customerId != null
      ? await findOwnSeat(caller.customerId)
      : null;
  const ofTier = caller?.tier == null ? undefined : queue?.tierPriorities[caller.tier];
  const priority = ofTier ?? ofHotline;
  return { ...(priority !== null && { priority }), ...(ownAgent !== null && { ownAgent }) };
}
