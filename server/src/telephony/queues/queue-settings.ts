import { isDeepStrictEqual } from 'node:util';
import {
  AgentSkillSchema,
  HotlineSchema,
  type HotlineRow,
  QueueMemberSchema,
  type QueueRow,
  QueueSchema,
} from '@sansheng/shared/tables/telephony/queues';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { calledNumber, type NumberPlan } from '@sansheng/shared/domain/phone-number';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { LiveState } from '../live-state/index.ts';
import { type Member, makePools } from './make-pools.ts';
import { markSettings, readSettingsMark } from '../../settings/index.ts';

/** A seat's membership of a queue, as the Lua transitions take it. */
export interface Membership {
  queueId: string;
  order: number;
  listed: number;
}

export interface QueueSettings {
  queue(queueId: string): QueueRow | undefined;
  activeQueues(): QueueRow[];
  /** However the trunk writes it: with the country or without, with the area or without. */
  hotline(number: string): HotlineRow | undefined;
  hotlines(): HotlineRow[];
  /** The pool of a queue; queues of the same pool share their seats. */
  poolOf(queueId: string): string;
  pools(): string[];
  membershipsOf(agentId: string): Membership[];
  /** Levels by skill. */
  skillsOf(agentId: string): Record<string, number>;
  /**
   * Brings the saved settings into force now, also in a Redis that came back without them; otherwise this is checked
   * every second.
   */
  catchUp(): Promise<void>;
  /**
   * Called after changed settings are in force, repeatedly until it succeeds; the argument names the queues whose
   * waiting calls now belong to other lines.
   */
  onChange(handler: (change: { regrouped: string[] }) => unknown): void;
  stop(): void;
}

/** How often the start of the center's day is rewritten. */
const DAY_MS = 60_000;
/** How often the mark of the settings is compared: a change whose message was lost takes effect within this time. */
const COMPARE_MS = 1000;

/**
 * The settings of queues as routing needs them: read from the database, mirrored into Redis for the Lua transitions,
 * read again whenever an administrator has changed something, and mirrored again when Redis has lost them. A change
 * never drops a call.
 */
export async function createQueueSettings(
  db: DataSource,
  { redis, keys }: LiveState,
  { timeZone, plan }: { timeZone: string; plan: NumberPlan },
  log: Logger,
): Promise<QueueSettings> {
  const clock = centerClock(timeZone);
  let queues = new Map<string, QueueRow>();
  let hotlines = new Map<string, HotlineRow>();
  let hotlinesByCalled = new Map<string, HotlineRow>();
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
    const newQueues = new Map(queueRows.map((row) => [row.queueId, row]));
    const members = new Map<string, Member[]>(queueRows.map((row) => [row.queueId, []]));
    const newMemberships: typeof memberships = new Map();
    for (const { employeeNo, queueId, order, turn } of memberRows) {
      if (newQueues.get(queueId)?.isActive !== true) continue;
      members.get(queueId)?.push({ employeeNo, turn, listed: order });
      const list = newMemberships.get(employeeNo) ?? [];
      newMemberships.set(employeeNo, list);
      list.push({ queueId, order: turn, listed: order });
    }
    const newSkills: typeof skills = new Map();
    for (const { employeeNo, skillId, level } of skillRows) {
      newSkills.set(employeeNo, { ...newSkills.get(employeeNo), [skillId]: level });
    }
    const newPools = makePools(
      queueRows.map((row) => ({
        queueId: row.queueId,
        strategy: row.strategy,
        members: members.get(row.queueId) ?? [],
        borrowFrom: row.borrowFrom,
        borrowAfterSeconds: row.borrowAfterSeconds,
      })),
    );
    // Before anything is changed here: if Redis does not accept the new settings, they are read again, and must show
    // the same changes.
    await mirror(queueRows, newPools);
    const isRegrouped = ({ queueId, needs, fairShare }: QueueRow) => {
      const was = queues.get(queueId);
      const standsApart = (share = 0) => share > 0;
      return (
        newPools.get(queueId) !== pools.get(queueId) ||
        !isDeepStrictEqual(was?.needs, needs) ||
        standsApart(was?.fairShare) !== standsApart(fairShare)
      );
    };
    const regrouped = queueRows.filter(isRegrouped).map((row) => row.queueId);
    hotlines = new Map(hotlineRows.map((row) => [row.number, row]));
    hotlinesByCalled = new Map(hotlineRows.map((row) => [calledNumber(row.number, plan), row]));
    [queues, memberships, skills, pools] = [newQueues, newMemberships, newSkills, newPools];
    return { regrouped };
  }

  async function mirror(queueRows: QueueRow[], poolOf: typeof pools): Promise<void> {
    const write = redis.multi();
    for (const queue of queueRows) {
      const pool = poolOf.get(queue.queueId) as string;
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

  /** The mark whose settings are in force here; null: none are. */
  let mark: string | null = null;
  /** Handlers that still have to be called, with the queues whose calls they must check. */
  const owed = new Map<(typeof handlers)[number], Set<string>>();
  let isBehind = false;

  /** Brings the settings into force when the mark has changed, also in a Redis that came back without them. */
  async function catchUp(): Promise<void> {
    const told = await readSettingsMark(redis, keys);
    if (told === null || told !== mark) {
      const isEmptied = told === null && mark !== null;
      const { regrouped } = await load();
      for (const handler of handlers) owed.set(handler, new Set([...(owed.get(handler) ?? []), ...regrouped]));
      if (told === null) await writeDayStart();
      // What is saved from here on has another mark.
      mark = told ?? (await markSettings(redis, keys));
      if (isEmptied) log.warn('Redis came back without the settings, which were restored');
    }
    const outcomes = await Promise.allSettled(
      [...owed].map(([handler, regrouped]) => tellHandler(handler, [...regrouped])),
    );
    const failed = outcomes.find(({ status }) => status === 'rejected');
    if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
  }

  /** One that fails is called again a second later, and does not hold up the others. */
  async function tellHandler(handler: (typeof handlers)[number], regrouped: string[]): Promise<void> {
    owed.delete(handler);
    try {
      await handler({ regrouped });
    } catch (error) {
      owed.set(handler, new Set([...(owed.get(handler) ?? []), ...regrouped]));
      throw error;
    }
  }

  let catchingUp: Promise<void> = Promise.resolve();
  /** One at a time, so that an older reading never overtakes a newer one. */
  function look(): Promise<void> {
    catchingUp = catchingUp.then(catchUp).then(
      () => {
        isBehind = false;
      },
      (error) => {
        // Logged once; it is retried every second.
        if (!isBehind) log.error({ err: error }, 'changed settings are not all in force yet, will retry');
        isBehind = true;
      },
    );
    return catchingUp;
  }

  await catchUp();
  await writeDayStart();
  const subscriber = redis.duplicate({ maxRetriesPerRequest: null });
  subscriber.on('message', () => void look());
  // Messages sent while it was away are not repeated.
  subscriber.on('ready', () => void look());
  redis.on('ready', look);
  await subscriber.subscribe(keys.settingsChanged);
  let isStopped = false;
  let comparing: NodeJS.Timeout;
  const compare = async () => {
    await look();
    if (!isStopped) comparing = setTimeout(compare, COMPARE_MS);
  };
  comparing = setTimeout(compare, COMPARE_MS);
  const day = setInterval(() => {
    writeDayStart().catch((error) => log.warn({ err: error }, 'the start of the day could not be written'));
  }, DAY_MS);

  return {
    queue: (queueId) => queues.get(queueId),
    activeQueues: () => [...queues.values()].filter((queue) => queue.isActive),
    hotline: (number) => hotlines.get(number) ?? hotlinesByCalled.get(calledNumber(number, plan)),
    hotlines: () => [...hotlines.values()],
    poolOf: (queueId) => pools.get(queueId) ?? queueId,
    pools: () => [...new Set(pools.values())],
    membershipsOf: (agentId) => memberships.get(agentId) ?? [],
    skillsOf: (agentId) => skills.get(agentId) ?? {},
    catchUp: look,
    onChange: (handler) => {
      handlers.push(handler);
    },
    stop: () => {
      isStopped = true;
      clearTimeout(comparing);
      clearInterval(day);
      redis.off('ready', look);
      subscriber.disconnect();
    },
  };
}
