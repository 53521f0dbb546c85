import { type JobData, type JobName, queueOf } from '@sansheng/shared/contracts/jobs';
import type { RedisKeys } from '@sansheng/shared/redis';
import type { Redis } from 'ioredis';

/**
 * Queues a job for the queue-workers; a job with the same id is queued only once. Its handler decides how often it is
 * tried (queue-workers/src/worker-table.ts), except for `attempts`. Throws when Redis is away.
 */
export async function requestJob<N extends JobName>(
  { redis, keys }: { redis: Redis; keys: RedisKeys },
  name: N,
  data: JobData<N>,
  { jobId, attempts = 3 }: { jobId: string; attempts?: number },
): Promise<void> {
  const { Queue } = await import('bullmq');
  const queue = new Queue(queueOf(name), { connection: redis, prefix: keys.jobs });
  try {
    await queue.add(name, data, {
      jobId,
      attempts,
      backoff: { type: 'exponential', delay: 1000 },
      removeOnComplete: true,
      removeOnFail: true,
    });
  } finally {
    await queue.close();
  }
}
