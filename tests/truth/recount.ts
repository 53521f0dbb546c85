import type { RingLog } from './random-seats.ts';
import type { CalledLog } from './sipp-called.ts';
import type { CustomerLog } from './sipp-customers.ts';

/** What a seat did in a call that it had. */
export interface SeatWork {
  agentId: string;
  talkMs: number;
  /** The customer on music meanwhile. */
  holdMs: number;
}

/** One call as both ends of it saw it: what the record must say, from what SIPp and the seats' phones logged alone. */
export interface CountedCall {
  number: string;
  invitedAtMs: number;
  endedAtMs: number;
  outcome: 'answered' | 'abandoned' | 'sentAway' | 'callback';
  /** The first seat that answered. */
  agentId: string | null;
  waitedMs: number;
  /** All that was talked with the customer, by whomever. */
  talkMs: number | null;
  /** Seats that had the call, in their order. */
  work: SeatWork[];
  /** Seats that let it ring to the end, and seats that said no. */
  ronas: string[];
  declined: string[];
  /** Each stay in a queue with the term of the ledger that it ends in. */
  entries: { queueId: string; term: string }[];
  /** Where an abandoned caller gave up. */
  gaveUpIn: 'menu' | 'queue' | 'ringing' | null;
  /** From two to three talked with the customer at once. */
  isConference: boolean;
  /** Two ends met within a moment: either is right. */
  isClose: boolean;
}

/** The call to a customer who has asked for it. */
export interface CountedCallback {
  number: string;
  fromMs: number;
  toMs: number;
  outcome: 'answered' | 'notReached';
  agentId: string | null;
  talkMs: number | null;
  tries: number;
  isClose: boolean;
}

const CLOSE_MS = 250;
/** From the key to the server. */
const PRESS_TAKES_MS = 100;
/** Shorter waits before giving up are booked apart. */
const SHORT_MS = 5000;
export const hotlines = { service: '4000', menu: '4001', complaints: '4002', unknown: '4999' } as const;

type Answered = RingLog & { answeredAtMs: number };
const isAnswered = (ring: RingLog): ring is Answered => ring.answeredAtMs !== null;
const lasted = ({ invitedAtMs, overAtMs }: RingLog): number => overAtMs - invitedAtMs;
/** To the end of its offer, as far as the phone can tell. */
const isRungOut = (ring: RingLog, ringLimitMs: number): boolean =>
  !isAnswered(ring) && !ring.isRefused && lasted(ring) > ringLimitMs - CLOSE_MS;
const isNear = (a: number, b: number): boolean => Math.abs(a - b) < CLOSE_MS;
const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + Math.max(0, number), 0);
const byInvite = (a: RingLog, b: RingLog): number => a.invitedAtMs - b.invitedAtMs;

/**
 * When the customer's key was heard by a queue: the first time that it was pressed while no seat rang or talked. Null
 * when it never was.
 */
function askedForCallback(customer: CustomerLog, rung: RingLog[]): number | null {
  const isAlone = (atMs: number) => !rung.some((ring) => ring.invitedAtMs <= atMs && ring.overAtMs > atMs);
  return heardAt(customer).find((atMs) => atMs < customer.endedAtMs && isAlone(atMs)) ?? null;
}
const heardAt = ({ pressedAtMs }: CustomerLog): number[] => pressedAtMs.map((atMs) => atMs + PRESS_TAKES_MS);
/** A key beside the beginning or the end of a ring, or of the call: it may have been heard, or not. */
function isKeyClose(customer: CustomerLog, rung: RingLog[]): boolean {
  const ends = [customer.endedAtMs, ...rung.flatMap(({ invitedAtMs, overAtMs }) => [invitedAtMs, overAtMs])];
  const askedAtMs = askedForCallback(customer, rung) ?? Infinity;
  return heardAt(customer).some((atMs) => atMs <= askedAtMs && ends.some((endMs) => isNear(endMs, atMs)));
}

/** A seat's time with the customer: its own part of a call that others may have had before and after. */
interface Share {
  ring: Answered;
  fromMs: number;
  toMs: number;
}

/** Which seat had the call when: the one that answered the offer, then whichever seat it invited that outlasts it. */
function sharesOf(rung: RingLog[], endedAtMs: number): Share[] {
  const answers = rung
    .filter(isAnswered)
    .filter(({ answeredAtMs }) => answeredAtMs < endedAtMs)
    .toSorted((a, b) => a.answeredAtMs - b.answeredAtMs);
  const shares: Share[] = [];
  for (const first of answers.filter(({ askedBy }) => askedBy === null)) {
    let ring: Answered | undefined = first;
    let fromMs = first.answeredAtMs;
    while (ring !== undefined) {
      const overAtMs: number = ring.overAtMs;
      shares.push({ ring, fromMs, toMs: Math.min(overAtMs, endedAtMs) });
      if (overAtMs >= endedAtMs) break;
      ring = answers.find(
        (one) => one.askedBy === ring?.agentId && one.answeredAtMs < overAtMs && one.overAtMs > overAtMs,
      );
      fromMs = overAtMs;
    }
  }
  return shares;
}

function holdsOf({ ring, toMs }: Share): number {
  return sum(ring.holds.map((hold) => Math.min(hold.toMs ?? toMs, toMs) - hold.fromMs));
}

export function recount(customers: CustomerLog[], rings: RingLog[], ringLimitMs: number): CountedCall[] {
  const byNumber = Map.groupBy(rings, ({ number }) => number);
  return customers.map((customer) => {
    const all = (byNumber.get(customer.number) ?? []).toSorted(byInvite);
    const askedAtMs = askedForCallback(customer, all);
    const rung = all.filter((ring) => askedAtMs === null || ring.invitedAtMs < askedAtMs);
    const counted = countCall(customer, rung, askedAtMs, ringLimitMs);
    return { ...counted, isClose: counted.isClose || isKeyClose(customer, all) };
  });
}

function countCall(customer: CustomerLog, rung: RingLog[], askedAtMs: number | null, ringLimitMs: number): CountedCall {
  const { number, hotline, invitedAtMs, answeredAtMs, endedAtMs, ending } = customer;
  const offers = rung.filter(({ askedBy }) => askedBy === null);
  const first = offers.find(isAnswered) ?? null;
  const isTalk = first !== null && answeredAtMs !== null && ending !== 'gaveUp' && endedAtMs > first.answeredAtMs;
  const shares = isTalk ? sharesOf(rung, endedAtMs) : [];
  const joined = rung.filter(isAnswered).filter(({ askedBy }) => askedBy !== null);
  const outcome = outcomeOf();
  const waitedMs = (isTalk ? first.answeredAtMs : endedAtMs) - invitedAtMs;

  function outcomeOf(): CountedCall['outcome'] {
    if (ending === 'refused') return 'sentAway';
    if (isTalk) return 'answered';
    return askedAtMs === null ? 'abandoned' : 'callback';
  }
  function entriesOf(): CountedCall['entries'] {
    if (outcome === 'sentAway' || hotline === hotlines.menu) return [];
    const before = hotline === hotlines.complaints ? [{ queueId: 'complaints', term: 'overflowedOut' }] : [];
    const passedOn = offers.filter(({ isPassedOn }) => isPassedOn);
    const answers = isTalk ? offers.filter((ring) => isAnswered(ring) && ring.answeredAtMs < endedAtMs).length : 0;
    const own = Array.from({ length: passedOn.length + 1 }, (_, i) => ({
      queueId: 'service',
      term: i < answers ? 'answered' : lastTerm(passedOn.at(-1)?.overAtMs ?? invitedAtMs),
    }));
    return [...before, ...own];
  }
  /** How a stay ended that no seat ended. */
  function lastTerm(sinceMs: number): string {
    if (outcome === 'callback') return 'calledBack';
    return endedAtMs - sinceMs < SHORT_MS ? 'shortAbandoned' : 'abandoned';
  }
  function placeOfLoss(): CountedCall['gaveUpIn'] {
    if (outcome !== 'abandoned') return null;
    if (hotline === hotlines.menu) return 'menu';
    // A ring that came after the end was on its way before it.
    return offers.some((ring) => ring.overAtMs > endedAtMs) ? 'ringing' : 'queue';
  }
  const lastSince = offers.findLast(({ isPassedOn }) => isPassedOn)?.overAtMs ?? invitedAtMs;
  return {
    number,
    invitedAtMs,
    endedAtMs,
    outcome,
    agentId: isTalk ? first.agentId : null,
    waitedMs,
    talkMs: isTalk ? sum(shares.map((share) => share.toMs - share.fromMs - holdsOf(share))) : null,
    work: shares.map((share) => ({
      agentId: share.ring.agentId,
      talkMs: Math.max(0, share.toMs - share.ring.answeredAtMs - holdsOf(share)),
      holdMs: holdsOf(share),
    })),
    ronas: offers
      .filter((ring) => isRungOut(ring, ringLimitMs) && ring.overAtMs < endedAtMs)
      .map(({ agentId }) => agentId),
    declined: offers.filter(({ isRefused }) => isRefused).map(({ agentId }) => agentId),
    entries: entriesOf(),
    gaveUpIn: placeOfLoss(),
    isConference: joined.some((ring) => shares.some((share) => share.ring.agentId === ring.askedBy)),
    isClose:
      // An answer, a refusal or the end of a ring beside the customer's end or the offer's.
      rung.some((ring) => isAnswered(ring) && ring.answeredAtMs > endedAtMs - CLOSE_MS) ||
      rung.some((ring) => isAnswered(ring) && ring.answeredAtMs - ring.invitedAtMs > ringLimitMs - CLOSE_MS) ||
      rung.some((ring) => isRungOut(ring, ringLimitMs) && isNear(ring.overAtMs, endedAtMs)) ||
      rung.some((ring) => ring.isRefused && isNear(ring.overAtMs, endedAtMs)) ||
      // A wait at the limit of what is short.
      (!isTalk && isNear(waitedMs, SHORT_MS)) ||
      isNear(endedAtMs - lastSince, SHORT_MS) ||
      // Two who leave a conference, or the customer and one of them.
      joined.some(
        (ring) =>
          ring.overAtMs < endedAtMs &&
          shares.some((share) => share.ring !== ring && isNear(share.ring.overAtMs, ring.overAtMs)),
      ) ||
      (joined.length > 0 &&
        ending !== 'wasHungUp' &&
        shares.some(({ toMs, ring }) => ring.overAtMs < endedAtMs && isNear(toMs, endedAtMs))),
  };
}

/** The calls to those who asked for one; none is expected of who did not. */
export function recountCallbacks(customers: CustomerLog[], rings: RingLog[], called: CalledLog[]): CountedCallback[] {
  return customers.flatMap((customer) => {
    const { number } = customer;
    const rung = rings.filter((ring) => ring.number === number).toSorted(byInvite);
    const askedAtMs = askedForCallback(customer, rung);
    if (askedAtMs === null) return [];
    const own = rung.filter((ring) => ring.invitedAtMs >= askedAtMs);
    const tries = called.filter((ring) => ring.number === number);
    const talk = tries.find(({ answeredAtMs }) => answeredAtMs !== null);
    const reachedAtMs = talk?.answeredAtMs ?? null;
    const seat = own.find(
      (ring) =>
        isAnswered(ring) && reachedAtMs !== null && ring.answeredAtMs < reachedAtMs && ring.overAtMs > reachedAtMs,
    );
    const isTalk = seat !== undefined && reachedAtMs !== null;
    const ends = [...own.map(({ overAtMs }) => overAtMs), ...tries.map(({ endedAtMs }) => endedAtMs ?? Infinity)];
    return [
      {
        number,
        fromMs: askedAtMs,
        toMs: Math.max(askedAtMs, ...ends),
        outcome: isTalk ? 'answered' : 'notReached',
        agentId: isTalk ? seat.agentId : null,
        talkMs: isTalk ? Math.min(seat.overAtMs, talk?.endedAtMs ?? Infinity) - reachedAtMs : null,
        tries: tries.length,
        isClose:
          isKeyClose(customer, rung) ||
          tries.some(({ endedAtMs }) => endedAtMs === null) ||
          own.some((ring) => reachedAtMs !== null && isNear(ring.overAtMs, reachedAtMs)),
      },
    ];
  });
}
