import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { RedisKeys } from '@sansheng/shared/redis';
import type { Logger } from 'pino';
import type { HeldLease } from '../live-state/index.ts';

/** How long a dead server keeps an Asterisk node; and how often a live one renews its lease. */
const LEASE_MS = 2000;
const RENEW_MS = 500;

/* KEYS lease, its last holder ARGV token, ttlMs, isHeld ('1': renew it) Reply 1 mine | 2 mine, but this Redis knew of
 * no holder: it was emptied | 0 another's, or another has had it since.  Safe to repeat: only the first says 2. */
const takeLua = `local owner, holder = redis.call('GET', KEYS[1]), redis.call('GET', KEYS[2])
if owner and owner ~= ARGV[1] then return 0 end
if ARGV[3] == '1' and holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[2], ARGV[1])
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return ARGV[3] == '1' and not holder and 2 or 1`;
const releaseLua = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

/** No room on its disk, or in its memory. */
const isFull = (error: unknown): boolean => /^(MISCONF|OOM) /.test((error as Error).message);

export interface LeaseHandlers {
  held: (lease: HeldLease) => void;
  adrift: (lease: HeldLease) => void;
  lost: () => void;
}
export interface NodeLease {
  readonly isHeld: boolean;
  /** Some server has the node, as Redis knows. */
  isHeldElsewhere(): Promise<boolean>;
  start(): void;
  /** Releases the node for whoever asks next. */
  release(): Promise<void>;
}

/**
 * One server at a time acts on the events and deadlines of one Asterisk. `held` is called when this server becomes the
 * one; `adrift` when it still is, but Redis may have missed something: it lost everything, or refused writes for a
 * while; `lost` when it no longer is, or cannot know (Redis unreachable for longer than the lease).
 */
export function createNodeLease(
  redis: Redis,
  keys: RedisKeys,
  node: string,
  on: LeaseHandlers,
  log: Logger,
): NodeLease {
  let token = randomUUID();
  let isHeld = false;
  let isRefused = false;
  let renewedAtMs = 0;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const held = [keys.lease(node), keys.leaseHolder(node)] as const;

  async function renew(): Promise<void> {
    try {
      const reply = await redis.eval(takeLua, 2, ...held, token, LEASE_MS, isHeld ? '1' : '0');
      const isMine = reply !== 0;
      if (isStopped) return;
      const wasRefused = isRefused;
      isRefused = false;
      if (isMine) renewedAtMs = performance.now();
      if (isMine && !isHeld) {
        isHeld = true;
        log.info({ node }, 'lease held');
        on.held({ node, token });
      } else if (reply === 2) {
        log.warn({ node }, 'Redis has lost everything, adopting what Asterisk has');
        on.adrift({ node, token });
      } else if (isMine && wasRefused) {
        log.warn({ node }, 'Redis accepts writes again, looking for what it missed');
        on.adrift({ node, token });
      } else if (!isMine && isHeld) {
        lose('another server has it');
      }
    } catch (error) {
      // It accepts no writes at all, so no other server can take the node; new callers are at least noticed.
      if (isHeld && isFull(error)) {
        renewedAtMs = performance.now();
        isRefused = true;
      }
      if (isHeld && performance.now() - renewedAtMs > LEASE_MS) lose(String(error));
    } finally {
      if (!isStopped) timer = setTimeout(renew, isHeld ? RENEW_MS : 200);
    }
  }

  function lose(reason: string): void {
    isHeld = false;
    // Work begun under the old lease stays refused even if this server gets the node again.
    token = randomUUID();
    log.warn({ node, reason }, 'lease lost');
    on.lost();
  }

  return {
    get isHeld() {
      return isHeld;
    },
    isHeldElsewhere: async () => (await redis.exists(keys.lease(node))) === 1,
    start: () => void renew(),
    async release() {
      isStopped = true;
      clearTimeout(timer);
      isHeld = false;
      await redis.eval(releaseLua, 1, keys.lease(node), token).catch(() => undefined);
    },
  };
}
