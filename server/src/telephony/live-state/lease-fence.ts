import { AsyncLocalStorage } from 'node:async_hooks';

/** The right of a server to act for an Asterisk; each server that acquires it gets a new token. */
export interface HeldLease {
  node: string;
  token: string;
}

const leases = new AsyncLocalStorage<HeldLease>();

/**
 * Runs work, and whatever follows from it (its timers, the events of its sockets), under a lease. A server that was
 * frozen may go on for a moment with stale knowledge; once another server has had the lease, no transition of that work
 * is carried out.
 */
export const actUnder = <T>(lease: HeldLease, work: () => T): T => leases.run(lease, work);

/** Binds a handler to the current lease, whoever calls it later. */
export const keepUnder = <F extends (...args: never[]) => unknown>(handler: F): F => AsyncLocalStorage.bind(handler);

/** Replaces the time in a script's first argument; see words/base.lua. */
export function underLease(nowMs: number): string | number {
  const lease = leases.getStore();
  return lease === undefined ? nowMs : `${nowMs} ${lease.token} ${lease.node}`;
}
