import { ClosedLine, Overflow } from '@sansheng/shared/contracts/telephony/overflow';
import { QueueOverflowSchema, type QueueOverflowRow } from '@sansheng/shared/tables/telephony/overflow';
import { type DayPlan, openingAt } from '@sansheng/shared/domain/business-calendar';
import type { DataSource } from 'typeorm';
import type { Calendars } from '@sansheng/shared/db';
import type { LiveState } from '../live-state/index.ts';
import type { QueueSettings } from '../queues/index.ts';

export interface QueueRules {
  of(queueId: string): QueueOverflowRow;
  /** Of this moment. */
  opening(queueId: string): { isOpen: boolean; day: DayPlan };
}

/** Always open, without overflow. */
export const noRules = (queueId: string): QueueOverflowRow => ({
  queueId,
  hoursId: null,
  closed: ClosedLine.parse({}),
  overflow: Overflow.parse({}),
});

/** Hours and overflow of the queues; read again, like all settings, whenever an administrator changed something. */
export async function createQueueRules(
  db: DataSource,
  { redis, keys }: LiveState,
  queues: QueueSettings,
  calendars: Calendars,
): Promise<QueueRules> {
  let rules = new Map<string, QueueOverflowRow>();
  const of = (queueId: string) => rules.get(queueId) ?? noRules(queueId);
  async function load(): Promise<void> {
    const [rows] = await Promise.all([db.getRepository(QueueOverflowSchema).find(), calendars.load()]);
    // Older rows lack what was added to the rules since.
    const read = (row: QueueOverflowRow) => ({
      ...row,
      closed: ClosedLine.parse(row.closed),
      overflow: Overflow.parse(row.overflow),
    });
    rules = new Map(rows.map((row) => [row.queueId, read(row)]));
    const write = redis.multi();
    for (const { queueId } of queues.activeQueues()) {
      // The scripts set the deadline `overflow:<callId>` by the first; the second tells whether a change is in force.
      const overflowMs = (of(queueId).overflow.longestWait?.afterSeconds ?? 0) * 1000;
      write.hset(keys.queue(queueId), { overflowMs, rulesReadAt: Date.now() });
    }
    await write.exec();
  }
  await load();
  queues.onChange(load);
  return { of, opening: (queueId) => openingAt(calendars.of(of(queueId).hoursId), Date.now()) };
}
