import { randomUUID } from 'node:crypto';
import type { RedisKeys } from '@sansheng/shared/redis';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';

const AGAIN_MS = 500;

/**
 * Tells every server that settings were changed; call it once the change is committed. They learn it twice: at once by
 * a message, which a reconnecting server misses, and by a mark that each of them compares every second. The mark is a
 * new random word each time and not a counter, which would repeat itself after Redis was emptied. Never rejects: the
 * change is saved, and is announced as soon as Redis is back.
 */
export async function tellSettingsChanged(
  { redis, keys, log }: { redis: Redis; keys: RedisKeys; log: Logger },
  what: string,
): Promise<void> {
  const tell = () =>
    redis.multi().set(keys.settingsMark, randomUUID()).publish(keys.settingsChanged, JSON.stringify({ what })).exec();
  const tellLater = () => {
    setTimeout(() => tell().catch(tellLater), AGAIN_MS).unref();
  };
  try {
    await tell();
  } catch (error) {
    log.warn(
      { err: error, what },
      'changed settings could not be announced, will be announced as soon as Redis answers',
    );
    tellLater();
  }
}

/** The current mark; null in a Redis without settings, new or emptied. */
export const readSettingsMark = (redis: Redis, keys: RedisKeys): Promise<string | null> => redis.get(keys.settingsMark);

/** Marks the settings as present in this Redis, unless another server was first. Returns the mark now in force. */
export async function markSettings(redis: Redis, keys: RedisKeys): Promise<string | null> {
  await redis.set(keys.settingsMark, randomUUID(), 'NX');
  return readSettingsMark(redis, keys);
}
