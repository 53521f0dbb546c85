import type { LiveState } from './define-transition.ts';

/** Those of the given ids that are there, in one round trip. What has ended meanwhile has no state. */
export async function readHashes<T>(
  { redis }: LiveState,
  ids: readonly string[],
  key: (id: string) => string,
  read: (id: string, hash: Record<string, string>) => T,
): Promise<T[]> {
  const pipeline = redis.pipeline();
  for (const id of ids) pipeline.hgetall(key(id));
  const replies = (await pipeline.exec()) ?? [];
  return replies.flatMap(([error, hash], i) => {
    if (error !== null) throw error;
    const fields = hash as Record<string, string>;
    return fields.state === undefined ? [] : [read(ids[i] as string, fields)];
  });
}
