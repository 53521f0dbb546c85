import { WebhookDeliverySchema } from '@sansheng/shared/tables/outside/webhooks';
import { LessThan } from 'typeorm';
import type { WorkerContext } from '../../../worker-context.ts';
import { requestDeliveries } from './request-deliveries.ts';

const KEEP_MS = 30 * 86_400_000;
const BATCH = 500;

/**
 * Queues waiting deliveries that have no job: replayed ones, and those whose job was lost. Deletes what is a month old.
 */
export async function sweepDeliveries(context: WorkerContext): Promise<void> {
  const deliveries = context.db.getRepository(WebhookDeliverySchema);
  const waiting = await deliveries.find({
    where: { state: 'waiting' },
    select: { deliveryId: true },
    order: { atMs: 'ASC' },
    take: BATCH,
  });
  await requestDeliveries(
    context,
    waiting.map(({ deliveryId }) => deliveryId),
  );
  await deliveries.delete({ atMs: LessThan(Date.now() - KEEP_MS) });
}
