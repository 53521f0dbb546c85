import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * A fingerprint of something's current content: whoever changes it sends back the revision they read (`If-Match`), and
 * is refused when it has changed since. It is derived from the content, so it needs no column, and a change that was
 * reverted does not count.
 */
export function revisionOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(inOrder(value)))
    .digest('base64url')
    .slice(0, 22);
}

/** Databases reorder the keys of JSON, and lists without an order come in any. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, inOrder(inner)]);
}

/** The revision that a request's change is meant for; undefined when it is meant for any. */
export function meantFor({ headers }: IncomingMessage): string | undefined {
  const given = headers['if-match']?.trim().replace(/^(?:W\/)?"(.*)"$/, '$1');
  return given === undefined || given === '' || given === '*' ? undefined : given;
}
