import type { DataSource, EntityManager } from 'typeorm';
import type { WebhookBody } from '../contracts/outside/webhooks.ts';
import type { WebhookDeliveryRow } from '../tables/outside/webhooks.ts';
import { WebhookDeliverySchema, WebhookSchema } from '../tables/outside/webhooks.ts';
import { writeRows } from './write-rows.ts';

/** Something that webhooks may subscribe to; a repetition has the same `id`. */
export type Told = Omit<WebhookBody, 'id'> & { id: string };

/**
 * Writes a delivery for each active webhook, once however often it is called for the same event. Returns the ids of the
 * waiting deliveries. Called in the transaction of the event, the deliveries exist exactly if the event happened; the
 * sweep finds them.
 */
export async function writeDeliveries(db: DataSource | EntityManager, told: readonly Told[]): Promise<string[]> {
  if (told.length === 0) return [];
  const hooks = await db.getRepository(WebhookSchema).findBy({ isActive: true });
  const rows = hooks.flatMap(({ webhookId, kinds }) =>
    told
      .filter(({ kind }) => kinds.includes(kind))
      .map((one): WebhookDeliveryRow => {
        const deliveryId = `${webhookId}.${one.id}`;
        return {
          deliveryId,
          webhookId,
          kind: one.kind,
          callId: one.callId,
          body: { ...one, id: deliveryId },
          state: 'waiting',
          tries: 0,
          status: null,
          error: '',
          atMs: one.atMs,
          settledAtMs: null,
        };
      }),
  );
  await writeRows(db, WebhookDeliverySchema, rows, 'keep');
  return rows.map(({ deliveryId }) => deliveryId);
}
