import type { RedisKeys } from '@sansheng/shared/redis';
import type { Redis } from 'ioredis';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Entries beyond which the stream takes too much memory; nothing unwritten is ever trimmed for it, so someone must look. */
export const STREAM_BOUND = 2_000_000;

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics(redis: Redis, keys: RedisKeys) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  // Each reads its own value: the registry collects them in parallel.
  new Gauge({
    name: 'sansheng_records_stream_lag',
    help: 'Events not yet handed to any worker',
    registers,
    async collect() {
      this.set((await readGroup(redis, keys))?.lag ?? Number.NaN);
    },
  });
  new Gauge({
    name: 'sansheng_records_stream_pending',
    help: 'Events handed to a worker and not yet written',
    registers,
    async collect() {
      this.set((await readGroup(redis, keys))?.pending ?? Number.NaN);
    },
  });
  new Gauge({
    name: 'sansheng_event_stream_entries',
    help: 'Events in the stream',
    registers,
    async collect() {
      this.set(await redis.xlen(keys.events));
    },
  });
  new Gauge({
    name: 'sansheng_event_stream_bound',
    help: 'Events the stream should never exceed; trimming stops short of what is not yet written',
    registers,
  }).set(STREAM_BOUND);
  return {
    registry,
    takenEvents: new Counter({ name: 'sansheng_records_events_total', help: 'Events written', registers }),
    deadEvents: new Counter({ name: 'sansheng_records_dead_events_total', help: 'Events given up', registers }),
    batchSeconds: new Histogram({
      name: 'sansheng_records_batch_seconds',
      help: 'From reading a batch of events to its acknowledgement',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    recordings: new Counter({
      name: 'sansheng_recordings_total',
      help: 'Recordings by what became of them',
      labelNames: ['state'] as const,
      registers,
    }),
    ledgerFaults: new Gauge({
      name: 'sansheng_ledger_faults',
      help: 'What did not hold in the books of the last days, as of last night',
      registers,
    }),
    failedJobs: new Counter({
      name: 'sansheng_failed_jobs_total',
      help: 'Attempts of jobs that failed',
      labelNames: ['job'] as const,
      registers,
    }),
  };
}

/** Position of the group; null before the first worker created it. `lag` is null when Redis cannot tell. */
export async function readGroup(redis: Redis, keys: RedisKeys) {
  const groups = (await redis.xinfo('GROUPS', keys.events).catch((error: Error) => {
    if (error.message.includes('no such key')) return [];
    throw error;
  })) as (string | number | null)[][];
  for (const flat of groups) {
    const field = (name: string) => flat[flat.indexOf(name) + 1];
    if (field('name') !== keys.recordsGroup) continue;
    const lag = field('lag');
    return {
      pending: Number(field('pending')),
      lastDeliveredId: String(field('last-delivered-id')),
      lag: typeof lag === 'number' ? lag : null,
    };
  }
  return null;
}
