import { createHmac } from 'node:crypto';

/** `t=<seconds>,v1=<hex>`: the receiver computes the same over `<seconds>.<body>`, and refuses what is old. */
export function signDelivery(secret: string, body: string, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
