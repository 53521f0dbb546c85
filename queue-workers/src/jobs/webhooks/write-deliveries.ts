import type { LiveEvent } from '@sansheng/shared/contracts/events';
import type { WebhookBody, WebhookKind } from '@sansheng/shared/contracts/webhooks';
import { type WebhookDeliveryRow, WebhookDeliverySchema, WebhookSchema, writeRows } from '@sansheng/shared/db';
import { alarmOf } from '@sansheng/shared/domain/alarm';
import type { DataSource } from 'typeorm';

/** Something that webhooks may ask for; `id` is the same when it is told again. */
type Told = Omit<WebhookBody, 'id'> & { id: string };

const kindOf: Partial<Record<LiveEvent['type'], WebhookKind>> = {
  'call.arrived': 'call.arrived',
  'routing.offered': 'call.offered',
  'call.answered': 'call.answered',
  'call.ended': 'call.ended',
};

/** What of the stream is told outside: the calls' milestones, and every alarm. */
export function toldOf(event: LiveEvent): Told[] {
  const base = { id: event.id, atMs: event.atMs, callId: event.callId, agentId: event.agentId };
  const kind = kindOf[event.type];
  const told: Told[] = [];
  if (kind !== undefined) {
    // Why a seat was chosen names other seats and calls: that stays inside.
    const { why: _, ...data } = event.data as Record<string, unknown>;
    told.push({ ...base, kind, data: event.type === 'call.ended' ? { ...event.data } : data });
  }
  const alarm = alarmOf(event);
  if (alarm !== null) told.push({ ...base, id: `${event.id}-alarm`, kind: 'alarm.raised', data: { ...alarm } });
  return told;
}

/**
 * Notes what each active webhook is to be told, once however often it is called with the same. Returns the ids of the
 * deliveries that wait.
 */
export async function writeDeliveries(db: DataSource, told: readonly Told[]): Promise<string[]> {
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
