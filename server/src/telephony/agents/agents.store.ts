import type { soundDirections } from '@sansheng/shared/contracts/telephony/call-quality';
import type { AgentState } from '@sansheng/shared/domain/agent-state';
import { defineTransition, type LiveState, readHashes, shape } from '../live-state/index.ts';

const signIn = defineTransition({
  script: new URL('./lua/sign-in-seat.lua', import.meta.url),
  args: {
    agentId: 'text',
    name: 'text',
    teamId: 'text',
    teamName: 'text',
    queues: shape<readonly SeatQueue[]>(),
    silentMs: 'number',
    skills: 'text',
    onlyIfThere: 'flag',
  },
  replies: { signedIn: {}, already: {}, gone: {} },
});
const ask = defineTransition({
  script: new URL('./lua/ask-state.lua', import.meta.url),
  args: { agentId: 'text', to: 'text', reason: 'text', isOwn: 'flag' },
  replies: { changed: {}, pending: {}, phoneNotRegistered: {}, microphoneMissing: {}, unknown: {} },
});
const alive = defineTransition({
  script: new URL('./lua/seat-alive.lua', import.meta.url),
  args: { agentId: 'text', isRegistered: 'text', hasMicrophone: 'text', isHeard: 'flag' },
  replies: { alive: shape<{ isRegistered: boolean }>(), unknown: {} },
});
const placePhone = defineTransition({
  script: new URL('./lua/place-phone.lua', import.meta.url),
  args: { agentId: 'text', number: 'text' },
  replies: { placed: {}, wrongState: {} },
});
const free = defineTransition({
  script: new URL('./lua/free-seat.lua', import.meta.url),
  args: { agentId: 'text', callId: 'text' },
  replies: { freed: {}, fine: {} },
});
const checkLife = defineTransition({
  script: new URL('./lua/check-life.lua', import.meta.url),
  args: { agentId: 'text' },
  replies: { fine: {}, notReady: {}, offline: {} },
});
const leave = defineTransition({
  script: new URL('./lua/leave-unless-heard.lua', import.meta.url),
  args: { agentId: 'text' },
  replies: { waits: {}, offline: {} },
});

/** A queue of a seat, alone or with the seat's order in it. */
type SeatQueue = string | { queueId: string; order: number; listed: number };

/** A seat as stored in Redis. */
export interface LiveAgent {
  agentId: string;
  seq: number;
  name: string;
  teamId: string | null;
  teamName: string | null;
  state: AgentState;
  reason: string;
  sinceMs: number;
  callId: string | null;
  offerGen: number | null;
  offeredAtMs: number | null;
  deadlineAtMs: number | null;
  /** Its telephone was picked up for the offer and is asked for the key. */
  pickedUpAtMs: number | null;
  pendingState: 'ready' | 'notReady' | 'offline' | null;
  pendingReason: string;
  wrapCallId: string | null;
  wrapStartMs: number | null;
  wrapDeadlineMs: number | null;
  /** False: in wrap-up of a call whose customer did not answer. */
  wrapReached: boolean;
  /** It handed the call of its wrap-up on to others. */
  wrapPassed: boolean;
  /** A request for help with its call. */
  help: {
    callId: string;
    askedAtMs: number;
    reason: string;
    seenBy: { agentId: string; name: string } | null;
  } | null;
  isRegistered: boolean;
  hasMicrophone: boolean;
  seenMs: number;
  /** The number it is rung at; null: its browser. */
  ringsAt: string | null;
  /** It can be rung: at that number, or in the browser with a microphone. */
  hasPhone: boolean;
  /** Current audio quality of its conversation; null if its browser has not reported any. */
  mos: number | null;
  soundLost: (typeof soundDirections)[number] | null;
  queueIds: string[];
}

export function createAgentsStore(state: LiveState) {
  const { redis, keys } = state;
  return {
    signInSeat: (seat: {
      agentId: string;
      name: string;
      teamId: string;
      teamName: string;
      queues: readonly SeatQueue[];
      skills?: Record<string, number>;
      silentMs: number;
      /** After a change of settings: a seat that has left in the meantime stays away. */
      onlyIfThere?: boolean;
    }) =>
      signIn(state, {
        ...seat,
        skills: JSON.stringify(seat.skills ?? {}),
        onlyIfThere: seat.onlyIfThere === true,
      }),
    /** `isOwn`: the seat's own browser asks; otherwise its lead, or the center. */
    askState: (agentId: string, to: 'ready' | 'notReady' | 'offline', reason: string, isOwn = true) =>
      ask(state, { agentId, to, reason, isOwn }),
    /** Offline within seconds unless a page of the seat gives a sign of life. */
    leaveUnlessHeard: (agentId: string) => leave(state, { agentId }),
    /** `isHeard`: a sign of life of the seat's own browser, not just Asterisk's report on its phone. */
    seatAlive: (agentId: string, life: { isRegistered?: boolean; hasMicrophone?: boolean; isHeard: boolean }) =>
      alive(state, {
        agentId,
        isRegistered: claim(life.isRegistered),
        hasMicrophone: claim(life.hasMicrophone),
        isHeard: life.isHeard,
      }),
    /** `number` '': the browser. */
    placePhone: (agentId: string, number: string) => placePhone(state, { agentId, number }),
    /** The number that a seat is rung at; null: its browser. */
    ringsAt: (agentId: string): Promise<string | null> => redis.hget(keys.agent(agentId), 'ringAt'),
    /** Frees a seat that is tied to a call which is not its own. */
    freeSeat: (agentId: string, callId: string) => free(state, { agentId, callId }),
    checkLife: (agentId: string) => checkLife(state, { agentId }),
    async readAgent(agentId: string): Promise<LiveAgent | null> {
      const hash = await redis.hgetall(keys.agent(agentId));
      return hash.state === undefined ? null : readAgentHash(agentId, hash);
    },
    /** The seat's phone has reported that it rings; remembered longer than any offer lasts. */
    noteRung: async (offerId: string): Promise<void> => {
      await redis.set(keys.rung(offerId), 1, 'EX', 300);
    },
    /** What rang is gone: nobody could have answered it. */
    forgetRung: async (offerId: string): Promise<void> => {
      await redis.del(keys.rung(offerId));
    },
    hasRung: async (offerId: string): Promise<boolean> => (await redis.exists(keys.rung(offerId))) === 1,
    /**
     * This session is to end by itself when the seat has finished its call; cancelled when the seat asks for a state.
     */
    signOutLater: async (agentId: string, tokenHash: string): Promise<void> => {
      await redis.multi().sadd(keys.signOutAfter(agentId), tokenHash).expire(keys.signOutAfter(agentId), 86_400).exec();
    },
    stayAfterAll: async (agentId: string): Promise<void> => void (await redis.del(keys.signOutAfter(agentId))),
    /** The sessions that are to end now; each is handed to one server. */
    takeSignOuts: (agentId: string): Promise<string[]> => redis.spop(keys.signOutAfter(agentId), 100),
    isSignedIn: async (agentId: string): Promise<boolean> => (await redis.sismember(keys.agents, agentId)) === 1,
    /** Seats that are not offline. */
    seatIds: (): Promise<string[]> => redis.smembers(keys.agents),
    countSeats: (): Promise<number> => redis.scard(keys.agents),
    allSeats: async (): Promise<LiveAgent[]> =>
      readHashes(state, await redis.smembers(keys.agents), keys.agent, readAgentHash),
  };
}
export type AgentsStore = ReturnType<typeof createAgentsStore>;

function claim(value: boolean | undefined): '1' | '0' | '' {
  return value === undefined ? '' : value ? '1' : '0';
}

function readAgentHash(agentId: string, hash: Record<string, string>): LiveAgent {
  const number = (name: string): number | null => (hash[name] ? Number(hash[name]) : null);
  const isTalking = hash.state === 'talking';
  return {
    agentId,
    seq: number('seq') ?? 0,
    name: hash.name ?? '',
    teamId: hash.teamId || null,
    teamName: hash.teamName || null,
    state: hash.state as AgentState,
    reason: hash.reason ?? '',
    sinceMs: number('since') ?? 0,
    callId: hash.callId || null,
    offerGen: number('offerGen'),
    offeredAtMs: number('offeredAt'),
    deadlineAtMs: number('deadline'),
    pickedUpAtMs: number('pickedUp'),
    pendingState: (hash.pendingState as LiveAgent['pendingState'] | undefined) || null,
    pendingReason: hash.pendingReason ?? '',
    wrapCallId: hash.wrapCall || null,
    // As if the wrap-up had been uninterrupted: the time in which the seat was rung does not count.
    wrapStartMs: hash.wrapSince ? Number(hash.wrapSince) - (number('wrapSpent') ?? 0) : number('wrapStart'),
    wrapDeadlineMs: number('wrapDeadline') || null,
    wrapReached: hash.wrapReached !== '0',
    wrapPassed: hash.wrapPassed === '1',
    help:
      hash.helpCall === undefined
        ? null
        : {
            callId: hash.helpCall,
            askedAtMs: number('helpAt') ?? 0,
            reason: hash.helpReason ?? '',
            seenBy:
              hash.helpSeenBy === undefined ? null : { agentId: hash.helpSeenBy, name: hash.helpSeenByName ?? '' },
          },
    isRegistered: hash.registered === '1',
    hasMicrophone: hash.microphone === '1',
    seenMs: number('seen') ?? 0,
    ringsAt: hash.ringAt || null,
    hasPhone: Boolean(hash.ringAt) || (hash.registered === '1' && hash.microphone === '1'),
    mos: isTalking && hash.qualityCall === hash.callId ? number('nowMos') : null,
    soundLost: isTalking && hash.soundLostCall === hash.callId ? (hash.soundLost as LiveAgent['soundLost']) : null,
    queueIds: JSON.parse(hash.queues || '[]') as string[],
  };
}
