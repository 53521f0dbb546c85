import type { HotlineRow } from '@sansheng/shared/tables/telephony/queues';
import type { CallState } from '@sansheng/shared/domain/call-state';
import type { AriClient } from '../platform/ari/index.ts';
import type { LiveCall } from './calls/index.ts';

/** `onceQueued`: the call is queued all the same, and this is done as soon as it is. */
export type BeforeQueue = 'taken' | 'goesOn' | { onceQueued: () => Promise<unknown> };

/** A feature that may have a caller in place of a queue and its seats: a menu, a closed line, the vote. */
export interface Taker {
  name: string;
  /** Lower is asked first; no two have the same. */
  order: number;
  /** A call has arrived at a hotline. True: it is taken, and goes to no queue now. */
  atHotline?: (callId: string, hotline: HotlineRow) => Promise<boolean>;
  /** A call is about to be queued. */
  beforeQueue?: (callId: string, queueId: string) => Promise<BeforeQueue>;
  /** Its queue is full. True: it is dealt with. */
  whenFull?: (callId: string, queueId: string) => Promise<boolean>;
  /** Its callers' keys, while a call is in this state; `ended`: the caller is still on the line after it. */
  keys?: { in: CallState | 'ended'; press: (callId: string, digit: string, call: LiveCall | null) => Promise<void> };
  /** The caller's line is gone. `call` null: it has ended before. True: it is dealt with. */
  callerLeft?: (callId: string, call: LiveCall | null, cause: number) => Promise<boolean>;
  /** The caller has heard the last words. True: they were this one's. */
  goodbyeSaid?: (callId: string) => Promise<boolean>;
}

export interface Takers {
  add(taker: Taker): void;
  inOrder(): readonly Taker[];
}

/** Throws when two have the same name or order, or want the keys of the same callers. */
export function createTakers(): Takers {
  let takers: Taker[] = [];
  return {
    add(taker) {
      for (const other of takers) {
        const both = `"${other.name}" and "${taker.name}"`;
        if (other.name === taker.name) throw new Error(`Two features take calls by the name "${taker.name}".`);
        if (other.order === taker.order)
          throw new Error(`${both} take calls in the same order, ${taker.order}: give one of them another.`);
        if (taker.keys !== undefined && other.keys?.in === taker.keys.in)
          throw new Error(`${both} both want the keys of callers whose call is ${taker.keys.in}.`);
      }
      takers = [...takers, taker].sort((a, b) => a.order - b.order);
    },
    inOrder: () => takers,
  };
}

/** How a server comes to adopt the calls of its node. */
export interface AdoptionKind {
  /** The node was held by another server, or by this one before it died; false after a mere loss of the socket. */
  isTakeover: boolean;
  /** Asterisk is another process than the one that these calls were made in. */
  hasAsteriskRestarted: boolean;
  /** Redis knows nothing of this node: it was emptied, or the center is new. */
  isRedisNew: boolean;
}

/** Where a feature says what it does on the server that acts for an Asterisk node. */
export interface NodeHooks {
  /** True on the server that acts for the node: what follows from events is done once. */
  isLeading(): boolean;
  /** Called when this server has the node, before the first event comes. What it returns is called when it has lost it. */
  onTake(take: (events: AriClient) => unknown): void;
  /** A step of each adoption, before the calls are taken over or after it, in the order of registration. */
  onAdopt(when: 'beforeCalls' | 'afterCalls', name: string, step: (how: AdoptionKind) => unknown): void;
  /** Started once the node was adopted for the first time, stopped when it is lost. */
  whileLeading(work: { start: () => void; stop: () => void }): void;
}
