import { lookup as lookUp } from 'node:dns';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress } from '@sansheng/shared/addresses';
import type { JobData } from '@sansheng/shared/contracts/jobs';
import { RoomSettingsSchema } from '@sansheng/shared/tables/lead-room/live-board';
import { WebhookDeliverySchema, WebhookSchema } from '@sansheng/shared/tables/outside/webhooks';
import { UnrecoverableError } from 'bullmq';
import type { WorkerContext } from '../../../worker-context.ts';
import { signDelivery } from './sign-delivery.ts';

const TIMEOUT_MS = 10_000;
const ERROR_LENGTH = 500;

class PrivateAddress extends Error {
  constructor(address: string) {
    super(`privateAddress: ${address}`);
  }
}

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
  const room = await db.getRepository(RoomSettingsSchema).findOneByOrFail({ name: 'room' });
  const tries = delivery.tries + 1;
  const body = JSON.stringify(delivery.body);
  let status: number | null = null;
  try {
    status = await post(hook.url, body, room.allowsPrivateWebhooks, {
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

/** HTTP status of the answer. The address is checked when connecting, so a name cannot change in between. */
function post(url: string, body: string, allowsPrivate: boolean, headers: Record<string, string>): Promise<number> {
  const { protocol, hostname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (!allowsPrivate && isIP(host) !== 0 && isPrivateAddress(host)) return Promise.reject(new PrivateAddress(host));
  const lookup: LookupFunction = (name, options, done) => {
    lookUp(name, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, '', 0);
      const inside = allowsPrivate ? undefined : addresses.find(({ address }) => isPrivateAddress(address));
      if (inside !== undefined) return done(new PrivateAddress(`${name} ${inside.address}`), '', 0);
      // Connect only to one of the addresses that were checked.
      const [first] = addresses;
      if (options.all === true || first === undefined) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
  return new Promise((resolve, reject) => {
    const send = protocol === 'https:' ? requestSecure : requestPlain;
    const request = send(
      url,
      {
        method: 'POST',
        lookup,
        agent: false,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
        response.once('error', reject);
      },
    );
    request.once('error', reject);
    request.end(body);
  });
}
