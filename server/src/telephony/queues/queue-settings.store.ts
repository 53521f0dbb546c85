import {
  AgentSkillSchema,
  HotlineSchema,
  QueueMemberSchema,
  QueueSchema,
} from '@sansheng/shared/tables/telephony/queues';
import type { DataSource } from 'typeorm';
import { markSettings, readSettingsMark } from '../../settings/index.ts';
import type { LiveState } from '../live-state/index.ts';
import type { QueuesInForce, QueueTables } from './queues-in-force.ts';

export async function readQueues(db: DataSource): Promise<QueueTables> {
  const [queues, hotlines, members, skills] = await Promise.all([
    db.getRepository(QueueSchema).find(),
    db.getRepository(HotlineSchema).find(),
    db.getRepository(QueueMemberSchema).find({ order: { order: 'ASC' } }),
    db.getRepository(AgentSkillSchema).find(),
  ]);
  return { queues, hotlines, members, skills };
}

/** The settings of queues as Redis has them for the Lua transitions, and what tells that they have changed. */
export function createQueueMirror({ redis, keys }: LiveState) {
  return {
    async write({ queues, pools }: QueuesInForce): Promise<void> {
      const write = redis.multi();
      for (const queue of queues.values()) {
        const pool = pools.get(queue.queueId) as string;
        write.hset(keys.queue(queue.queueId), {
          pool,
          ringsPerOffer: queue.ringsPerOffer,
          seatsAtOnce: queue.seatsAtOnce,
          wrapUpLimitMs: queue.wrapUpLimitSeconds * 1000,
          wrapUpMode: queue.wrapUpMode,
          priority: queue.priority,
          asksVote: queue.asksVote ? 1 : 0,
          headStartMs: queue.headStartSeconds * 1000,
          ownSeatWaitMs: queue.ownSeatWaitSeconds * 1000,
          fairShare: queue.fairShare,
          needs: JSON.stringify(queue.needs),
          sizeLimit: queue.isActive ? queue.sizeLimit : 0,
          announceEveryMs: queue.announceEverySeconds * 1000,
          oldPlaceMs: queue.oldPlaceSeconds * 1000,
        });
        write.hset(keys.pool(pool), { strategy: queue.strategy });
        write.sadd(keys.queues, queue.queueId);
      }
      await write.exec();
    },
    writeDayStart: async (dayStartMs: number): Promise<void> => void (await redis.set(keys.dayStart, dayStartMs)),
    readMark: () => readSettingsMark(redis, keys),
    mark: () => markSettings(redis, keys),
    /** Calls `look` at each message, and whenever messages may have been missed. Returns what ends this. */
    async follow(look: () => unknown): Promise<() => void> {
      const subscriber = redis.duplicate({ maxRetriesPerRequest: null });
      const onMessage = () => void look();
      subscriber.on('message', onMessage);
      // Messages sent while it was away are not repeated.
      subscriber.on('ready', onMessage);
      redis.on('ready', onMessage);
      await subscriber.subscribe(keys.settingsChanged);
      return () => {
        redis.off('ready', onMessage);
        subscriber.disconnect();
      };
    },
  };
}
