import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { AccountRow } from '@sansheng/shared/tables/people/accounts';
import type { RedisKeys } from '@sansheng/shared/redis';
import { parseCookie } from 'cookie';
import type { Redis } from 'ioredis';
import type { FindSession, Session } from '../../platform/http/session.ts';
import type { SessionEnd } from '../../platform/socket/commands.ts';

export const SESSION_COOKIE = 'sansheng_session';
/** Longer than a server mostly runs; after it the sessions of open pages are written once more, which changes nothing. */
const SERVER_KNOWN_SECONDS = 90 * 86_400;

export type Person = Pick<AccountRow, 'employeeNo' | 'name' | 'roles' | 'teamId' | 'mustChangePassword'>;
export interface EndedSession {
  tokenHash: string;
  employeeNo: string;
  code: SessionEnd;
}

/** Sessions, kept in Redis under the hash of their token: whoever reads Redis cannot sign in with what is there. */
export interface SessionStore {
  /** Whose pages are open here, for a Redis that has lost everything: they stay signed in. */
  keep(connected: () => readonly Session[]): Promise<void>;
  /** Starts a session. The token goes into the cookie and is kept nowhere else. */
  start(person: Person, address: string): Promise<{ token: string; session: Session }>;
  find: FindSession;
  /** How many sessions a person has. */
  countOf(employeeNo: string): Promise<number>;
  /** Which of these sessions are still there. */
  findLive(tokenHashes: readonly string[]): Promise<Set<string>>;
  /** Ends one session and tells all servers. */
  end(session: Pick<Session, 'tokenHash' | 'employeeNo'>, code: SessionEnd): Promise<void>;
  /** Ends all sessions of a person, but for one. */
  endAllOf(employeeNo: string, code: SessionEnd, but?: string): Promise<void>;
  /** Copies a changed name, team, roles or obligation to change the password into a person's running sessions. */
  update(person: Person): Promise<void>;
  /** Channel on which ended sessions are published, as JSON of EndedSession. */
  endedChannel: string;
}

export function createSessionStore(redis: Redis, keys: RedisKeys, idleMinutes: number): SessionStore {
  const idleSeconds = idleMinutes * 60;
  const endedChannel = `${keys.base}:sessions-ended`;

  /** Gone from Redis only when Redis has lost everything since this server began. */
  const serverKey = keys.serverKnown(randomUUID());
  let connected: () => readonly Session[] = () => [];
  let bringing: Promise<void> | null = null;
  /** Sessions that are not there may be lost, not over. One that was ended has no open page any more. */
  const bringBack = (): Promise<void> =>
    (bringing ??= (async () => {
      if ((await redis.exists(serverKey)) === 1) return;
      const write = redis.multi();
      for (const session of connected()) {
        write.set(keys.session(session.tokenHash), JSON.stringify(session), 'EX', idleSeconds, 'NX');
        write.sadd(keys.sessionsOf(session.employeeNo), session.tokenHash);
      }
      await write.set(serverKey, '1', 'EX', SERVER_KNOWN_SECONDS).exec();
    })().finally(() => (bringing = null)));

  const findLive = async (tokenHashes: readonly string[]) => {
    if (tokenHashes.length === 0) return new Set<string>();
    const read = () => redis.mget(tokenHashes.map(keys.session));
    let values = await read();
    if (values.includes(null)) {
      await bringBack();
      values = await read();
    }
    return new Set(tokenHashes.filter((_hash, i) => values[i] !== null));
  };

  /** Idle sessions expire by themselves, but their names in the person's set do not. */
  const dropGone = async (employeeNo: string) => {
    const named = await redis.smembers(keys.sessionsOf(employeeNo));
    const live = await findLive(named);
    const gone = named.filter((hash) => !live.has(hash));
    if (gone.length > 0) await redis.srem(keys.sessionsOf(employeeNo), ...gone);
  };

  const endByHash = async (tokenHash: string, employeeNo: string, code: SessionEnd) => {
    await dropGone(employeeNo);
    await redis
      .multi()
      .del(keys.session(tokenHash))
      .srem(keys.sessionsOf(employeeNo), tokenHash)
      .publish(endedChannel, JSON.stringify({ tokenHash, employeeNo, code } satisfies EndedSession))
      .exec();
  };

  return {
    endedChannel,
    async keep(pages) {
      connected = pages;
      await redis.set(serverKey, '1', 'EX', SERVER_KNOWN_SECONDS);
    },
    countOf: (employeeNo) => redis.scard(keys.sessionsOf(employeeNo)),
    findLive,
    start: async ({ employeeNo, name, roles, teamId, mustChangePassword }, address) => {
      const token = randomBytes(32).toString('base64url');
      const csrfToken = randomBytes(32).toString('base64url');
      const session: Session = {
        tokenHash: hashToken(token),
        employeeNo,
        name,
        roles,
        teamId,
        csrfToken,
        mustChangePassword,
        address,
      };
      await dropGone(employeeNo);
      await redis
        .multi()
        .set(keys.session(session.tokenHash), JSON.stringify(session), 'EX', idleSeconds)
        .sadd(keys.sessionsOf(employeeNo), session.tokenHash)
        .exec();
      return { token, session };
    },
    find: async (cookieHeader, prolong) => {
      const token = cookieHeader === undefined ? undefined : parseCookie(cookieHeader)[SESSION_COOKIE];
      if (!token) return null;
      const key = keys.session(hashToken(token));
      const read = () => (prolong ? redis.getex(key, 'EX', idleSeconds) : redis.get(key));
      let text = await read();
      if (text === null) {
        await bringBack();
        text = await read();
      }
      return text === null ? null : (JSON.parse(text) as Session);
    },
    end: ({ tokenHash, employeeNo }, code) => endByHash(tokenHash, employeeNo, code),
    endAllOf: async (employeeNo, code, but) => {
      for (const hash of await redis.smembers(keys.sessionsOf(employeeNo)))
        if (hash !== but) await endByHash(hash, employeeNo, code);
    },
    update: async ({ employeeNo, name, roles, teamId, mustChangePassword }) => {
      for (const hash of await redis.smembers(keys.sessionsOf(employeeNo))) {
        const text = await redis.get(keys.session(hash));
        if (text === null) continue;
        const session: Session = { ...(JSON.parse(text) as Session), name, roles, teamId, mustChangePassword };
        await redis.set(keys.session(hash), JSON.stringify(session), 'KEEPTTL', 'XX');
      }
    },
  };
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
