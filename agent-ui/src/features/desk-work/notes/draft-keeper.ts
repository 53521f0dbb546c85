import type { Draft, HandedNote } from '@sansheng/shared/contracts/telephony/wrap-up';
import type { OnCall } from '@sansheng/shared/contracts/on-call';
import type { Ack } from '@sansheng/shared/contracts/errors';
import type { z } from 'zod';
import { serverClock } from '../../../socket/server-clock.ts';
import { areSame, mergeWords, type Words } from '@sansheng/shared/domain/merge-words';

export interface DraftView {
  words: Words;
  /** `waiting`: not sent to the center yet; the browser keeps it until then. */
  state: 'kept' | 'changed' | 'waiting';
  /** What other seats of the call have written. */
  handed: HandedNote[];
}
interface Kept {
  view: DraftView;
  /** What the center has, as last reported. */
  base: Draft;
  isLoaded: boolean;
  isSending: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
}
interface Stored {
  base: Draft;
  words: Words;
  atMs: number;
}
interface Center {
  load: (body: z.input<typeof OnCall>) => Promise<Ack<{ draft: Draft; handed: HandedNote[] }>>;
  write: (body: { callId: string } & Draft) => Promise<Ack<{ isWritten: boolean; draft: Draft }>>;
}

const NOTHING: Draft = { rev: 0, categoryId: '', result: '', note: '' };
const UNKNOWN: DraftView = { words: NOTHING, state: 'kept', handed: [] };
/** Time from the first new character until it is sent to the center. */
const WRITE_AFTER_MS = 1000;
const RETRY_AFTER_MS = 3000;
/** How long the browser keeps what the center has stored, in case the center loses it; and what could not be sent. */
const TAKEN_FOR_MS = 20 * 3_600_000;
const WAITING_FOR_MS = 7 * 86_400_000;

const wordsOf = ({ categoryId, result, note }: Words): Words => ({ categoryId, result, note });

/**
 * What the seat writes about its calls. The center has it a second later, and with it every page and browser of the
 * seat; the browser has it at once, so a page that dies while offline loses nothing either.
 */
export function createDraftKeeper(employeeNo: string, center: Center, storage: Storage = localStorage) {
  const drafts = new Map<string, Kept>();
  const listeners = new Set<() => void>();
  const prefix = `sansheng.words.${employeeNo}.`;
  let isClosed = false;

  const told = () => {
    for (const listener of listeners) listener();
  };
  function store(callId: string, { base, view }: Kept): void {
    try {
      if (areSame(NOTHING, view.words)) storage.removeItem(prefix + callId);
      else storage.setItem(prefix + callId, JSON.stringify({ base, words: view.words, atMs: serverClock.nowMs() }));
    } catch {
      // A browser without storage: the center has it within a second.
    }
  }
  function stored(callId: string): Stored | null {
    try {
      const left = JSON.parse(storage.getItem(prefix + callId) ?? 'null') as Stored | null;
      if (left === null) return null;
      const isTaken = areSame(left.base, left.words);
      const ageMs = serverClock.nowMs() - left.atMs;
      if (ageMs < (isTaken ? TAKEN_FOR_MS : WAITING_FOR_MS)) return left;
      storage.removeItem(prefix + callId);
    } catch {
      // See store.
    }
    return null;
  }
  function draftOf(callId: string): Kept {
    let kept = drafts.get(callId);
    if (kept === undefined) {
      const left = stored(callId);
      kept = {
        view:
          left === null
            ? UNKNOWN
            : { ...UNKNOWN, words: left.words, state: areSame(left.base, left.words) ? 'kept' : 'waiting' },
        base: left?.base ?? NOTHING,
        isLoaded: false,
        isSending: false,
        timer: undefined,
      };
      drafts.set(callId, kept);
    }
    return kept;
  }
  function show(callId: string, kept: Kept, change: Partial<DraftView>): void {
    kept.view = { ...kept.view, ...change };
    store(callId, kept);
    told();
  }
  /** The center's version differs from the one this page was editing. */
  function rebase(callId: string, kept: Kept, draft: Draft): void {
    // If it counts from the beginning again, it has lost its data: this page still has it.
    const base = draft.rev < kept.base.rev ? NOTHING : kept.base;
    const words = mergeWords(base, kept.view.words, draft);
    kept.base = draft;
    const isKept = areSame(draft, words);
    show(callId, kept, { words, state: isKept ? 'kept' : 'changed' });
    if (!isKept) plan(callId, kept, 0);
  }
  function plan(callId: string, kept: Kept, afterMs: number): void {
    if (isClosed) return;
    kept.timer ??= setTimeout(() => {
      kept.timer = undefined;
      void write(callId, kept);
    }, afterMs);
  }
  async function write(callId: string, kept: Kept): Promise<void> {
    if (kept.isSending || drafts.get(callId) !== kept || areSame(kept.base, kept.view.words)) return;
    if (!kept.isLoaded) {
      await load(callId);
      return;
    }
    kept.isSending = true;
    const sent = kept.view.words;
    const reply = await center.write({ callId, rev: kept.base.rev, ...wordsOf(sent), note: sent.note.toWellFormed() });
    kept.isSending = false;
    if (drafts.get(callId) !== kept) return;
    if (!reply.ok) {
      show(callId, kept, { state: 'waiting' });
      // The call belongs to somebody else by now: the text stays in this browser.
      if (reply.code === 'unavailable' || reply.code === 'tooManyAttempts') plan(callId, kept, RETRY_AFTER_MS);
      return;
    }
    if (!reply.isWritten) return rebase(callId, kept, reply.draft);
    kept.base = reply.draft;
    const isKept = areSame(reply.draft, kept.view.words);
    show(callId, kept, { state: isKept ? 'kept' : 'changed' });
    if (!isKept) plan(callId, kept, WRITE_AFTER_MS);
  }
  async function load(callId: string): Promise<void> {
    const kept = draftOf(callId);
    const reply = await center.load({ callId });
    if (drafts.get(callId) !== kept) return;
    if (!reply.ok) {
      if (kept.view.state !== 'kept') show(callId, kept, { state: 'waiting' });
      // No longer there, or not yet: the next change tries again.
      if (reply.code === 'notYourCall') kept.isLoaded = true;
      else plan(callId, kept, RETRY_AFTER_MS);
      return;
    }
    kept.isLoaded = true;
    kept.view = { ...kept.view, handed: reply.handed };
    if (kept.isSending) told();
    else rebase(callId, kept, reply.draft);
  }
  /** Written in a page that died, or for a center that lost it. */
  function tellStored(): void {
    try {
      for (const name of Object.keys(storage).filter((one) => one.startsWith(prefix))) {
        const callId = name.slice(prefix.length);
        if (!drafts.has(callId) && stored(callId) !== null) void load(callId);
      }
    } catch {
      // See store.
    }
  }

  return {
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    view: (callId: string): DraftView => drafts.get(callId)?.view ?? UNKNOWN,
    /** Asks the center for the stored draft, and what other seats of the call have written. */
    load,
    change(callId: string, change: Partial<Words>): void {
      const kept = draftOf(callId);
      show(callId, kept, { words: { ...wordsOf(kept.view.words), ...change }, state: 'changed' });
      plan(callId, kept, WRITE_AFTER_MS);
    },
    /** The seat has changed its draft in another page. */
    changedElsewhere(callId: string, draft: Draft): void {
      const kept = drafts.get(callId);
      if (kept === undefined || kept.isSending || draft.rev <= kept.base.rev) return;
      rebase(callId, kept, draft);
    },
    /** It is in the record: nothing is left to store. */
    done(callId: string): void {
      const kept = drafts.get(callId);
      if (kept !== undefined) clearTimeout(kept.timer);
      drafts.delete(callId);
      storage.removeItem(prefix + callId);
      told();
    },
    /** Sends it to the center at once: the page is hidden, left or closed. */
    flush(): void {
      for (const [callId, kept] of drafts) {
        clearTimeout(kept.timer);
        kept.timer = undefined;
        void write(callId, kept);
      }
    },
    /** The connection is back: sends what waits, and reloads what is shown. */
    reconnected(): void {
      for (const callId of drafts.keys()) void load(callId);
      tellStored();
    },
    /** The seat signs out of this browser: what the center has stored is removed from it. */
    leaveBrowser(): void {
      for (const [callId, { base, view }] of drafts) if (areSame(base, view.words)) storage.removeItem(prefix + callId);
    },
    close(): void {
      isClosed = true;
      for (const { timer } of drafts.values()) clearTimeout(timer);
    },
  };
}
export type DraftKeeper = ReturnType<typeof createDraftKeeper>;
