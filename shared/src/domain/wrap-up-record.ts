/** What each seat wrote about a call, computed from the call's events and nothing else. */
import type { LiveEvent } from '../contracts/events.ts';

export interface WrapUpRecord {
  callId: string;
  agentId: string;
  /** When it began; with its seat it names the wrap-up. */
  startedAtMs: number;
  /** Null while the seat writes. */
  endedAtMs: number | null;
  /** What the seat took, without what it was rung or talked meanwhile. */
  wrapUpMs: number;
  categoryId: string | null;
  result: string | null;
  note: string;
  /** False: it ran out of time or was cut short, and is a task of its seat until that finishes it. */
  isComplete: boolean;
  /** When its seat last put it right, after it had ended. */
  amendedAtMs: number | null;
  /** Only a note: of somebody who took part, and owes the call no wrap-up. */
  isNote: boolean;
}

/**
 * The wrap-ups of a call in the order in which they began. `events` in the order of the stream, each once.
 * A seat that had the call twice has two; one that was rung for its own call while it wrote, and took it, goes on with
 * the one it had begun. What it finishes at last also finishes what it had left open before on the same call: its note
 * box held that too.
 */
export function wrapUpsFrom(events: readonly LiveEvent[]): WrapUpRecord[] {
  const wrapUps: WrapUpRecord[] = [];
  const finished = new Set<string>();
  const latestOf = (agentId: string, test: (one: WrapUpRecord) => boolean) =>
    wrapUps.findLast((one) => one.agentId === agentId && test(one));
  const begin = ({ callId, agentId }: LiveEvent, startedAtMs: number): WrapUpRecord => {
    const begun: WrapUpRecord = {
      callId,
      agentId,
      startedAtMs,
      endedAtMs: null,
      wrapUpMs: 0,
      categoryId: null,
      result: null,
      note: '',
      isComplete: false,
      amendedAtMs: null,
      isNote: false,
    };
    wrapUps.push(begun);
    return begun;
  };
  const closeEarlier = (agentId: string) => {
    for (const one of wrapUps) if (one.agentId === agentId && one.endedAtMs !== null) one.isComplete = true;
  };
  for (const event of events) {
    const { agentId } = event;
    switch (event.type) {
      case 'wrapUp.started':
        if (latestOf(agentId, (one) => one.endedAtMs === null) === undefined) begin(event, event.atMs);
        break;
      case 'wrapUp.finished': {
        const { categoryId, result, note, complete, wrapUpMs } = event.data;
        const startedAtMs = event.data.startedAtMs ?? event.atMs - wrapUpMs;
        // The same end told twice is one.
        if (finished.has(`${agentId}.${startedAtMs}`)) break;
        finished.add(`${agentId}.${startedAtMs}`);
        const ended =
          latestOf(agentId, (one) => !one.isNote && one.startedAtMs === startedAtMs) ??
          latestOf(agentId, (one) => one.endedAtMs === null) ??
          begin(event, startedAtMs);
        Object.assign(ended, {
          startedAtMs,
          endedAtMs: event.atMs,
          wrapUpMs,
          categoryId: categoryId || null,
          result: result || null,
          note,
          isComplete: complete,
        });
        if (complete && categoryId !== '') closeEarlier(agentId);
        break;
      }
      case 'wrapUp.noted':
        if (latestOf(agentId, (one) => one.isNote && one.startedAtMs === event.atMs)) break;
        Object.assign(begin(event, event.atMs), {
          endedAtMs: event.atMs,
          note: event.data.note,
          isComplete: true,
          isNote: true,
        });
        break;
      case 'wrapUp.amended': {
        const { categoryId, result, note, startedAtMs } = event.data;
        const named = startedAtMs && latestOf(agentId, (one) => one.startedAtMs === startedAtMs);
        const amended = named || latestOf(agentId, (one) => !one.isNote) || begin(event, event.atMs);
        amended.endedAtMs ??= event.atMs;
        Object.assign(amended, {
          categoryId: categoryId || amended.categoryId,
          result: result || amended.result,
          note,
          amendedAtMs: event.atMs,
        });
        if (amended.categoryId !== null) {
          amended.isComplete = true;
          closeEarlier(agentId);
        }
        break;
      }
      default:
        break;
    }
  }
  return wrapUps;
}

/**
 * The wrap-up that stands for its call in lists and figures, where a call counts once: category, result and note are of
 * one and the same. A complete one goes before one that was left open; one that says how the call came out before one
 * that says it was passed on; the responsible seat's before another's; of what is left the last.
 */
export function standingWrapUp(
  wrapUps: readonly WrapUpRecord[],
  responsibleId: string | null,
): WrapUpRecord | undefined {
  const weight = ({ isComplete, categoryId, result, agentId }: WrapUpRecord): number =>
    (categoryId === null ? 0 : 8) +
    (isComplete ? 4 : 0) +
    (result === 'transferred' ? 0 : 2) +
    (agentId === responsibleId ? 1 : 0);
  let standing: WrapUpRecord | undefined;
  for (const one of wrapUps) {
    if (one.endedAtMs === null || one.isNote) continue;
    if (standing === undefined || weight(one) >= weight(standing)) standing = one;
  }
  return standing;
}

/**
 * What is left to finish of a call, one task per seat: when its earliest open wrap-up began. One that a seat writes now
 * is among them: were the live state lost meanwhile, nothing else would tell of it.
 */
export function openWrapUps(
  wrapUps: readonly WrapUpRecord[],
): Pick<WrapUpRecord, 'callId' | 'agentId' | 'startedAtMs'>[] {
  const open = new Map<string, Pick<WrapUpRecord, 'callId' | 'agentId' | 'startedAtMs'>>();
  for (const { callId, agentId, startedAtMs, isComplete } of wrapUps) {
    if (!isComplete && !open.has(agentId)) open.set(agentId, { callId, agentId, startedAtMs });
  }
  return [...open.values()];
}
