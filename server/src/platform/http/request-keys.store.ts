import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** A retry comes within seconds, or by hand within a shift. */
const KEPT_SECONDS = 24 * 3600;
/** Longer than any request may take: after that, the process that began it is dead. */
const RUNNING_SECONDS = 60;
/** A larger answer is computed again on a retry; the ids derived from the key prevent a second creation. */
const LONGEST_REPLY = 100_000;

export interface KeptReply {
  status: number;
  body: unknown;
}
/**
 * `mine`: not done yet, this request is to do it; `running`: another one is doing it; `other`: the key was used for
 * another request.
 */
export type Begun = { kind: 'mine' } | { kind: 'running' } | { kind: 'other' } | { kind: 'done'; reply: KeptReply };

/** What was answered to requests with an `Idempotency-Key`, so that the same request again is not done again. */
export interface RequestKeys {
  /** `name`: the person, the route and the key; `content`: the whole request. */
  begin(name: string, content: string): Promise<Begun>;
  /** Never rejects: what was done is done. */
  keep(name: string, content: string, reply: KeptReply): Promise<void>;
  /** Nothing was done: the next request with this key may do it. */
  forget(name: string): Promise<void>;
}

const digestOf = (text: string) => createHash('sha256').update(text).digest('base64url');

export function createRequestKeys(redis: Redis, keyOf: (digest: string) => string): RequestKeys {
  const at = (name: string) => keyOf(digestOf(name));
  return {
    async begin(name, content) {
      const digest = digestOf(content);
      const mine = JSON.stringify({ digest });
      if ((await redis.set(at(name), mine, 'EX', RUNNING_SECONDS, 'NX')) !== null) return { kind: 'mine' };
      const found = await redis.get(at(name));
      // It ran out, or was forgotten, between the two: the next look finds it free.
      if (found === null) return { kind: 'running' };
      const kept = JSON.parse(found) as { digest: string; reply?: KeptReply };
      if (kept.digest !== digest) return { kind: 'other' };
      return kept.reply === undefined ? { kind: 'running' } : { kind: 'done', reply: kept.reply };
    },
    async keep(name, content, reply) {
      const kept = JSON.stringify({ digest: digestOf(content), reply });
      if (kept.length > LONGEST_REPLY) await redis.del(at(name)).catch(() => {});
      else await redis.set(at(name), kept, 'EX', KEPT_SECONDS).catch(() => {});
    },
    async forget(name) {
      await redis.del(at(name)).catch(() => {});
    },
  };
}
