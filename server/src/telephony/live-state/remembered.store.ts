import type { Logger } from 'pino';
import { defineTransition, type LiveState, shape } from './define-transition.ts';
import type { EventTail } from './event-tail.ts';

const restoreCall = defineTransition({
  script: new URL('./lua/restore-call.lua', import.meta.url),
  args: { callId: 'text', call: shape<Record<string, string>>(), greetLeadMs: 'number' },
  replies: { talking: {}, arrived: {}, known: {}, notKept: {} },
});
const restoreSeat = defineTransition({
  script: new URL('./lua/restore-seat.lua', import.meta.url),
  args: { agentId: 'text', seat: shape<Record<string, string>>() },
  replies: { restored: {}, known: {}, notKept: {} },
});

/** Events of one moment are read once; a call that is not known yet, at once: nobody should be lost who has just arrived. */
const TOGETHER_MS = 50;

/**
 * What this server knows of live calls and seats, as they stood at their last event: should Redis lose everything, it is put
 * back, and the adoption makes it agree with Asterisk. Every server follows the stream, so each that is up knows it.
 */
export function createRemembered(state: LiveState, tail: EventTail, greetLeadMs: number, log: Logger) {
  const { redis, keys } = state;
  const calls = new Map<string, Record<string, string>>();
  const seats = new Map<string, Record<string, string>>();
  const stale = { calls: new Set<string>(), seats: new Set<string>() };
  /** Seats that sign in though they have not signed out: Redis has forgotten them, and what it says now is not how they stood. */
  const forgotten = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  tail.onAny((event) => {
    const isNew = event.type !== 'call.ended' && event.callId !== '' && !calls.has(event.callId);
    if (event.type === 'call.ended') {
      calls.delete(event.callId);
      stale.calls.delete(event.callId);
    } else if (event.callId !== '') stale.calls.add(event.callId);
    if (event.type === 'agent.stateChanged') {
      if (event.data.from !== 'offline') forgotten.delete(event.agentId);
      else if (seats.has(event.agentId)) forgotten.add(event.agentId);
    }
    if (event.type === 'agent.stateChanged' && event.data.to === 'offline') {
      seats.delete(event.agentId);
      stale.seats.delete(event.agentId);
    } else if (event.agentId !== '') stale.seats.add(event.agentId);
    if (isNew) {
      clearTimeout(timer);
      readSoon();
    } else timer ??= setTimeout(readSoon, TOGETHER_MS);
  });

  function readSoon(): void {
    timer = undefined;
    read().catch((error) => log.debug({ err: error }, 'what is live could not be read; at the next event again'));
  }

  async function read(): Promise<void> {
    const [callIds, agentIds] = [[...stale.calls], [...stale.seats]];
    stale.calls.clear();
    stale.seats.clear();
    try {
      await Promise.all([
        ...callIds.map((callId) => keep(calls, callId, keys.call(callId))),
        ...agentIds
          .filter((agentId) => !forgotten.has(agentId))
          .map((agentId) => keep(seats, agentId, keys.agent(agentId))),
      ]);
    } catch (error) {
      for (const callId of callIds) stale.calls.add(callId);
      for (const agentId of agentIds) stale.seats.add(agentId);
      throw error;
    }
  }
  /** One that is not there has ended, which an event says, or is lost: then it is what is needed here. */
  async function keep(known: typeof calls, id: string, key: string): Promise<void> {
    const hash = await redis.hgetall(key);
    if (hash.state !== undefined) known.set(id, hash);
  }

  return {
    /** What there was before this server. */
    async load(): Promise<void> {
      for (const callId of await redis.smembers(keys.calls)) stale.calls.add(callId);
      for (const agentId of await redis.smembers(keys.agents)) stale.seats.add(agentId);
      await read();
    },
    /** Puts back what is known here into a Redis that has lost it. What has ended or signed in meanwhile stays as it is. */
    async restore(): Promise<void> {
      if (calls.size + seats.size === 0) return;
      const outcomes: Record<string, number> = {};
      const count = (result: string) => (outcomes[result] = (outcomes[result] ?? 0) + 1);
      // Seats look for the talk that they are in, and the ready ones for who waits.
      for (const [callId, call] of calls) count((await restoreCall(state, { callId, call, greetLeadMs })).result);
      for (const [agentId, seat] of seats) count((await restoreSeat(state, { agentId, seat })).result);
      for (const agentId of forgotten) stale.seats.add(agentId);
      forgotten.clear();
      log.warn({ ...outcomes }, 'calls and seats are in Redis again as they were last known');
    },
    stop: () => clearTimeout(timer),
  };
}
