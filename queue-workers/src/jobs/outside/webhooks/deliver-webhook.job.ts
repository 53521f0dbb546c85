import type { JobData } from '@sansheng/shared/contracts/jobs';
import { WebhookDeliverySchema, WebhookSchema } from '@sansheng/shared/tables/outside/webhooks';
import { UnrecoverableError } from 'bullmq';
import type { WorkerContext } from '../../../worker-context.ts';
import { allowsPrivateAddresses, postTo, PrivateAddress } from './post-to.ts';
import { signDelivery } from './sign-delivery.ts';

const ERROR_LENGTH = 500;

/**
 * Makes one delivery attempt. An answer other than 2xx is thrown, so that BullMQ retries; the last failure stays in the
 * log of deliveries until somebody requests the delivery again. Redirects are not followed.
 */
export async function deliverWebhook(
  { deliveryId }: JobData<'deliverWebhook'>,
  { db, log }: WorkerContext,
  isLastTry: boolean,
): Promise<void> {
  const deliveries = db.getRepository(WebhookDeliverySchema);
  const delivery = await deliveries.findOneBy({ deliveryId });
  if (delivery === null || delivery.state !== 'waiting') return;
  const { webhookId } = delivery;
  const hook = await db.getRepository(WebhookSchema).findOneBy({ webhookId });
  if (hook === null || !hook.isActive) {
    await deliveries.update({ deliveryId }, { state: 'failed', error: 'inactive', settledAtMs: Date.now() });
    return;
  }
  const allowsPrivate = await allowsPrivateAddresses(db);
  const tries = delivery.tries + 1;
  const body = JSON.stringify(delivery.body);
  let status: number | null = null;
  try {
    status = await postTo(hook.url, body, allowsPrivate, {
      'x-sansheng-delivery': deliveryId,
      'x-sansheng-kind': delivery.kind,
      'x-sansheng-signature': signDelivery(hook.secret, body, Date.now()),
    });
    if (status < 200 || status > 299) throw new Error(`answered ${status}`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // What is not allowed now will not be allowed in a moment.
    const isFinal = isLastTry || error instanceof PrivateAddress;
    await deliveries.update(
      { deliveryId },
      {
        tries,
        status,
        error: reason.slice(0, ERROR_LENGTH),
        ...(isFinal && { state: 'failed' as const, settledAtMs: Date.now() }),
      },
    );
    if (isFinal) log.warn({ deliveryId, webhookId, reason }, 'a webhook was not delivered');
    throw error instanceof PrivateAddress ? new UnrecoverableError(reason) : error;
  }
  await deliveries.update({ deliveryId }, { tries, status, error: '', state: 'delivered', settledAtMs: Date.now() });
}
