import { HotlineSchema, QueueMemberSchema, QueueSchema } from '@sansheng/shared/db';
import type { HotlineRow, QueueRow } from '@sansheng/shared/db';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { LiveState } from '../live-state/index.ts';

export interface QueueSettings {
  queue(queueId: string): QueueRow | undefined;
  activeQueues(): QueueRow[];
  hotline(number: string): HotlineRow | undefined;
  hotlines(): HotlineRow[];
  /** Queues a seat is a member of, in the order it serves them. */
  queuesOf(agentId: string): string[];
  load(): Promise<void>;
  onChange(handler: () => unknown): void;
  stop(): void;
}

/**
 * The settings of queues as routing needs them: read from the database, mirrored into Redis for the Lua transitions, and
 * read again whenever an administrator changed something. A change never drops a call.
 */
export async function createQueueSettings(
  db: DataSource,
  { redis, keys }: LiveState,
  log: Logger,
): Promise<QueueSettings> {
  let queues = new Map<string, QueueRow>();
  let hotlines = new Map<string, HotlineRow>();
  let memberships = new Map<string, string[]>();
  const handlers: (() => unknown)[] = [];

  async function load(): Promise<void> {
    const [queueRows, hotlineRows, memberRows] = await Promise.all([
      db.getRepository(QueueSchema).find(),
      db.getRepository(HotlineSchema).find(),
      db.getRepository(QueueMemberSchema).find({ order: { order: 'ASC' } }),
    ]);
    queues = new Map(queueRows.map((row) => [row.queueId, row]));
    hotlines = new Map(hotlineRows.map((row) => [row.number, row]));
    memberships = new Map();
    for (const { employeeNo, queueId } of memberRows) {
      if (queues.get(queueId)?.isActive !== true) continue;
      const list = memberships.get(employeeNo) ?? [];
      memberships.set(employeeNo, list);
      list.push(queueId);
    }
    const write = redis.multi();
    for (const queue of queueRows) {
      write.hset(keys.queue(queue.queueId), {
        ringsPerOffer: queue.ringsPerOffer,
        wrapUpLimitMs: queue.wrapUpLimitSeconds * 1000,
        priority: queue.priority,
        sizeLimit: queue.isActive ? queue.sizeLimit : 0,
      });
      write.sadd(keys.queues, queue.queueId);
    }
    await write.exec();
  }

  const subscriber = redis.duplicate({ maxRetriesPerRequest: null });
  subscriber.on('message', () => {
    load()
      .then(() => Promise.all(handlers.map((handler) => handler())))
      .catch((error) => log.error({ err: error }, 'changed settings could not be read; the old ones stay in force'));
  });
  await subscriber.subscribe(keys.settingsChanged);
  await load();

  return {
    queue: (queueId) => queues.get(queueId),
    activeQueues: () => [...queues.values()].filter((queue) => queue.isActive),
    hotline: (number) => hotlines.get(number),
    hotlines: () => [...hotlines.values()],
    queuesOf: (agentId) => memberships.get(agentId) ?? [],
    load,
    onChange: (handler) => {
      handlers.push(handler);
    },
    stop: () => subscriber.disconnect(),
  };
}
