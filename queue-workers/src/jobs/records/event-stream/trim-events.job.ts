import { compareEventIds } from '@sansheng/shared/domain/call-record';
import { readGroup, STREAM_BOUND } from '../../../platform/metrics.ts';
import type { WorkerContext } from '../../../worker-context.ts';

const KEEP_MS = 24 * 3_600_000;

/** Trims events that are older than a day and written. Unwritten ones stay, whatever their size. */
export async function trimEvents({ redis, keys, log }: WorkerContext): Promise<void> {
  const group = await readGroup(redis, keys);
  if (group === null) return;
  const [, firstPending] = (await redis.xpending(keys.events, keys.recordsGroup)) as [number, string | null];
  const bounds = [`${Date.now() - KEEP_MS}-0`, group.lastDeliveredId, firstPending ?? group.lastDeliveredId];
  const [oldestKept] = bounds.sort(compareEventIds) as [string];
  const trimmed = await redis.xtrim(keys.events, 'MINID', oldestKept);
  const left = await redis.xlen(keys.events);
  if (trimmed > 0) log.info({ trimmed, left, oldestKept }, 'event stream trimmed');
  if (left > STREAM_BOUND) log.error({ left, bound: STREAM_BOUND }, 'event stream exceeds its limit');
}
