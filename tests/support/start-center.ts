import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataHome } from '@sansheng/config/stack';
import { ManagedProcess } from '@sansheng/config/stack/managed-process';
import { findFreeTcpPort } from '@sansheng/config/stack/ports';
import type { CallDetail } from '@sansheng/shared/contracts/records/call-records';
import { type LiveEvent, parseLiveEvent } from '@sansheng/shared/contracts/events';
import { redisKeys } from '@sansheng/shared/redis';
import { Redis } from 'ioredis';
import { Caller, type DialOptions } from './caller.ts';
import { Seat, type SignedIn, signIn } from './desk.ts';
import { eventually } from './eventually.ts';
import type { StackAddresses } from './test-stack.ts';

const projectDir = join(import.meta.dirname, '../..');
const LOG_LINES_SHOWN = 120;
/** Seconds; while a busy machine gives a test a fraction of a core, far longer. */
const START_LIMIT_MS = 120_000;

export interface CenterOptions {
  /** One ring; short, so that three of them are over soon. */
  ringCycleMs?: number;
  /** Seats that are signed in, registered and ready, in the order of being idle. */
  ready?: string[];
  /** Seats that are signed in and not ready. */
  notReady?: string[];
  /** False where no record is looked at. */
  workers?: boolean;
  /** More settings of server and workers. */
  settings?: Record<string, string>;
  /** Where server and workers write their logs. */
  logDir?: string;
}

export type CallCenter = Awaited<ReturnType<typeof startCenter>>;

/** A whole center: its own server and workers, its own keys in Redis. `open` starts it, `close` must be called. */
export async function startCenter(stack: StackAddresses, options: CenterOptions) {
  const { ringCycleMs = 1000, ready = [], notReady = [], workers: hasWorkers = true, settings = {} } = options;
  const { logDir = join(dataHome, 'test-logs') } = options;
  const centerId = `t-${randomBytes(6).toString('hex')}`;
  const keys = redisKeys(centerId);
  const port = await findFreeTcpPort();
  const url = `http://127.0.0.1:${port}`;
  const redis = new Redis(stack.environment.REDIS_URL ?? '');
  // Some tests kill it; the client comes back by itself.
  redis.on('error', () => {});
  await mkdir(logDir, { recursive: true });
  const env: Record<string, string> = {
    ...stack.environment,
    NODE_ENV: 'test',
    DEMONSTRATION: 'true',
    CENTER_ID: centerId,
    HOST: '127.0.0.1',
    PORT: String(port),
    RING_CYCLE_MS: String(ringCycleMs),
    // One disk for all stories of the run: what one keeps back another does not need.
    DISK_KEPT_MB: '0',
    ...settings,
  };
  const serverLog = join(logDir, `${centerId}-server.log`);
  const workersLog = join(logDir, `${centerId}-workers.log`);
  const readLog = (file: string) => readFile(file, 'utf8').catch(() => '');
  let adoptions = 0;
  const countAdoptions = async () => (await readLog(serverLog)).split('"calls adopted"').length - 1;
  const server = new ManagedProcess({
    name: 'server',
    program: process.execPath,
    args: [join(projectDir, 'server/src/main.ts')],
    env,
    logFile: serverLog,
    readyLimitMs: START_LIMIT_MS,
    // Ready is: it answers, it holds the lease, and it has taken over what Asterisk had.
    isReady: async () => (await countAdoptions()) > adoptions && (await answers(`${url}/readyz`)),
  });
  const workers = new ManagedProcess({
    name: 'queue-workers',
    program: process.execPath,
    args: [join(projectDir, 'queue-workers/src/main.ts')],
    env,
    logFile: workersLog,
    readyLimitMs: START_LIMIT_MS,
    isReady: async () => (await readLog(workersLog)).includes('queue-workers are ready'),
  });
  const seats = new Map<string, Seat>();
  const callers: Caller[] = [];
  let supervisor: Promise<SignedIn> | null = null;

  /** Asks Asterisk itself. */
  async function ari<T>(path: string): Promise<T[]> {
    const { ASTERISK_HTTP_URL, ARI_USER, ARI_PASSWORD } = stack.environment;
    const response = await fetch(`${ASTERISK_HTTP_URL}/ari${path}`, {
      headers: { authorization: `Basic ${Buffer.from(`${ARI_USER}:${ARI_PASSWORD}`).toString('base64')}` },
    });
    return (await response.json()) as T[];
  }
  async function callsWith(type: LiveEvent['type'], atLeast: number): Promise<string[]> {
    return eventually(
      async () => {
        const happened = (await center.events()).filter((event) => event.type === type);
        return happened.length >= atLeast ? happened.map(({ callId }) => callId) : null;
      },
      { withinMs: 20_000, what: `${atLeast} times ${type}` },
    );
  }
  const channels = () => ari<{ id: string; name: string; state: string }>('/channels');
  const bridges = () => ari<{ id: string; bridge_type: string; channels: string[] }>('/bridges');

  const center = {
    url,
    env,
    keys,
    redis,
    server,
    workers,
    serverLog,
    channels,
    bridges,
    /** Whether Asterisk has the phone of this seat. */
    async hasPhone(agentId: string): Promise<boolean> {
      const endpoints = await ari<{ resource: string; state: string }>('/endpoints/PJSIP');
      return endpoints.some(({ resource, state }) => resource === `seat-${agentId}` && state === 'online');
    },

    /** Asterisk sends this channel no sound, as a network would that lets it through one way only; or does again. */
    async muteChannel(channelId: string, on: boolean): Promise<void> {
      const { ASTERISK_HTTP_URL, ARI_USER, ARI_PASSWORD } = stack.environment;
      const path = `/ari/channels/${encodeURIComponent(channelId)}/mute?direction=out`;
      const reply = await fetch(ASTERISK_HTTP_URL + path, {
        method: on ? 'POST' : 'DELETE',
        headers: { authorization: `Basic ${Buffer.from(`${ARI_USER}:${ARI_PASSWORD}`).toString('base64')}` },
      });
      if (!reply.ok) throw new Error(`${channelId} cannot be muted: ${reply.status}`);
    },

    /** What Asterisk is playing under this name; null when it plays no such thing. */
    async playback(id: string): Promise<{ state: string; media_uri: string } | null> {
      const found = (await ari(`/playbacks/${id}`)) as unknown as { state?: string; media_uri: string };
      return found.state === undefined ? null : { state: found.state, media_uri: found.media_uri };
    },

    async open(): Promise<void> {
      await Promise.all([server.start(), hasWorkers ? workers.start() : null]);
      for (const agentId of ready) await (await center.seat(agentId)).goesReady();
      for (const agentId of notReady) await center.seat(agentId);
    },

    /** Starts the server again after it was killed. */
    async startServer(): Promise<void> {
      adoptions = await countAdoptions();
      await server.start();
    },

    /** The seat of this number, signed in at the first time. */
    async seat(agentId: string): Promise<Seat> {
      const known = seats.get(agentId);
      if (known !== undefined) return known;
      const seat = await Seat.open(url, agentId);
      seats.set(agentId, seat);
      return seat;
    },

    dial(to: string, dialing: DialOptions = {}): Caller {
      const caller = new Caller(stack.sipPort, to, dialing);
      callers.push(caller);
      return caller;
    },

    /** Events of one call, or of all, in their order. */
    async events(callId?: string): Promise<LiveEvent[]> {
      const all = (await redis.xrange(keys.events, '-', '+')).map(([id, fields]) => parseLiveEvent(id, fields));
      return callId === undefined ? all : all.filter((event) => event.callId === callId);
    },
    /**
     * Ids of the calls that arrived, in the order of arrival, once there are as many: the dialplan lets a caller hear
     * the ring before the server has the call.
     */
    callIds: (atLeast = 0): Promise<string[]> => callsWith('call.arrived', atLeast),
    /** Ids of the calls that came into a queue, in that order, once there are as many. */
    queuedCallIds: (atLeast: number): Promise<string[]> => callsWith('routing.callQueued', atLeast),

    /** The record of a call as the supervisor reads it, once `isThere` holds (at first: once it has ended). */
    async record(callId: string, isThere = (call: CallDetail) => call.endedAtMs !== null): Promise<CallDetail> {
      if (callId === '') throw new Error('the record of no call was asked for');
      const reader = await (supervisor ??= signIn(url, '3001'));
      return eventually(
        async () => {
          const { status, body } = await reader.ask('GET', `/api/v1/calls/${callId}`);
          return status === 200 && isThere(body as CallDetail) ? (body as CallDetail) : null;
        },
        { withinMs: 20_000, everyMs: 100, what: `the record of ${callId}` },
      );
    },

    /** Nothing of any call may be left: no channel, no bridge but the waiting room, no live call, no offer's deadline. */
    async isQuiet(): Promise<void> {
      await eventually(async () => {
        const left = {
          channels: (await channels()).map(({ name }) => name),
          bridges: (await bridges()).map(({ id }) => id).filter((id) => id !== 'waiting-room'),
          calls: await redis.smembers(keys.calls),
          deadlines: (await redis.zrange(keys.deadlines, 0, '-1')).filter((name) => /^(offer|greet|menu):/.test(name)),
        };
        if (Object.values(left).some((list) => list.length > 0)) throw new Error(`left over: ${JSON.stringify(left)}`);
        return true;
      });
    },

    async readLogs(): Promise<string> {
      const parts = await Promise.all(
        [serverLog, workersLog].filter(existsSync).map(async (file) => {
          const lines = (await readLog(file)).trimEnd().split('\n').slice(-LOG_LINES_SHOWN);
          return `--- ${file}\n${lines.join('\n')}`;
        }),
      );
      return parts.join('\n');
    },

    async close(): Promise<void> {
      await Promise.all(callers.map((caller) => caller.hangsUp()));
      for (const seat of seats.values()) seat.leaves();
      await eventually(async () => (await channels()).length === 0, { withinMs: 8000 }).catch(() => hangUpAll());
      await Promise.all([server.stop(), workers.stop()]);
      const names = await redis.keys(`${keys.base}*`);
      if (names.length > 0) await redis.del(names);
      redis.disconnect();
    },
  };

  /** What a broken test left: it must not reach the next one. */
  async function hangUpAll(): Promise<void> {
    const { ASTERISK_HTTP_URL, ARI_USER, ARI_PASSWORD } = stack.environment;
    const authorization = `Basic ${Buffer.from(`${ARI_USER}:${ARI_PASSWORD}`).toString('base64')}`;
    for (const { id } of await channels()) {
      await fetch(`${ASTERISK_HTTP_URL}/ari/channels/${id}`, { method: 'DELETE', headers: { authorization } });
    }
  }
  return center;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}
