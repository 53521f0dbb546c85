import { randomBytes } from 'node:crypto';
import { type LiveEvent, parseLiveEvent } from '@sansheng/shared/contracts/events';
import { redisKeys } from '@sansheng/shared/redis';
import { Redis } from 'ioredis';
import { createAgentsStore } from '../../server/src/telephony/agents/index.ts';
import { createCallsStore } from '../../server/src/telephony/calls/index.ts';
import type { LiveState, Offer } from '../../server/src/telephony/live-state/index.ts';
import { createDeadlineStore } from '../../server/src/telephony/deadlines/index.ts';
import { createRoutingStore } from '../../server/src/telephony/routing/index.ts';

export interface QueueShape {
  ringsPerOffer?: number;
  wrapUpLimitMs?: number;
  priority?: number;
  sizeLimit?: number;
}

/** The live state of a center of its own on the real Redis, with the stores and without servers. */
export async function aLiveCenter({
  redisUrl,
  queues = { service: {} },
  nowMs,
}: {
  redisUrl: string;
  queues?: Record<string, QueueShape>;
  /** Clock of the transitions; absent: that of Redis. */
  nowMs?: () => number;
}) {
  const keys = redisKeys(`t-${randomBytes(6).toString('hex')}`);
  const offers: Offer[] = [];
  const clock = nowMs === undefined ? {} : { nowMs };
  /** A server's view of the same center, over a connection of its own. */
  const connect = () => {
    const redis = new Redis(redisUrl);
    const state: LiveState = { redis, keys, ringSeats: (made) => void offers.push(...made), ...clock };
    return {
      state,
      calls: createCallsStore(state),
      agents: createAgentsStore(state),
      routing: createRoutingStore(state),
      deadlines: createDeadlineStore(state),
    };
  };
  const [first, second] = [connect(), connect()];
  const { redis } = first.state;
  for (const [queueId, { ringsPerOffer = 3, wrapUpLimitMs = 0, priority = 5, sizeLimit = 500 }] of Object.entries(
    queues,
  )) {
    await redis.hset(keys.queue(queueId), { ringsPerOffer, wrapUpLimitMs, priority, sizeLimit });
  }
  let arrivals = 0;

  return {
    ...first,
    /** The same center as a second server sees it. */
    other: second,
    redis,
    keys,
    /** Every offer that was to be rung, in order. */
    offers,

    /** Signed in, registered, with a microphone, not ready. */
    async seat(agentId: string, queueIds = Object.keys(queues)): Promise<string> {
      const who = { agentId, name: agentId, teamId: '', teamName: '', queues: queueIds, silentMs: 60_000 };
      await first.agents.signInSeat(who);
      await first.agents.seatAlive(agentId, { isRegistered: true, hasMicrophone: true, isHeard: true });
      return agentId;
    },
    async arrive(callId = `c${++arrivals}`): Promise<string> {
      await first.calls.arriveCall({
        callId,
        channelId: `channel-${callId}`,
        node: 'node1',
        hotline: '4000',
        callerNumber: '13800138000',
        canonicalNumber: '+8613800138000',
        ringCycleMs: 5000,
      });
      return callId;
    },
    async events(): Promise<LiveEvent[]> {
      return (await redis.xrange(keys.events, '-', '+')).map(([id, fields]) => parseLiveEvent(id, fields));
    },
    /** Forgets everything but the queues. */
    async startOver(): Promise<void> {
      const names = await redis.keys(`${keys.base}*`);
      await redis.del(keys.events, ...names.filter((name) => !name.startsWith(keys.queue(''))));
    },
    async forgetAll(): Promise<void> {
      await redis.del(keys.events, ...(await redis.keys(`${keys.base}*`)));
    },
    close(): void {
      redis.disconnect();
      second.state.redis.disconnect();
    },
  };
}
export type LiveCenter = Awaited<ReturnType<typeof aLiveCenter>>;
