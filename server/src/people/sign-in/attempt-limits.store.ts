import { partyOf } from '@sansheng/shared/addresses';
import type { RedisKeys } from '@sansheng/shared/redis';
import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

export interface AttemptRefusal {
  code: 'tooManyAttempts' | 'accountLocked';
  retryAfterSeconds: number;
  /** True for the attempt that locked the account, so that the lock is reported once. */
  isFirst: boolean;
}
export interface AttemptLimits {
  /** Counts an attempt before the password is checked. Returns why it must not go on, or null. */
  begin(employeeNo: string, address: string, device: string | null): Promise<AttemptRefusal | null>;
  fail(address: string, device: string | null): Promise<void>;
  succeed(employeeNo: string, device: string | null): Promise<void>;
  /** Lifts the lock of an account. */
  unlock(employeeNo: string): Promise<void>;
  /** When the lock of an account ends; null: it is open. */
  lockedUntilMs(employeeNo: string): Promise<number | null>;
}

const FAILURES_OF_ACCOUNT = 10;
const LOCK_SECONDS = 15 * 60;
const FAILURES_OF_ADDRESS = 30;
const ATTEMPTS_OF_ACCOUNT = 100;
const WINDOW_SECONDS = 5 * 60;

/**
 * Three limits, counted in Redis for all servers: failures of one account (10, then locked for 15 minutes, known
 * accounts and made-up ones alike), failures from one address (30 in 5 minutes), attempts at one account whatever their
 * outcome (100 in 5 minutes). A whole center behind one address signs in at shift start, so an address is judged by its
 * failures alone. A device by which the person has signed in before is judged by its own ten failures, and by none of
 * the others: what strangers do does not lock out the owner.
 */
export function createAttemptLimits(redis: Redis, keys: RedisKeys): AttemptLimits {
  const limiter = (name: string, points: number, duration: number, blockDuration = 0) =>
    new RateLimiterRedis({ storeClient: redis, keyPrefix: `${keys.rate}:${name}`, points, duration, blockDuration });
  const failuresOfAccount = limiter('sign-in-account', FAILURES_OF_ACCOUNT, LOCK_SECONDS, LOCK_SECONDS);
  const failuresOfDevice = limiter('sign-in-device', FAILURES_OF_ACCOUNT, LOCK_SECONDS, LOCK_SECONDS);
  const failuresOfAddress = limiter('sign-in-address', FAILURES_OF_ADDRESS, WINDOW_SECONDS);
  const attemptsOfAccount = limiter('sign-in-attempts', ATTEMPTS_OF_ACCOUNT, WINDOW_SECONDS);

  return {
    begin: async (employeeNo, address, device) => {
      if (device !== null) {
        const ofDevice = await consume(failuresOfDevice, `${device}:${employeeNo}`);
        return ofDevice.isRefused ? refuse('tooManyAttempts', ofDevice.state, false) : null;
      }
      const fromAddress = await failuresOfAddress.get(partyOf(address));
      if (fromAddress !== null && fromAddress.consumedPoints >= FAILURES_OF_ADDRESS) {
        return refuse('tooManyAttempts', fromAddress, false);
      }
      // Counted as a failure until it succeeds: of a hundred at once, only ten get to try.
      const ofAccount = await consume(failuresOfAccount, employeeNo);
      if (ofAccount.isRefused) {
        return refuse('accountLocked', ofAccount.state, ofAccount.state.consumedPoints === FAILURES_OF_ACCOUNT + 1);
      }
      const attempts = await consume(attemptsOfAccount, employeeNo);
      return attempts.isRefused ? refuse('tooManyAttempts', attempts.state, false) : null;
    },
    fail: async (address, device) => {
      if (device === null) await failuresOfAddress.penalty(partyOf(address));
    },
    succeed: async (employeeNo, device) => {
      // A success on a known device says nothing about attackers elsewhere: their lock stays.
      if (device === null) await failuresOfAccount.delete(employeeNo);
      else await failuresOfDevice.delete(`${device}:${employeeNo}`);
    },
    unlock: async (employeeNo) => {
      await failuresOfAccount.delete(employeeNo);
      await attemptsOfAccount.delete(employeeNo);
    },
    lockedUntilMs: async (employeeNo) => {
      const state = await failuresOfAccount.get(employeeNo);
      return state !== null && state.consumedPoints > FAILURES_OF_ACCOUNT ? Date.now() + state.msBeforeNext : null;
    },
  };
}

/** The library rejects with its state when the limit is passed, and with an Error when Redis is away. */
async function consume(limiter: RateLimiterRedis, key: string): Promise<{ isRefused: boolean; state: RateLimiterRes }> {
  try {
    return { isRefused: false, state: await limiter.consume(key) };
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return { isRefused: true, state: refusal };
    throw refusal;
  }
}

function refuse(code: AttemptRefusal['code'], state: RateLimiterRes, isFirst: boolean): AttemptRefusal {
  return { code, retryAfterSeconds: Math.max(1, Math.ceil(state.msBeforeNext / 1000)), isFirst };
}
