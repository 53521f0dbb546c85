import { createHash } from 'node:crypto';

/** A seat in a queue: `turn` 0 is asked first, `listed` is its place in the list. */
export interface Member {
  employeeNo: string;
  turn: number;
  listed: number;
}

/**
 * Puts queues that are served by the same seats in the same way into one pool, so that a seat that becomes free looks at
 * one set of waiting calls however many queues it serves. Returns queue id -> pool id; a pool's id follows from what it is.
 */
export function makePools(
  queues: {
    queueId: string;
    strategy: string;
    members: Member[];
    /** Queues whose seats it may borrow; a borrowed seat serves the whole pool. */
    borrowFrom?: string[];
    borrowAfterSeconds?: number;
  }[],
): Map<string, string> {
  return new Map(
    queues.map(({ queueId, strategy, members, borrowFrom = [], borrowAfterSeconds = 0 }) => {
      const sorted = members.toSorted((a, b) => a.employeeNo.localeCompare(b.employeeNo));
      const places = strategy === 'linear';
      const shape = sorted.map(({ employeeNo, turn, listed }) => [employeeNo, turn, places ? listed : 0]);
      const borrows = borrowAfterSeconds > 0 ? [borrowAfterSeconds, ...borrowFrom.toSorted()] : [];
      return [
        queueId,
        createHash('sha256')
          .update(JSON.stringify([strategy, shape, borrows]))
          .digest('hex')
          .slice(0, 12),
      ];
    }),
  );
}
