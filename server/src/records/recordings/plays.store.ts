import type { RedisKeys } from '@sansheng/shared/redis';
import type { Redis } from 'ioredis';

/** A player that starts requests the first bytes two or three times at once. */
const SAME_BEGINNING_MS = 10_000;
/** Going on after a longer pause than this counts as listening again. */
const SAME_PLAY_MS = 15 * 60_000;

/**
 * Runs `book` if this request starts a playback: a player fetches a file in many ranges, and one playback is one audit
 * entry. A playback starts at the first byte, or anywhere if nothing was played recently, so that no range goes
 * unrecorded. If `book` rejects, the next request counts as a start again.
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
