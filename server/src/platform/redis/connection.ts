import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from '../log/log.ts';

/**
 * The connection for commands, and the source of those that block. While Redis is away a command fails at once
 * instead of waiting in line: a decision about a call that is seconds old must not be carried out.
 */
class CommandConnection extends Redis {
  readonly #log: Logger;

  constructor(url: string, log: Logger) {
    super(url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      connectTimeout: 5000,
      retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 5), 1000),
    });
    this.#log = log;
  }

  /** For what blocks a connection (XREADGROUP BLOCK, SUBSCRIBE): it waits for Redis, and subscribes again by itself. */
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
