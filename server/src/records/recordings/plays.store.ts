import type { RedisKeys } from '@sansheng/shared/redis';
import type { Redis } from 'ioredis';

/** A player that begins asks for the first bytes two or three times at once. */
const SAME_BEGINNING_MS = 10_000;
/** Pausing longer than this and going on is listening anew. */
const SAME_PLAY_MS = 15 * 60_000;

/**
 * Runs `book` when this request begins to play the recording: a player fetches a file in many ranges, and one
 * listening is one entry. It begins at the first byte, or anywhere when nothing was played of late, so that no range
 * goes without a trace. When `book` rejects, the next request begins again.
 */
export async function bookNewPlay(
  { redis, keys }: { redis: Redis; keys: RedisKeys },
  play: { recordingId: string; tokenHash: string; startsAtFirstByte: boolean },
  book: () => Promise<void>,
): Promise<void> {
  const key = `${keys.rate}:play:${play.recordingId}:${play.tokenHash}`;
  const nowMs = Date.now();
  const begunAtMs = await redis.set(key, nowMs, 'PX', SAME_PLAY_MS, 'NX', 'GET');
  if (begunAtMs !== null) {
    if (!play.startsAtFirstByte || nowMs - Number(begunAtMs) < SAME_BEGINNING_MS) return;
    await redis.set(key, nowMs, 'PX', SAME_PLAY_MS);
  }
  try {
    await book();
  } catch (error) {
    await redis.del(key);
    throw error;
  }
}
