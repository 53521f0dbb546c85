import { queueOf } from '@sansheng/shared/contracts/jobs';
import { type DefaultJobOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { WorkerContext } from '../../../worker-context.ts';

export const deliveryOptions: DefaultJobOptions = {
  // 2, 4, 8 ... 512 s: a receiver has a quarter of an hour to come back.
  attempts: 10,
  backoff: { type: 'exponential', delay: 2000 },
  // The sweep must be able to request it again.
  removeOnComplete: true,
  removeOnFail: true,
};

const lines = new WeakMap<Redis, Queue>();

/** Queues deliveries; one that is already queued stays queued once. */
export async function requestDeliveries(
  { redis, keys }: Pick<WorkerContext, 'redis' | 'keys'>,
  deliveryIds: readonly string[],
): Promise<void> {
  if (deliveryIds.length === 0) return;
  const name = 'deliverWebhook';
  let line = lines.get(redis);
  if (line === undefined) {
    line = new Queue(queueOf(name), { connection: redis, prefix: keys.jobs, defaultJobOptions: deliveryOptions });
    lines.set(redis, line);
  }
  await line.addBulk(deliveryIds.map((deliveryId) => ({ name, data: { deliveryId }, opts: { jobId: deliveryId } })));
}
