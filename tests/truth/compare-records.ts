import type { CallDetail } from '@sansheng/shared/contracts/records/call-records';
import type { CountedCall, CountedCallback, SeatWork } from './recount.ts';

/** A second: what the two ends of a call may lie apart. */
const EQUAL_MS = 1000;
const isNear = (a: number | null, b: number | null) =>
  (a === null) === (b === null) && Math.abs((a ?? 0) - (b ?? 0)) <= EQUAL_MS;
const sorted = (names: string[]): string => names.toSorted().join();

/** Seats that had the call, each with all its parts of it. */
export function workIn(record: CallDetail): SeatWork[] {
  return record.legs.flatMap(({ kind, who, ownedFromMs, talkMs, holdMs }) =>
    kind === 'number' || ownedFromMs === null || talkMs === null ? [] : [{ agentId: who, talkMs, holdMs }],
  );
}
/** Seats that let the call ring to the end. */
export const ronasIn = (record: CallDetail): string[] =>
  record.offers.filter(({ result }) => result === 'expired').map(({ agentId }) => agentId);
/** Seats that said no; a seat that could not be rung did not. */
export const declinesIn = (record: CallDetail): string[] =>
  record.offers
    .filter(({ result, cause }) => result === 'failed' && cause === 'declined')
    .map(({ agentId }) => agentId);

/** Each stay in a queue with the term of the ledger it is booked under. */
export function entriesIn({ entries, outcome, waitedMs, answeredAtMs }: CallDetail): CountedCall['entries'] {
  return entries.map(({ queueId, left, enteredAtMs, leftAtMs }) => {
    const hasWaitedMs =
      answeredAtMs !== null && enteredAtMs >= answeredAtMs ? (leftAtMs ?? 0) - enteredAtMs : (waitedMs ?? 0);
    const atEnd = outcome === 'callback' ? 'calledBack' : hasWaitedMs < 5000 ? 'shortAbandoned' : 'abandoned';
    if (left !== 'answered' && left !== 'ended') return { queueId, term: 'overflowedOut' };
    if (outcome === 'lost') return { queueId, term: 'lost' };
    return { queueId, term: left === 'answered' ? 'answered' : atEnd };
  });
}

const addUp = (work: SeatWork[]): Map<string, SeatWork> => {
  const sums = new Map<string, SeatWork>();
  for (const { agentId, talkMs, holdMs } of work) {
    const sum = sums.get(agentId) ?? { agentId, talkMs: 0, holdMs: 0 };
    sums.set(agentId, { agentId, talkMs: sum.talkMs + talkMs, holdMs: sum.holdMs + holdMs });
  }
  return sums;
};

/** What the record says otherwise than SIPp and the phones; `gaveUpIn`: where the lists behind the figures have it. */
export function compareCall(
  counted: CountedCall,
  record: CallDetail,
  gaveUpIn: CountedCall['gaveUpIn'] | undefined,
): string[] {
  const faults: string[] = [];
  const expectSame = (what: string, said: unknown, seen: unknown) => {
    if (JSON.stringify(said) !== JSON.stringify(seen))
      faults.push(`${what}: ${JSON.stringify(said)}, seen ${JSON.stringify(seen)}`);
  };
  const expectNear = (what: string, said: number | null, seen: number | null) => {
    if (!isNear(said, seen)) faults.push(`${what}: ${said}, seen ${seen}`);
  };
  expectSame('outcome', record.outcome, counted.outcome);
  expectSame('seat', record.agentId, counted.agentId);
  expectNear('wait', record.waitedMs, counted.waitedMs);
  expectNear('talk', record.talkMs, counted.talkMs);
  expectSame('RONA', sorted(ronasIn(record)), sorted(counted.ronas));
  expectSame('declined', sorted(declinesIn(record)), sorted(counted.declined));
  expectSame('entries', entriesIn(record), counted.entries);
  if (gaveUpIn !== undefined) expectSame('gave up in', gaveUpIn, counted.gaveUpIn);
  const [said, seen] = [addUp(workIn(record)), addUp(counted.work)];
  expectSame('seats', sorted([...said.keys()]), sorted([...seen.keys()]));
  for (const [agentId, { talkMs, holdMs }] of seen) {
    expectNear(`talk of ${agentId}`, said.get(agentId)?.talkMs ?? null, talkMs);
    expectNear(`hold of ${agentId}`, said.get(agentId)?.holdMs ?? null, holdMs);
  }
  return faults;
}

export function compareCallback(counted: CountedCallback, record: CallDetail): string[] {
  const faults: string[] = [];
  const tries = record.timeline.filter(({ type }) => type === 'callback.dialled').length;
  if (record.outcome !== counted.outcome) faults.push(`outcome: ${record.outcome}`);
  if (record.agentId !== counted.agentId) faults.push(`seat: ${record.agentId}`);
  if (!isNear(record.talkMs, counted.talkMs)) faults.push(`talk: ${record.talkMs}`);
  if (tries !== counted.tries) faults.push(`tries: ${tries}`);
  return faults;
}
