import { randomUUID } from 'node:crypto';
import type { RedisKeys } from '@sansheng/shared/redis';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';

const AGAIN_MS = 500;

/**
 * Tells every server that settings were changed; to be called once the change is committed. They are told twice: at once
 * by a message, which a server that just connects anew misses, and by a mark that each of them compares every second.
 * The mark is a word of its own each time and no number: one counted in a Redis that was emptied would come round again.
 * Never rejects: what is saved is saved, and is told as soon as Redis is back.
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
    log.warn({ err: error, what }, 'changed settings could not be told; told as soon as Redis takes it');
    tellLater();
  }
}

/** The mark of now; null in a Redis that knows no settings, new or emptied. */
export const readSettingsMark = (redis: Redis, keys: RedisKeys): Promise<string | null> => redis.get(keys.settingsMark);

/** Says that the settings are in this Redis, unless another server was first. Returns the mark that stands then. */
export async function markSettings(redis: Redis, keys: RedisKeys): Promise<string | null> {
  await redis.set(keys.settingsMark, randomUUID(), 'NX');
  return readSettingsMark(redis, keys);
}
