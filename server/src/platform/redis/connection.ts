import { backOffMs } from '@sansheng/shared/domain/back-off';
import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from '../log/log.ts';

/**
 * The connection for commands, and the source of those that block. While Redis is away a command fails at once instead
 * of being queued: a decision about a call must not be carried out seconds later.
 */
class CommandConnection extends Redis {
  readonly #log: Logger;

  constructor(url: string, log: Logger) {
    super(url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      connectTimeout: 5000,
      retryStrategy: (times) => backOffMs(times, { firstMs: 50, mostMs: 1000 }),
    });
    this.#log = log;
  }

  /**
   * For commands that block a connection (XREADGROUP BLOCK, SUBSCRIBE): it waits for Redis, and resubscribes by itself.
   */
  override duplicate(override?: Partial<RedisOptions>): Redis {
    const patient = { lazyConnect: false, enableOfflineQueue: true, maxRetriesPerRequest: null };
    const duplicate = super.duplicate({ ...patient, ...override });
    duplicate.on('error', (error) => this.#log.debug({ err: error }, 'blocking Redis connection'));
    return duplicate;
  }
}

/** Opens the connection for commands. Throws one sentence when Redis cannot be reached. */
export async function openRedis(url: string, log: Logger): Promise<Redis> {
  const redis = new CommandConnection(url, log);
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
    const { message } = lastError ?? (error as Error);
    throw new Error(`Redis at ${new URL(url).host} does not answer: ${message}`, { cause: error });
  }
  return redis;
}
