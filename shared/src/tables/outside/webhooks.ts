import { flag, int, intOrNull, json, key, ms, msOrNull, text, table } from '../table.ts';

export interface WebhookRow {
  webhookId: string;
  name: string;
  url: string;
  /** Key of the signature. */
  secret: string;
  kinds: string[];
  isActive: boolean;
}
export const WebhookSchema = table<WebhookRow>('webhooks', {
  webhookId: key,
  name: text,
  url: text,
  secret: text,
  kinds: json,
  isActive: flag,
});

export interface WebhookDeliveryRow {
  deliveryId: string;
  webhookId: string;
  kind: string;
  callId: string;
  body: Record<string, unknown>;
  state: 'waiting' | 'delivered' | 'failed';
  tries: number;
  /** HTTP status of the last try; null when there was no answer. */
  status: number | null;
  error: string;
  atMs: number;
  settledAtMs: number | null;
}
export const WebhookDeliverySchema = table<WebhookDeliveryRow>('webhook_deliveries', {
  deliveryId: key,
  webhookId: text,
  kind: text,
  callId: text,
  body: json,
  state: text,
  tries: int,
  status: intOrNull,
  error: text,
  atMs: ms,
  settledAtMs: msOrNull,
});
