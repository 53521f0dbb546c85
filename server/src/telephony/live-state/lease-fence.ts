import { AsyncLocalStorage } from 'node:async_hooks';

/** By which a server acts for an Asterisk; the token is another each time that a server comes to have it. */
export interface HeldLease {
  node: string;
  token: string;
}

const leases = new AsyncLocalStorage<HeldLease>();

/**
 * Runs work, and whatever comes of it later (its timers, the events of its sockets), under a lease. A server that stood
 * still may go on for a moment with what it knew; once another has had the lease, no transition of that work is made.
 */
export const actUnder = <T>(lease: HeldLease, work: () => T): T => leases.run(lease, work);

/** Keeps a handler under the lease of now, whoever calls it later. */
export const keepUnder = <F extends (...args: never[]) => unknown>(handler: F): F => AsyncLocalStorage.bind(handler);

/** What stands in place of the time in a script's first argument; see prelude.lua. */
export function underLease(nowMs: number): string | number {
  const lease = leases.getStore();
  return lease === undefined ? nowMs : `${nowMs} ${lease.token} ${lease.node}`;
}
