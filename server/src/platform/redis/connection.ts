import { Redis } from 'ioredis';
import type { Logger } from '../log/log.ts';

/**
 * Opens the connection for commands. While Redis is away a command fails at once instead of waiting in line: a
 * decision about a call that is seconds old must not be carried out. Throws when Redis cannot be reached at all.
 */
export async function openRedis(url: string, log: Logger): Promise<Redis> {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 5000,
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 5), 1000),
  });
  let wasReady = false;
  let lastError: Error | undefined;
  redis.on('error', (error) => {
    lastError = error;
    if (wasReady) log.warn({ err: error }, 'Redis is away');
  });
  redis.on('ready', () => {
    if (wasReady) log.info('Redis is back');
    wasReady = true;
  });
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    throw new Error(`Redis at ${new URL(url).host} does not answer: ${(lastError ?? (error as Error)).message}`);
  }
  return redis;
}

/**
 * A second connection for what blocks a connection (XREADGROUP BLOCK, SUBSCRIBE). It waits for Redis to come back
 * instead of failing, and subscribes again by itself.
 */
export function duplicateForBlocking(redis: Redis, log: Logger): Redis {
  const duplicate = redis.duplicate({ lazyConnect: false, enableOfflineQueue: true, maxRetriesPerRequest: null });
  duplicate.on('error', (error) => log.debug({ err: error }, 'blocking Redis connection'));
  return duplicate;
}
