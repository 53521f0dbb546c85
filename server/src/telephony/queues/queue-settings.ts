import type { HotlineRow, QueueRow } from '@sansheng/shared/tables/telephony/queues';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { calledNumber, type NumberPlan } from '@sansheng/shared/domain/phone-number';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { LiveState } from '../live-state/index.ts';
import { createOwedHandlers } from './owed-handlers.ts';
import { createQueueMirror, readQueues } from './queue-settings.store.ts';
import { type Membership, type QueuesInForce, queuesInForce, regroupedQueues } from './queues-in-force.ts';

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
  state: LiveState,
  { timeZone, plan }: { timeZone: string; plan: NumberPlan },
  log: Logger,
): Promise<QueueSettings> {
  const clock = centerClock(timeZone);
  const mirror = createQueueMirror(state);
  const handlers = createOwedHandlers();
  let now: QueuesInForce = queuesInForce({ queues: [], hotlines: [], members: [], skills: [] }, plan);
  /** The mark whose settings are in force here; null: none are. */
  let mark: string | null = null;

  const writeDayStart = () => mirror.writeDayStart(clock.startOfDay(Date.now()));

  async function load(): Promise<string[]> {
    const read = queuesInForce(await readQueues(db), plan);
    // Before anything is changed here: if Redis does not accept the new settings, they are read again, and must show
    // the same changes.
    await mirror.write(read);
    const regrouped = regroupedQueues(now, read);
    now = read;
    return regrouped;
  }

  /** Brings the settings into force when the mark has changed, also in a Redis that came back without them. */
  async function catchUp(): Promise<void> {
    const told = await mirror.readMark();
    if (told === null || told !== mark) {
      const isEmptied = told === null && mark !== null;
      handlers.oweAll(await load());
      if (told === null) await writeDayStart();
      // What is saved from here on has another mark.
      mark = told ?? (await mirror.mark());
      if (isEmptied) log.warn('Redis came back without the settings, which were restored');
    }
    await handlers.callOwed();
  }

  let catchingUp: Promise<void> = Promise.resolve();
  let isBehind = false;
  /** One at a time, so that an older reading never overtakes a newer one. */
  function look(): Promise<void> {
    catchingUp = catchingUp.then(catchUp).then(
      () => {
        isBehind = false;
      },
      (error) => {
        // Logged once; it is retried every second.
        if (!isBehind) log.warn({ err: error }, 'changed settings are not all in force yet, will retry');
        isBehind = true;
      },
    );
    return catchingUp;
  }

  await catchUp();
  await writeDayStart();
  const leave = await mirror.follow(look);
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
    queue: (queueId) => now.queues.get(queueId),
    activeQueues: () => [...now.queues.values()].filter((queue) => queue.isActive),
    hotline: (number) => now.hotlines.get(number) ?? now.hotlinesByCalled.get(calledNumber(number, plan)),
    hotlines: () => [...now.hotlines.values()],
    poolOf: (queueId) => now.pools.get(queueId) ?? queueId,
    pools: () => [...new Set(now.pools.values())],
    membershipsOf: (agentId) => now.memberships.get(agentId) ?? [],
    skillsOf: (agentId) => now.skills.get(agentId) ?? {},
    catchUp: look,
    onChange: handlers.add,
    stop: () => {
      isStopped = true;
      clearTimeout(comparing);
      clearInterval(day);
      leave();
    },
  };
}
