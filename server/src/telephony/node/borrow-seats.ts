import type { QueueRow } from '@sansheng/shared/tables/telephony/queues';
import type { Logger } from 'pino';
import type { LiveState } from '../live-state/index.ts';
import type { QueueSettings } from '../queues/index.ts';
import type { RoutingStore } from '../routing/index.ts';
import { createLoanStore } from './borrow-seats.store.ts';

/** How often waiting times are compared with the queues' limits. */
const LOOK_MS = 1000;

/**
 * Whether a queue borrows seats now: from the moment its longest wait exceeds the limit until it is under half of it,
 * so that lending does not flicker.
 */
export function shouldBorrow(isBorrowing: boolean, longestWaitMs: number | null, limitMs: number): boolean {
  if (limitMs <= 0 || longestWaitMs === null) return false;
  return longestWaitMs > (isBorrowing ? limitMs / 2 : limitMs);
}

/**
 * Lends the seats of other queues to a queue whose longest wait is too long, and gives them back by itself. A lent seat
 * serves its own queues first. Loans are stored in Redis, so any server can end them.
 */
export function createSeatBorrowing({
  state,
  queues,
  routingStore,
  log,
}: {
  state: LiveState;
  queues: QueueSettings;
  routingStore: RoutingStore;
  log: Logger;
}) {
  const store = createLoanStore(state);
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;

  async function look(): Promise<void> {
    const nowMs = Date.now();
    // The queues of a pool borrow alike, and what is lent to it serves them all.
    const byPool = Map.groupBy(queues.activeQueues(), (queue) => queues.poolOf(queue.queueId));
    for (const [pool, members] of byPool) {
      const queue = members[0] as QueueRow;
      const wanted = queue.borrowFrom.map((queueId) => queues.poolOf(queueId)).filter((lender) => lender !== pool);
      const lent = await store.lendersOf(pool);
      if (wanted.length === 0 && lent.length === 0) continue;
      const oldest = await store.oldestArrivalMs(members.map(({ queueId }) => queueId));
      const borrows = shouldBorrow(
        lent.length > 0,
        oldest === null ? null : nowMs - oldest,
        queue.borrowAfterSeconds * 1000,
      );
      const target = borrows ? wanted : [];
      const ended = lent.filter((one) => !target.includes(one));
      const begun = target.filter((one) => !lent.includes(one));
      if (ended.length + begun.length === 0) continue;
      await store.change(pool, { begun, ended });
      log.info(
        { queueIds: members.map(({ queueId }) => queueId), from: borrows ? queue.borrowFrom : [] },
        borrows ? 'seats borrowed' : 'seats given back',
      );
      if (borrows) await routingStore.matchPool(pool);
    }
  }

  async function run(): Promise<void> {
    try {
      await look();
    } catch (error) {
      log.warn({ err: error }, 'could not check borrowing, will retry');
    }
    if (isRunning) timer = setTimeout(run, LOOK_MS);
  }
  return {
    look,
    start(): void {
      if (isRunning) return;
      isRunning = true;
      void run();
    },
    stop(): void {
      isRunning = false;
      clearTimeout(timer);
    },
  };
}
