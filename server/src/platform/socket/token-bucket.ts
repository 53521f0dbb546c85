export interface TokenBucket {
  tokens: number;
  filledAtMs: number;
}

/**
 * Takes one token of a bucket that holds `capacity` and gains `perSecond`; false when it is empty. Changes the bucket
 * given.
 */
export function takeToken(bucket: TokenBucket, capacity: number, perSecond: number, nowMs: number): boolean {
  const gained = (Math.max(0, nowMs - bucket.filledAtMs) / 1000) * perSecond;
  bucket.tokens = Math.min(capacity, bucket.tokens + gained);
  bucket.filledAtMs = nowMs;
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}
