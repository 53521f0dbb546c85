import { type DeadlineKind, type DueDeadline, deadlineKinds, readDeadline } from './deadline-kinds.ts';
import type { DeadlineHandlers } from './run-deadlines.ts';

/** Where a feature says which deadlines it deals with. */
export interface Deadlines {
  /** `handler` is called once the deadline has passed, again until the transition it calls for has dropped it. */
  on<K extends DeadlineKind>(kind: K, handler: (due: DueDeadline<K>) => Promise<unknown>): void;
}

/** Throws when two features want the same deadline, and, once all have registered, when nobody wants one. */
export function createDeadlines(): Deadlines & { handlers(): DeadlineHandlers } {
  const handlers: DeadlineHandlers = {};
  return {
    on(kind, handler) {
      if (handlers[kind] !== undefined)
        throw new Error(`Two features registered the deadline "${kind}": one of them has to give it up.`);
      handlers[kind] = (...parts) => handler(readDeadline(kind, parts));
    },
    handlers() {
      const missing = Object.keys(deadlineKinds).filter((kind) => handlers[kind] === undefined);
      if (missing.length > 0)
        throw new Error(
          `No feature registered the deadline "${missing.join('", "')}": register it with deadlines.on, or take it out of deadline-kinds.ts.`,
        );
      return handlers;
    },
  };
}
