import { isDeepStrictEqual } from 'node:util';
import {
  AgentSkillSchema,
  HotlineSchema,
  type HotlineRow,
  QueueMemberSchema,
  type QueueRow,
  QueueSchema,
} from '@sansheng/shared/db';
import { centerClock } from '@sansheng/shared/domain/center-day';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { LiveState } from '../live-state/index.ts';
import { type Member, makePools } from './make-pools.ts';

/** A seat's membership of a queue, as the Lua transitions take it. */
export interface Membership {
  queueId: string;
  order: number;
  listed: number;
}

export interface QueueSettings {
  queue(queueId: string): QueueRow | undefined;
  activeQueues(): QueueRow[];
  hotline(number: string): HotlineRow | undefined;
  hotlines(): HotlineRow[];
  /** The pool of a queue; queues of the same pool share their seats. */
  poolOf(queueId: string): string;
  pools(): string[];
  membershipsOf(agentId: string): Membership[];
  /** Levels by skill. */
  skillsOf(agentId: string): Record<string, number>;
  load(): Promise<void>;
  /** Called after changed settings are in force; the argument tells whose waiting calls now stand in other lines. */
  onChange(handler: (change: { regrouped: string[] }) => unknown): void;
  stop(): void;
}

/** How often the start of the center's day is written anew. */
const DAY_MS = 60_000;

/**
 * The settings of queues as routing needs them: read from the database, mirrored into Redis for the Lua transitions, and
 * read again whenever an administrator changed something. A change never drops a call.
 */
export async function createQueueSettings(
  db: DataSource,
  { redis, keys }: LiveState,
  timeZone: string,
  log: Logger,
): Promise<QueueSettings> {
  const clock = centerClock(timeZone);
  let queues = new Map<string, QueueRow>();
  let hotlines = new Map<string, HotlineRow>();
  let memberships = new Map<string, Membership[]>();
  let pools = new Map<string, string>();
  let skills = new Map<string, Record<string, number>>();
  const handlers: ((change: { regrouped: string[] }) => unknown)[] = [];

  async function load(): Promise<{ regrouped: string[] }> {
    const [queueRows, hotlineRows, memberRows, skillRows] = await Promise.all([
      db.getRepository(QueueSchema).find(),
      db.getRepository(HotlineSchema).find(),
      db.getRepository(QueueMemberSchema).find({ order: { order: 'ASC' } }),
      db.getRepository(AgentSkillSchema).find(),
    ]);
    const [former, formerQueues] = [pools, queues];
    queues = new Map(queueRows.map((row) => [row.queueId, row]));
    hotlines = new Map(hotlineRows.map((row) => [row.number, row]));
    const members = new Map<string, Member[]>(queueRows.map((row) => [row.queueId, []]));
    memberships = new Map();
    for (const { employeeNo, queueId, order, turn } of memberRows) {
      if (queues.get(queueId)?.isActive !== true) continue;
      members.get(queueId)?.push({ employeeNo, turn, listed: order });
      const list = memberships.get(employeeNo) ?? [];
      memberships.set(employeeNo, list);
      list.push({ queueId, order: turn, listed: order });
    }
    skills = new Map();
    for (const { employeeNo, skillId, level } of skillRows) {
      skills.set(employeeNo, { ...skills.get(employeeNo), [skillId]: level });
    }
    pools = makePools(
      queueRows.map((row) => ({
        queueId: row.queueId,
        strategy: row.strategy,
        members: members.get(row.queueId) ?? [],
        borrowFrom: row.borrowFrom,
        borrowAfterSeconds: row.borrowAfterSeconds,
      })),
    );
    await mirror(queueRows);
    const isRegrouped = ({ queueId, needs, fairShare }: QueueRow) => {
      const was = formerQueues.get(queueId);
      const standsApart = (share = 0) => share > 0;
      return (
        former.get(queueId) !== pools.get(queueId) ||
        !isDeepStrictEqual(was?.needs, needs) ||
        standsApart(was?.fairShare) !== standsApart(fairShare)
      );
    };
    return { regrouped: queueRows.filter(isRegrouped).map((row) => row.queueId) };
  }

  async function mirror(queueRows: QueueRow[]): Promise<void> {
    const write = redis.multi();
    for (const queue of queueRows) {
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
  }

  async function writeDayStart(): Promise<void> {
    await redis.set(keys.dayStart, clock.startOfDay(Date.now()));
  }

  const subscriber = redis.duplicate({ maxRetriesPerRequest: null });
  let loading: Promise<void> = Promise.resolve();
  subscriber.on('message', () => {
    // One after another, so that an older reading never overtakes a newer one.
    loading = loading
      .then(load)
      .then((change) => Promise.all(handlers.map((handler) => handler(change))))
      .then(() => undefined)
      .catch((error) => log.error({ err: error }, 'changed settings could not be read; the old ones stay in force'));
  });
  await subscriber.subscribe(keys.settingsChanged);
  await load();
  await writeDayStart();
  const day = setInterval(() => {
    writeDayStart().catch((error) => log.warn({ err: error }, 'the start of the day could not be written'));
  }, DAY_MS);

  return {
    queue: (queueId) => queues.get(queueId),
    activeQueues: () => [...queues.values()].filter((queue) => queue.isActive),
    hotline: (number) => hotlines.get(number),
    hotlines: () => [...hotlines.values()],
    poolOf: (queueId) => pools.get(queueId) ?? queueId,
    pools: () => [...new Set(pools.values())],
    membershipsOf: (agentId) => memberships.get(agentId) ?? [],
    skillsOf: (agentId) => skills.get(agentId) ?? {},
    load: async () => void (await load()),
    onChange: (handler) => {
      handlers.push(handler);
    },
    stop: () => {
      clearInterval(day);
      subscriber.disconnect();
    },
  };
}
