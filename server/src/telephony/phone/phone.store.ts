import type { RedisKeys } from '@sansheng/shared/redis';
import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { PhoneSecret } from './phone-objects.ts';

/** A phone known to Asterisk. `owner`: the session that it belongs to, or the demonstration token's hash. */
export type Phone = PhoneSecret & { owner: string } & (
    | { kind: 'seat'; employeeNo: string }
    | { kind: 'demo'; number: string; expiresAtMs: number }
  );

export interface PhoneStore {
  all(): Promise<Phone[]>;
  /** Stores the phone under its SIP user and returns the previous one. */
  put(phone: Phone): Promise<Phone | null>;
  /** Forgets the phone if it is still this owner's; false when it is not. */
  remove(sipUser: string, owner: string): Promise<boolean>;
  /** Counts a request for a demonstration phone; false when there were too many from this address. */
  mayHaveDemoPhone(address: string): Promise<boolean>;
}

/*  Forget a phone unless another session took it over.
 *  KEYS phones (hash)   ARGV sipUser, owner   Reply 1 forgotten | 0 not this owner's.   Safe to repeat. */
const removeOwned = `
local text = redis.call('HGET', KEYS[1], ARGV[1])
if not text or cjson.decode(text).owner ~= ARGV[2] then return 0 end
return redis.call('HDEL', KEYS[1], ARGV[1])`;

const DEMO_PHONES_PER_ADDRESS = 60;
const DEMO_WINDOW_SECONDS = 300;

export function createPhoneStore(redis: Redis, keys: RedisKeys): PhoneStore {
  const key = `${keys.base}:phones`;
  const demoLimit = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: `${keys.rate}:demo-phone`,
    points: DEMO_PHONES_PER_ADDRESS,
    duration: DEMO_WINDOW_SECONDS,
  });
  return {
    all: async () => (await redis.hvals(key)).map((text) => JSON.parse(text) as Phone),
    put: async (phone) => {
      const replies = await redis
        .multi()
        .hget(key, phone.sipUser)
        .hset(key, phone.sipUser, JSON.stringify(phone))
        .exec();
      const former = replies?.[0]?.[1];
      return typeof former === 'string' ? (JSON.parse(former) as Phone) : null;
    },
    remove: async (sipUser, owner) => (await redis.eval(removeOwned, 1, key, sipUser, owner)) === 1,
    mayHaveDemoPhone: async (address) => {
      try {
        await demoLimit.consume(address);
        return true;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return false;
        throw refusal;
      }
    },
  };
}
