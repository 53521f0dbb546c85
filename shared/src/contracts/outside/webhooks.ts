/**
 * Events for other software. Each delivery is one POST with this JSON; the header `X-Sansheng-Signature` is
 * `t=<seconds>,v1=<hex>`, the HMAC-SHA-256 of `<seconds>.<body>` under the webhook's secret. A delivery may come twice:
 * its `id` is the same each time.
 */
import { z } from 'zod';
import { newId, plainName } from '../plain-text.ts';
import { settingDeeds } from '../settings/audit.ts';

export const webhookAudit = {
  webhook: [...settingDeeds, 'secretRenewed', 'replayed'],
} as const;

export const webhookJobs = {
  /** Deliver to a webhook, repeatedly until it accepts or the attempts are used up. */
  deliverWebhook: z.object({ deliveryId: z.string() }),
  /** Queue waiting deliveries that have no job, delete old ones. */
  sweepDeliveries: z.object({}),
} as const;

export const webhookKinds = [
  'call.arrived',
  'call.offered',
  'call.answered',
  'call.ended',
  'recording.ready',
  'case.opened',
  'case.moved',
  'case.settled',
  'case.closed',
  'case.chased',
  'alarm.raised',
] as const;
export type WebhookKind = (typeof webhookKinds)[number];

export const WebhookEdit = z.object({
  webhookId: newId,
  name: plainName(),
  url: z.url({ protocol: /^https?$/ }).max(1000),
  kinds: z.array(z.enum(webhookKinds)).min(1),
  isActive: z.boolean().default(true),
});
export type WebhookEdit = z.infer<typeof WebhookEdit>;
export const WebhookSecret = z.object({ secret: z.string() });

export const WebhookBody = z.object({
  id: z.string(),
  kind: z.enum(webhookKinds),
  atMs: z.number(),
  callId: z.string(),
  agentId: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type WebhookBody = z.infer<typeof WebhookBody>;

export const deliveryStates = ['waiting', 'delivered', 'failed'] as const;
export const WebhookDelivery = z.object({
  deliveryId: z.string(),
  kind: z.string(),
  callId: z.string(),
  state: z.enum(deliveryStates),
  tries: z.number().int(),
  status: z.number().int().nullable(),
  error: z.string(),
  atMs: z.number(),
  settledAtMs: z.number().nullable(),
  body: z.record(z.string(), z.unknown()),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;
export const WebhookDeliveries = z.object({ deliveries: z.array(WebhookDelivery) });
