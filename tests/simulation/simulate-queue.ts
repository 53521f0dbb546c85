import { redisKeys } from '@sansheng/shared/redis';
import type { Redis } from 'ioredis';
import { createAgentsStore } from '../../server/src/telephony/agents/index.ts';
import { createCallsStore } from '../../server/src/telephony/calls/index.ts';
import type { LiveState, Offer } from '../../server/src/telephony/live-state/index.ts';
import { createRoutingStore } from '../../server/src/telephony/routing/index.ts';
import { createEventList } from './event-list.ts';
import { createCallers } from './random.ts';

export interface SimulatedQueue {
  seats: number;
  /** Load per seat: arrivals x mean talk / seats. */
  rho: number;
  /** Mean of the exponential talk. */
  talkSeconds: number;
  /** Mean of the exponential patience; absent: nobody gives up. */
  patienceSeconds?: number;
  /** Calls that are measured; the ones before them fill the empty center and are not. */
  calls: number;
  warmUpCalls: number;
  seed: number;
  onProgress?: (callsDone: number) => void;
}

/** One entry a measured call, in the order of arrival. */
export interface SimulatedCalls {
  waited: Uint8Array;
  abandoned: Uint8Array;
  waitSeconds: Float64Array;
}

interface SimulatedCall {
  number: number;
  arrivedAtMs: number;
  state: 'waiting' | 'talking' | 'over';
  agentId?: string;
}
type SimulatedEvent = { kind: 'arrive' } | { kind: 'giveUp' | 'hangUp'; call: SimulatedCall };

/** Any instant but 0, which stands for the clock of Redis. */
const BEGIN_MS = 1_000_000;
/** Longer than any run: the simulated seats are alive throughout. */
const FOR_EVER_MS = 1e14;
/** Events whose replies may be outstanding at once. */
const MAX_AHEAD = 100;
/** The stream of events is cut so often (in calls), to this length. */
const [TRIM_EVERY, EVENTS_KEPT] = [500, 1000];

/**
 * A queue in simulated time on the real transitions: Poisson arrivals, exponential talk, seats that answer at once and
 * need no wrap-up. The scripts alone decide who gets whom; here are only the clock, the callers and their hang-ups.
 * Throws when a transition refuses what must be possible, a seat has two calls, or a caller overtakes another.
 *
 * Events are sent ahead of outstanding replies only as far as no reply can bring an event before them: the talks of the
 * next offers are drawn beforehand, so the earliest hang-up that an unknown reply can cause is known (conservative
 * synchronisation; K. M. Chandy, J. Misra, 1979).
 */
export async function simulateQueue(redis: Redis, queue: SimulatedQueue): Promise<SimulatedCalls> {
  const { seats, rho, patienceSeconds, warmUpCalls } = queue;
  const talkMs = queue.talkSeconds * 1000;
  const total = warmUpCalls + queue.calls;
  const keys = redisKeys('simulation');
  const { drawGap, drawTalk, drawPatience } = createCallers(queue.seed);
  const measured: SimulatedCalls = {
    waited: new Uint8Array(queue.calls),
    abandoned: new Uint8Array(queue.calls),
    waitSeconds: new Float64Array(queue.calls),
  };

  let clockMs = BEGIN_MS;
  let failure: Error | undefined;
  const events = createEventList<SimulatedEvent>();
  /** Events whose replies are outstanding, oldest first. */
  const underWay: { atMs: number; done: Promise<void> }[] = [];
  /** Talks of the offers to come, in their order. */
  const talksMs: number[] = [];
  const callOf = new Map<string, SimulatedCall>();
  const takenSeats = new Set<string>();
  let lastTaken = -1;

  const fail = (error: unknown) => void (failure ??= error instanceof Error ? error : new Error(String(error)));
  const expect = async (wanted: string, reply: Promise<{ result: string }>) => {
    const { result } = await reply;
    if (result !== wanted) throw new Error(`${result} instead of ${wanted} at ${clockMs} ms`);
  };
  /** The live state, with what is to happen to the offers that its transitions make. */
  const stateThat = (ringSeats: (offers: Offer[]) => void): LiveState => ({
    redis,
    keys,
    nowMs: () => clockMs,
    ringSeats,
  });
  const arriving = stateThat((offers) => offers.forEach((offer) => answer(offer, false)));
  const leaving = stateThat((offers) => offers.forEach((offer) => answer(offer, true)));
  const [routing, agents] = [createRoutingStore(arriving), createAgentsStore(arriving)];
  const calls = createCallsStore(leaving);

  /** The seat takes the call at once; the clock is that of the offer, whatever was sent since. */
  function answer(offer: Offer, hasWaited: boolean): void {
    const call = callOf.get(offer.callId);
    if (call === undefined || call.state !== 'waiting') return fail(new Error(`${offer.callId} was offered again`));
    if (takenSeats.has(offer.agentId)) return fail(new Error(`seat ${offer.agentId} was offered a second call`));
    if (call.number < lastTaken) return fail(new Error(`call ${lastTaken} overtook call ${call.number}`));
    lastTaken = call.number;
    takenSeats.add(offer.agentId);
    call.state = 'talking';
    call.agentId = offer.agentId;
    const sentAtMs = clockMs;
    clockMs = offer.offeredAtMs;
    expect('answered', routing.answerOffer(offer.callId, offer.offerGen)).catch(fail);
    clockMs = sentAtMs;
    talkAhead(0);
    events.add(offer.offeredAtMs + (talksMs.shift() ?? 0), { kind: 'hangUp', call });
    record(call, offer.offeredAtMs, { hasWaited, hasGivenUp: false });
  }

  function record(call: SimulatedCall, atMs: number, how: { hasWaited: boolean; hasGivenUp: boolean }): void {
    const i = call.number - warmUpCalls;
    if (i < 0) return;
    measured.waited[i] = how.hasWaited ? 1 : 0;
    measured.abandoned[i] = how.hasGivenUp ? 1 : 0;
    measured.waitSeconds[i] = (atMs - call.arrivedAtMs) / 1000;
  }

  function talkAhead(offset: number): number {
    while (talksMs.length <= offset) talksMs.push(Math.max(1, Math.round(drawTalk(talkMs))));
    return talksMs[offset] as number;
  }
  /** Before this time no outstanding reply can bring an event. */
  function safeUntilMs(): number {
    const oldest = underWay[0];
    if (oldest === undefined) return Infinity;
    let shortestTalkMs = Infinity;
    for (let i = 0; i < underWay.length; i += 1) shortestTalkMs = Math.min(shortestTalkMs, talkAhead(i));
    return oldest.atMs + shortestTalkMs;
  }
  async function awaitOldest(): Promise<void> {
    await underWay.shift()?.done;
    if (failure !== undefined) throw failure;
  }
  const send = (done: Promise<void>) => void underWay.push({ atMs: clockMs, done: done.catch(fail) });
  const nameOf = (number: number) => `c${String(number).padStart(8, '0')}`;

  let arrivals = 0;
  let arrivesAtMs = BEGIN_MS;
  function planArrival(): void {
    if (arrivals === total) return;
    arrivesAtMs += drawGap(talkMs / (rho * seats));
    events.add(Math.round(arrivesAtMs), { kind: 'arrive' });
  }
  function arrive(): void {
    const call: SimulatedCall = { number: arrivals, arrivedAtMs: clockMs, state: 'waiting' };
    arrivals += 1;
    const callId = nameOf(call.number);
    callOf.set(callId, call);
    const who = {
      channelId: callId,
      node: 'simulated',
      hotline: '4000',
      callerNumber: '',
      canonicalNumber: '',
      ringCycleMs: 5000,
    };
    expect('arrived', calls.arriveCall({ callId, ...who })).catch(fail);
    send(expect('queued', routing.queueCall(callId, 'queue')));
    if (patienceSeconds !== undefined) {
      events.add(clockMs + Math.max(1, Math.round(drawPatience(patienceSeconds * 1000))), { kind: 'giveUp', call });
    }
    planArrival();
    if (arrivals % TRIM_EVERY === 0) {
      redis.xtrim(keys.events, 'MAXLEN', '~', EVENTS_KEPT).catch(fail);
      queue.onProgress?.(arrivals);
    }
  }
  function end(call: SimulatedCall): void {
    const callId = nameOf(call.number);
    callOf.delete(callId);
    if (call.state === 'waiting') record(call, clockMs, { hasWaited: true, hasGivenUp: true });
    call.state = 'over';
    if (call.agentId !== undefined) takenSeats.delete(call.agentId);
    send(expect('ended', calls.endCall(callId, { endedBy: 'customer' })));
  }

  await redis.hset(keys.queue('queue'), { sizeLimit: 1e9, ringsPerOffer: 3, priority: 5, wrapUpMode: 'none' });
  for (let seat = 1; seat <= seats; seat += 1) {
    const who = { agentId: `s${seat}`, name: '', teamId: '', teamName: '', queues: ['queue'], silentMs: FOR_EVER_MS };
    await expect('signedIn', agents.signInSeat(who));
    await agents.seatAlive(who.agentId, { isRegistered: true, hasMicrophone: true, isHeard: true });
    await expect('changed', agents.askState(who.agentId, 'ready', ''));
  }
  try {
    planArrival();
    while (events.nextAtMs() < Infinity || underWay.length > 0) {
      if (underWay.length >= MAX_AHEAD || events.nextAtMs() >= safeUntilMs()) {
        await awaitOldest();
        continue;
      }
      clockMs = events.nextAtMs();
      const event = events.take() as SimulatedEvent;
      if (event.kind === 'arrive') arrive();
      else if (event.kind === 'hangUp') end(event.call);
      else {
        // Only when all is known of the time before can it be said that this caller still waits.
        while (event.call.state === 'waiting' && underWay.length > 0) await awaitOldest();
        if (event.call.state === 'waiting') end(event.call);
      }
    }
  } finally {
    await Promise.all(underWay.map(({ done }) => done));
    const left = await redis.keys(`${keys.base}*`);
    if (left.length > 0) await redis.del(...left);
  }
  if (failure !== undefined) throw failure;
  if (takenSeats.size > 0 || callOf.size > 0) throw new Error(`${callOf.size} calls were never served`);
  return measured;
}
