import { createHash, randomBytes } from 'node:crypto';
import type { RedisKeys } from '@sansheng/shared/redis';
import { parseCookie } from 'cookie';
import type { Redis } from 'ioredis';

export const DEVICE_COOKIE = 'sansheng_device';
export const DEVICE_DAYS = 180;

/**
 * Browsers in which a person has signed in before. Strangers who guess the password lock the account for strangers
 * only; its owner still gets in here. If Redis loses them, only that convenience is lost.
 */
export function createKnownDevices(redis: Redis, keys: RedisKeys) {
  const tokenOf = (cookieHeader: string | undefined) =>
    cookieHeader === undefined ? undefined : parseCookie(cookieHeader)[DEVICE_COOKIE];
  const keyOf = (token: string) => `${keys.base}:device:${createHash('sha256').update(token).digest('hex')}`;
  return {
    /** Key of the device if this person has signed in with it before, else null. */
    async find(cookieHeader: string | undefined, employeeNo: string): Promise<string | null> {
      const token = tokenOf(cookieHeader);
      if (!token) return null;
      const key = keyOf(token);
      return (await redis.sismember(key, employeeNo)) === 1 ? key : null;
    },
    /** Returns the token for the cookie: the browser's own, if it has one that is known here. */
    async remember(cookieHeader: string | undefined, employeeNo: string): Promise<string> {
      const given = tokenOf(cookieHeader);
      const token = given && (await redis.exists(keyOf(given))) === 1 ? given : randomBytes(32).toString('base64url');
      await redis
        .multi()
        .sadd(keyOf(token), employeeNo)
        .expire(keyOf(token), DEVICE_DAYS * 86_400)
        .exec();
      return token;
    },
  };
}
export type KnownDevices = ReturnType<typeof createKnownDevices>;
