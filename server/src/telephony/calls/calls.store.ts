import type { CallLanguage } from '@sansheng/shared/contracts/telephony/prompts';
import type { CollectedDigits } from '@sansheng/shared/contracts/desk-work/screen-pop';
import type { LegKind, LegRole } from '@sansheng/shared/domain/call-leg';
import type { CallDirection, CallOutcome, CallParty, CallState } from '@sansheng/shared/domain/call-state';
import { defineTransition, type LiveState, readHashes, shape } from '../live-state/index.ts';

const arrive = defineTransition({
  script: new URL('./lua/arrive-call.lua', import.meta.url),
  args: {
    callId: 'text',
    channelId: 'text',
    node: 'text',
    hotline: 'text',
    callerNumber: 'text',
    ringCycleMs: 'number',
    greetLeadMs: 'number',
    arrivedAtMs: 'number',
    canonicalNumber: 'text',
  },
  replies: { arrived: shape<{ callId: string; lines: number; seats: number }>(), known: shape<{ callId: string }>() },
});
const identify = defineTransition({
  script: new URL('./lua/identify-call.lua', import.meta.url),
  args: {
    callId: 'text',
    e164: 'text',
    numberKind: 'text',
    shownNumber: 'text',
    customerId: 'text',
    customerName: 'text',
    tier: 'text',
    agentId: 'text',
    lookUp: 'text',
  },
  replies: { identified: {}, known: {}, gone: {} },
});
const centerAnswer = defineTransition({
  script: new URL('./lua/center-answer.lua', import.meta.url),
  args: { callId: 'text' },
  replies: { greet: shape<{ channelId: string }>(), answered: {}, gone: {} },
});
const end = defineTransition({
  script: new URL('./lua/end-call.lua', import.meta.url),
  args: {
    callId: 'text',
    endedBy: 'text',
    cause: 'number',
    why: 'text',
    outcome: 'text',
    talkingGen: 'gen',
    voteMs: 'number',
  },
  replies: {
    ended: shape<Omit<EndedCall, 'result' | 'gens'> & { gens: number[] | object }>(),
    gone: {},
    notTalking: {},
  },
});

export interface EndedCall {
  result: 'ended';
  outcome: CallOutcome;
  stateWas: CallState;
  channelId: string;
  /** The seat that rang or talked; '' when none. */
  agentId: string;
  /** Generations of the offers that rang or were answered: their channels may still exist. */
  gens: number[];
  /** The customer's line stays up, for a vote. */
  asksVote: boolean;
}

/** A participant other than the customer and the seat that has the call. Its channel is named like that of an offer. */
export interface CallLeg {
  offerGen: number;
  kind: LegKind;
  /** Employee number, or the number as it is dialled. */
  who: string;
  role: LegRole;
  state: 'ringing' | 'up';
  /** Since when it rings, or is up. */
  sinceMs: number;
  /** While it rings. */
  deadlineAtMs: number | null;
  /** The seat or lead that asked for it. */
  by: string;
  /** Hears music. */
  isHeld: boolean;
  isMuted: boolean;
}

/** A live call as stored in Redis. */
export interface LiveCall {
  callId: string;
  state: CallState;
  /** The customer's; '' while a callback has none. */
  channelId: string;
  node: string;
  hotline: string;
  callerNumber: string;
  /** For a callback, when its caller first arrived. */
  arrivedAtMs: number;
  /** A callback is in its queue, and may be offered, without a channel: its customer is dialled once a seat is there. */
  isCallback: boolean;
  /** Who started it. `outbound`: the seat; its phone is on the line before the other side is dialled. */
  direction: CallDirection;
  /** The colleague in an internal call; `channelId` is then the line of that seat. */
  calleeId: string | null;
  /** How often a callback's customer was dialled. */
  tries: number;
  dialledAtMs: number | null;
  /** The callback that keeps this caller's place. */
  callbackId: string | null;
  ringCycleMs: number;
  /** The newest offer. */
  offerGen: number;
  /** Offers that ring now. */
  rings: { offerGen: number; agentId: string }[];
  /** The offer that was answered, or the leg that has had the call since. */
  talkingGen: number | null;
  /** Legs that ring to replace one whose page was lost. */
  rejoinGens: number[];
  /** All other participants. */
  legs: CallLeg[];
  /** Since when contact with its seat is lost; the customer hears music. */
  awaySinceMs: number | null;
  /** The seat that had the call before, once it was transferred. */
  transferredBy: string | null;
  queueId: string | null;
  agentId: string | null;
  offeredAtMs: number | null;
  deadlineAtMs: number | null;
  answeredAtMs: number | null;
  centerAnsweredAtMs: number | null;
  heldSinceMs: number | null;
  isMuted: boolean;
  /** In an internal call, the colleague who was called. */
  isCalleeMuted: boolean;
  recordingId: string | null;
  /** Since when silence is written into the recording, and until when at most. */
  pausedSinceMs: number | null;
  pausedUntilMs: number | null;
  hasPaused: boolean;
  /** 'pending' until the look-up by number has finished. */
  lookup: 'pending' | 'known' | 'unknown' | 'failed';
  e164: string;
  numberKind: string;
  shownNumber: string;
  customerId: string | null;
  customerName: string | null;
  tier: string | null;
  menu: string | null;
  /** The language that the caller chose; null: the center's own. */
  language: CallLanguage | null;
  /** When a key last led the caller on, out of a menu or a closed line. */
  keyedAtMs: number | null;
  /** An announcement has named the call-back key to the caller. */
  isCallbackOffered: boolean;
  /** Numbers entered by keypad, in their order. */
  collected: CollectedDigits[];
}

/** How long before the end of the third ring the center starts to answer, so that the caller hears it in time. */
const GREET_LEAD_MS = 200;
export const greetLeadMs = (ringCycleMs: number): number => Math.min(GREET_LEAD_MS, ringCycleMs / 4);

/** Time for a vote each time the customer is asked: the question, and some seconds to think. */
export const VOTE_MS = 18_000;

export function createCallsStore(state: LiveState) {
  const { redis, keys } = state;
  async function readCall(callId: string): Promise<LiveCall | null> {
    const hash = await redis.hgetall(keys.call(callId));
    return hash.state === undefined ? null : readCallHash(callId, hash);
  }
  const liveCallIds = (): Promise<string[]> => redis.smembers(keys.calls);
  const allCalls = async (): Promise<LiveCall[]> => readHashes(state, await liveCallIds(), keys.call, readCallHash);

  return {
    arriveCall: (call: {
      callId: string;
      channelId: string;
      node: string;
      hotline: string;
      callerNumber: string;
      ringCycleMs: number;
      arrivedAtMs?: number;
      /** The number as live state knows it (domain/phone-number). */
      canonicalNumber: string;
    }) =>
      arrive(state, {
        ...call,
        greetLeadMs: greetLeadMs(call.ringCycleMs),
        arrivedAtMs: call.arrivedAtMs ?? 0,
      }),
    identifyCall: (
      callId: string,
      who: {
        e164: string;
        numberKind: string;
        shownNumber: string;
        customerId: string;
        customerName: string;
        tier: string;
      },
      /** The seat that says so; or that it was looked up, and what came of it. Neither: the caller has keyed it in. */
      { agentId = '', lookUp = '' }: { agentId?: string; lookUp?: 'found' | 'failed' | '' } = {},
    ) => identify(state, { ...who, callId, agentId, lookUp }),
    centerAnswer: (callId: string) => centerAnswer(state, { callId }),
    async endCall(
      callId: string,
      how: { endedBy: CallParty; cause?: number; why?: string; outcome?: CallOutcome; talkingGen?: number },
    ): Promise<EndedCall | { result: 'gone' | 'notTalking' }> {
      const { endedBy, cause = 0, why = '', outcome = '', talkingGen = '' } = how;
      const ended = await end(state, { callId, endedBy, cause, why, outcome, talkingGen, voteMs: VOTE_MS });
      return ended.result !== 'ended' ? ended : { ...ended, gens: Array.isArray(ended.gens) ? ended.gens : [] };
    },
    readCall,
    /** The language that the caller chose; Chinese if none was chosen. */
    languageOf: async (callId: string): Promise<CallLanguage> =>
      (((await redis.hget(keys.call(callId), 'language')) || (await redis.hget(keys.vote(callId), 'language'))) as
        | CallLanguage
        | ''
        | null) || 'zh',
    /** The queue that it is in, or was to be in. */
    queueIdOf: (callId: string): Promise<string | null> => redis.hget(keys.call(callId), 'queueId'),
    callOfChannel: (channelId: string): Promise<string | null> => redis.hget(keys.channels, channelId),
    /** The call of each customer's channel that is known. */
    callsByChannel: async (): Promise<Map<string, string>> =>
      new Map(Object.entries(await redis.hgetall(keys.channels))),
    /** Customers' lines in use. */
    countLines: (): Promise<number> => redis.hlen(keys.channels),
    liveCallIds,
    allCalls,
    /** All live calls of an Asterisk. */
    async liveCalls(node: string): Promise<LiveCall[]> {
      return (await allCalls()).filter((call) => call.node === node);
    },
  };
}
export type CallsStore = ReturnType<typeof createCallsStore>;

function readCallHash(callId: string, hash: Record<string, string>): LiveCall {
  const number = (name: string): number | null => (hash[name] ? Number(hash[name]) : null);
  return {
    callId,
    state: hash.state as CallState,
    channelId: hash.channelId ?? '',
    node: hash.node ?? '',
    hotline: hash.hotline ?? '',
    callerNumber: hash.number ?? '',
    arrivedAtMs: number('arrivedAt') ?? 0,
    isCallback: hash.isCallback === '1',
    calleeId: hash.calleeId || null,
    direction: (hash.direction as CallDirection | undefined) || (hash.isCallback === '1' ? 'callback' : 'inbound'),
    tries: number('tries') ?? 0,
    dialledAtMs: number('dialledAt'),
    callbackId: hash.callbackId || null,
    ringCycleMs: number('ringCycle') ?? 0,
    offerGen: number('gen') ?? 0,
    rings: (JSON.parse(hash.rings || '[]') as [number, string][]).map(([offerGen, agentId]) => ({ offerGen, agentId })),
    talkingGen: number('talkingGen'),
    rejoinGens: readRejoins(hash),
    legs: readLegs(hash.legs),
    awaySinceMs: number('awaySince'),
    transferredBy: hash.transferredBy || null,
    queueId: hash.queueId || null,
    agentId: hash.agentId || null,
    offeredAtMs: number('offeredAt'),
    deadlineAtMs: number('deadline'),
    answeredAtMs: number('answeredAt'),
    centerAnsweredAtMs: number('centerAnsweredAt'),
    heldSinceMs: number('heldSince'),
    isMuted: hash.muted === '1',
    isCalleeMuted: hash.calleeMuted === '1',
    recordingId: hash.recordingId || null,
    pausedSinceMs: number('pausedSince'),
    pausedUntilMs: number('pausedUntil'),
    hasPaused: hash.hasPaused === '1',
    lookup: (hash.lookup as LiveCall['lookup'] | undefined) ?? 'pending',
    e164: hash.e164 ?? '',
    numberKind: hash.numberKind ?? '',
    shownNumber: hash.shownNumber ?? hash.number ?? '',
    customerId: hash.customerId || null,
    customerName: hash.customerName || null,
    tier: hash.tier || null,
    menu: hash.menu || null,
    language: (hash.language as CallLanguage | undefined) || null,
    keyedAtMs: number('keyedAt'),
    isCallbackOffered: hash.callbackOffered !== undefined && hash.callbackOffered === hash.queueId,
    collected: JSON.parse(hash.collected || '[]') as CollectedDigits[],
  };
}

/** A leg as stored by the scripts (live-state/words/legs.lua). */
export interface StoredLeg {
  gen: number;
  kind: LegKind;
  who: string;
  role: LegRole;
  state: CallLeg['state'];
  since: number;
  deadline?: number;
  by: string;
  held?: boolean;
  muted?: boolean;
  rejoin?: number;
}
export function readLeg(leg: StoredLeg): CallLeg {
  return {
    offerGen: leg.gen,
    kind: leg.kind,
    who: leg.who,
    role: leg.role,
    state: leg.state,
    sinceMs: leg.since,
    deadlineAtMs: leg.deadline ?? null,
    by: leg.by,
    isHeld: leg.held === true,
    isMuted: leg.muted === true,
  };
}
const storedLegs = (json: string | undefined): StoredLeg[] => JSON.parse(json || '[]') as StoredLeg[];
const readLegs = (json: string | undefined): CallLeg[] => storedLegs(json).map(readLeg);
const readRejoins = (hash: Record<string, string>): number[] => [
  ...[hash.rejoinGen, hash.calleeRejoinGen].flatMap((gen) => (gen ? [Number(gen)] : [])),
  ...storedLegs(hash.legs).flatMap(({ rejoin }) => rejoin ?? []),
];
