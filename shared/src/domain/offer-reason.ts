/** Reads the logged reason of an offer: what it says, and whether it leads to the seat that was rung. */
import type { OfferReason } from '../contracts/events/routing.ts';

export interface SeatCandidate {
  agentId: string;
  score?: string | undefined;
  verdict: string;
  lent?: boolean | undefined;
}
export interface CallCandidate {
  callId: string;
  score: string;
  verdict: string;
  /** Set for a queue with a fair share while other such queues have calls of the same priority. */
  share?: { queueId: string; share: number; ahead: number } | undefined;
}

/** An empty Lua table arrives as {}. */
const listOf = <T>(list: T[] | object | undefined): T[] => (Array.isArray(list) ? list : []);
export const seatsOf = (why: OfferReason): SeatCandidate[] => listOf<SeatCandidate>(why.seats);
export const callsOf = (why: OfferReason): CallCandidate[] => listOf<CallCandidate>(why.calls);

/** Verdicts of a candidate that nothing spoke against; every other verdict is why it was passed over. */
const fit: readonly string[] = ['chosen', 'borrowed', 'later', 'own'];

/**
 * Decides again from the facts in the reason alone: which seats a call was to ring, or which call a seat was to have.
 * Seats are asked by their score, lent ones when none of the queue's own is fit; of calls the lowest score is due
 * first, and where it has a fair share, the first of the queue that is least ahead of its share.
 */
export function replayOffer(why: OfferReason): { agentIds: string[] } | { callId: string | null } {
  if (why.by === 'call') {
    const seats = seatsOf(why).filter(({ verdict }) => fit.includes(verdict));
    const own = seats.filter(({ lent }) => lent !== true).toSorted((a, b) => scoreOf(a) - scoreOf(b));
    const asked = own.length > 0 ? own : seats;
    return { agentIds: asked.slice(0, why.atOnce ?? 1).map(({ agentId }) => agentId) };
  }
  const due = (verdict: string) => callsOf(why).filter((call) => call.verdict === verdict);
  const candidates = [due('own'), due('due'), due('lent')].find((calls) => calls.length > 0) ?? [];
  const byScore = candidates.toSorted((a, b) => scoreOf(a) - scoreOf(b));
  const sharing = byScore.filter(({ share }) => share !== undefined);
  // Sorting keeps the order of equals: due first.
  const [first] =
    byScore[0]?.share === undefined
      ? byScore
      : sharing.toSorted((a, b) => (a.share?.ahead ?? 0) - (b.share?.ahead ?? 0));
  return { callId: first?.callId ?? null };
}
function scoreOf({ score }: { score?: string | undefined }): number {
  return Number(score ?? 0);
}

/** What a seat's score was made of. One level of the member's turn weighs more than any measure of a strategy. */
export type SeatMeasure =
  | { kind: 'idleSince' | 'lastOfferedAt'; atMs: number }
  | { kind: 'callsToday' | 'talkTodaySeconds' | 'bestLevel' | 'listed'; count: number }
  | { kind: 'none' };
const TURN = 1e14;
const COUNTED = 1e8;
const SKILL_LEVEL = 5e12;

export function readSeatScore(strategy: string, score: string | undefined): { turn: number; measure: SeatMeasure } {
  if (score === undefined) return { turn: 0, measure: { kind: 'none' } };
  const turn = Math.floor(Number(score) / TURN);
  const rest = Number(score) % TURN;
  switch (strategy) {
    case 'fewestCalls':
      return { turn, measure: { kind: 'callsToday', count: Math.floor(rest / COUNTED) } };
    case 'leastTalk':
      return { turn, measure: { kind: 'talkTodaySeconds', count: Math.floor(rest / COUNTED) } };
    case 'roundRobin':
      return { turn, measure: { kind: 'lastOfferedAt', atMs: rest } };
    case 'linear':
      return { turn, measure: { kind: 'listed', count: rest } };
    case 'mostSkilled':
      return { turn, measure: { kind: 'bestLevel', count: 10 - Math.floor(rest / SKILL_LEVEL) } };
    default:
      return { turn, measure: { kind: 'idleSince', atMs: rest } };
  }
}
