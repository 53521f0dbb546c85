import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Redis } from 'ioredis';
import type { RedisKeys } from '@sansheng/shared/redis';
import { underLease } from './lease-fence.ts';

/** A seat that must be rung for a call. Created by `match` inside the transition that made it possible. */
export interface Offer {
  callId: string;
  agentId: string;
  offerGen: number;
  queueId: string;
  offeredAtMs: number;
  deadlineAtMs: number;
  ringMs: number;
  ringCycleMs: number;
  /** The customer's channel. */
  channelId: string;
  callerNumber: string;
  node: string;
  /** The number that the seat is rung at; null: its browser; absent: not known here. */
  ringsAt?: string | null;
}

export interface LiveState {
  redis: Redis;
  keys: RedisKeys;
  /** Rings the seats of new offers. Called at once with what a transition matched. */
  ringSeats: (offers: Offer[]) => void;
  /** Clock for simulations in accelerated time; absent: the clock of Redis. */
  nowMs?: () => number;
}

const prelude = readFileSync(new URL('./prelude.lua', import.meta.url), 'utf8');

/**
 * Turns a Lua script beside its feature into a typed function. The script runs atomically on the live state, after the
 * prelude's words; its one JSON reply is returned, and its new offers are rung. Throws only what Redis itself throws.
 */
export function defineTransition<Reply extends { result: string }>(script: URL) {
  const name = `transition_${basename(fileURLToPath(script), '.lua').replaceAll('-', '_')}`;
  const lua = `${prelude}\n${readFileSync(script, 'utf8')}`;
  return async (state: LiveState, ...args: (string | number)[]): Promise<Reply> => {
    const redis = state.redis as unknown as Record<string, (...args: (string | number)[]) => Promise<string>>;
    if (redis[name] === undefined) state.redis.defineCommand(name, { numberOfKeys: 1, lua });
    const json = await redis[name]?.(state.keys.base, underLease(state.nowMs?.() ?? 0), ...args);
    const { offers, ...reply } = JSON.parse(json as string) as Reply & { offers?: unknown };
    // An empty Lua table becomes {}, never [].
    if (Array.isArray(offers) && offers.length > 0) state.ringSeats(offers as Offer[]);
    return reply as unknown as Reply;
  };
}
