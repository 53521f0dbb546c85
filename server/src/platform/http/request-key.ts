import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isOwnId } from '@sansheng/shared/contracts/plain-text';
import type { Request } from 'express';
import type { KeptReply, RequestKeys } from './request-keys.store.ts';
import { UserError } from './user-error.ts';

/** How long the second of two simultaneous requests waits for the reply to the first. */
const WAIT_MS = 10_000;
const LOOK_MS = 100;

/** The `Idempotency-Key` of a request; undefined without one. Throws badRequest for an invalid one. */
export function requestKeyOf(request: Pick<Request, 'get'>): string | undefined {
  const key = request.get('idempotency-key');
  if (key !== undefined && (key === '' || key.length > 100 || !isOwnId(key)))
    throw new UserError('badRequest', { field: 'idempotency-key' });
  return key;
}

/**
 * Ids for what a request makes. With a key they are the same when the same request is repeated: if it was cut off after
 * being carried out but before being remembered, the database has that id and refuses a second one.
 */
export function idsOf(name: string | undefined): () => string {
  if (name === undefined) return randomUUID;
  let count = 0;
  return () => {
    const hex = createHash('sha256')
      .update(`${name} ${(count += 1)}`)
      .digest('hex');
    const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `8${hex.slice(13, 16)}`,
      `${variant}${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join('-');
  };
}

/** Does something once for a key, and repeats the first answer after that. */
export async function doOnce(
  keys: RequestKeys,
  name: string,
  content: string,
  act: () => Promise<KeptReply>,
): Promise<KeptReply> {
  for (let waitedMs = 0; ; waitedMs += LOOK_MS) {
    const begun = await keys.begin(name, content);
    if (begun.kind === 'done') return begun.reply;
    if (begun.kind === 'other')
      throw new UserError('badRequest', { field: 'idempotency-key', detail: 'used for another request' });
    if (begun.kind === 'mine') break;
    if (waitedMs >= WAIT_MS)
      throw new UserError('conflict', { field: 'idempotency-key', detail: 'the same request is still running' });
    await pause(LOOK_MS);
  }
  let reply: KeptReply;
  try {
    reply = await act();
  } catch (error) {
    await keys.forget(name);
    throw error;
  }
  await keys.keep(name, content, reply);
  return reply;
}
