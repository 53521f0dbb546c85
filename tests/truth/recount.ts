import type { RingLog } from './random-seats.ts';
import type { CustomerLog } from './sipp-customers.ts';

/** One call as both ends of it saw it: what the record must say, from what SIPp and the seats' phones logged alone. */
export interface CountedCall {
  number: string;
  outcome: 'answered' | 'abandoned' | 'sentAway';
  /** Seats that answered, in their order. */
  answeredBy: string[];
  waitedMs: number;
  talkMs: number | null;
  /** Seats that let it ring to the end. */
  rona: number;
  /** The two ends met within a moment: either outcome is right. */
  isClose: boolean;
}

const CLOSE_MS = 250;

export function recount(customers: CustomerLog[], rings: RingLog[], ringLimitMs: number): CountedCall[] {
  const byNumber = Map.groupBy(rings, ({ number }) => number);
  return customers.map(({ number, invitedAtMs, answeredAtMs, endedAtMs, ending }) => {
    const rung = (byNumber.get(number) ?? []).toSorted((a, b) => a.invitedAtMs - b.invitedAtMs);
    const answers = rung.filter((ring) => ring.answeredAtMs !== null);
    const first = answers[0]?.answeredAtMs ?? null;
    const isTalk = first !== null && answeredAtMs !== null && ending !== 'gaveUp' && endedAtMs > first;
    return {
      number,
      outcome: ending === 'refused' ? 'sentAway' : isTalk ? 'answered' : 'abandoned',
      answeredBy: isTalk ? answers.map(({ agentId }) => agentId) : [],
      waitedMs: (isTalk ? first : endedAtMs) - invitedAtMs,
      talkMs: isTalk ? sum(answers.map((ring) => Math.min(ring.overAtMs, endedAtMs) - (ring.answeredAtMs ?? 0))) : null,
      rona: rung.filter((ring) => ring.answeredAtMs === null && !ring.isRefused && lasted(ring) >= ringLimitMs).length,
      isClose:
        answers.some((ring) => Math.abs(endedAtMs - (ring.answeredAtMs ?? 0)) < CLOSE_MS) ||
        rung.some((ring) => ring.answeredAtMs === null && Math.abs(lasted(ring) - ringLimitMs) < CLOSE_MS),
    };
  });
}

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + Math.max(0, number), 0);
const lasted = ({ invitedAtMs, overAtMs }: RingLog): number => overAtMs - invitedAtMs;
