/** Stays of a call in queues, from its events: one rule for the record, and for the board that counts as they come. */
import type { LiveEvent } from '../contracts/events.ts';
import type { CallOutcome } from './call-state.ts';
import type { LedgerTerm } from './figures.ts';
import { SHORT_ABANDON_MS } from './service-level.ts';

/** One stay of a call in one queue; an overflow ends it, and begins the next where it leads to a queue. */
export interface QueueEntry {
  callId: string;
  /** From 1 on. */
  entryNo: number;
  queueId: string;
  enteredAtMs: number;
  leftAtMs: number | null;
  /** `queued`: put into a queue anew. Null while it lasts. */
  left: 'answered' | 'overflowed' | 'closed' | 'queued' | 'ended' | null;
  /** Reason of an overflow. */
  why: string;
}

/** Takes the events of one call in their order; nothing that comes after its end changes anything. */
export function followEntries(callId: string): { entries: QueueEntry[]; take: (event: LiveEvent) => void } {
  const entries: QueueEntry[] = [];
  let isOver = false;
  const leave = (left: QueueEntry['left'], atMs: number, why = '') => {
    const entry = entries.at(-1);
    if (entry !== undefined && entry.leftAtMs === null) Object.assign(entry, { leftAtMs: atMs, left, why });
  };
  const enter = (queueId: string, atMs: number) => {
    leave('queued', atMs);
    const entryNo = entries.length + 1;
    entries.push({ callId, entryNo, queueId, enteredAtMs: atMs, leftAtMs: null, left: null, why: '' });
  };
  /** A queue that did not take the call has an entry of no length. */
  const isIn = (queueId: string) => entries.at(-1)?.leftAtMs === null && entries.at(-1)?.queueId === queueId;

  return {
    entries,
    take(event) {
      switch (event.type) {
        case 'routing.callQueued':
          return enter(event.data.queueId, event.atMs);
        case 'routing.callOverflowed': {
          const { fromQueueId, toQueueId, to, why } = event.data;
          // Of a closed line, or of a number that does not answer, it has left its queue before; of a menu it was in
          // none.
          if (!['closed', 'noAnswer', 'menu'].includes(why) && !isIn(fromQueueId)) enter(fromQueueId, event.atMs);
          leave('overflowed', event.atMs, why);
          if (to === 'queue') enter(toQueueId, event.atMs);
          return;
        }
        case 'businessCalendar.lineClosed':
          enter(event.data.queueId, event.atMs);
          return leave('closed', event.atMs, event.data.kind);
        case 'call.answered':
          if (!isOver) leave('answered', event.atMs);
          return;
        case 'call.ended':
          if (!isOver) leave('ended', event.atMs);
          isOver = true;
          return;
        default:
      }
    },
  };
}

/**
 * What a stay counts as in the books of its queue, as `entryConditions` of the figures say it of the tables: a stay
 * after the first answer began with a transfer and has a wait of its own.
 */
export function termOfEntry(
  { enteredAtMs, leftAtMs, left }: QueueEntry,
  call: { arrivedAtMs: number; answeredAtMs: number | null; endedAtMs: number | null; outcome: CallOutcome | null },
): LedgerTerm {
  const isLater = isLaterEntry({ enteredAtMs }, call);
  const wasAnswered = call.answeredAtMs !== null;
  // Nobody abandons a call that a seat has answered.
  const outcome = wasAnswered && call.outcome === 'abandoned' ? 'answered' : call.outcome;
  const waitedMs = isLater
    ? (leftAtMs ?? 0) - enteredAtMs
    : (call.answeredAtMs ?? call.endedAtMs ?? 0) - call.arrivedAtMs;
  switch (left) {
    case null:
      return 'stillThere';
    case 'overflowed':
    case 'queued':
      return 'overflowedOut';
    case 'closed':
      return outcome === 'callback' ? 'calledBack' : 'sentAway';
    case 'answered':
      return outcome === 'lost' ? 'lost' : 'answered';
    case 'ended':
      if (outcome === 'callback') return 'calledBack';
      if (outcome === 'sentAway') return 'sentAway';
      if (outcome === 'lost') return 'lost';
      return waitedMs < SHORT_ABANDON_MS ? 'shortAbandoned' : 'abandoned';
  }
}

/** Whether a stay began after a seat had answered: what its caller was promised in rings is past. */
export const isLaterEntry = (
  { enteredAtMs }: Pick<QueueEntry, 'enteredAtMs'>,
  { answeredAtMs }: { answeredAtMs: number | null },
): boolean => answeredAtMs !== null && enteredAtMs >= answeredAtMs;
