import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Environment, readEnvironment } from '@sansheng/config/environment';
import type { EventData, EventType } from '@sansheng/shared/contracts/events';
import { migrate, openDatabase } from '@sansheng/shared/db';
import { openRecordingStore } from '@sansheng/shared/recording-store';
import { redisKeys } from '@sansheng/shared/redis';
import { Redis } from 'ioredis';
import { createConnection } from 'mysql2/promise';
import type { DataSource } from 'typeorm';
import { theStack } from '../support/the-stack.ts';

const workersMain = join(import.meta.dirname, '../../queue-workers/src/main.ts');

/** What happened at a center, `afterMs` from its beginning. */
export interface Happening {
  type: EventType;
  afterMs: number;
  callId: string;
  agentId: string;
  data: Record<string, unknown>;
}

export function happening<T extends EventType>(
  type: T,
  afterMs: number,
  callId: string,
  data: EventData<T>,
  agentId = '',
): Happening {
  return { type, afterMs, callId, agentId, data };
}

export type RecordsCenter = Awaited<ReturnType<typeof aRecordsCenter>>;

/** A center with a database, a spool and a store of its own, and the real queue-workers as processes. */
export async function aRecordsCenter(more: Record<string, string> = {}) {
  const name = randomBytes(5).toString('hex');
  const { environment } = theStack();
  const folder = await mkdtemp(join(tmpdir(), 'sansheng-records-'));
  const databaseUrl = new URL(environment.DATABASE_URL ?? '');
  const database = `${databaseUrl.pathname.slice(1)}_${name}`;
  const admin = await createConnection(databaseUrl.href);
  await admin.query(`CREATE DATABASE \`${database}\` CHARACTER SET utf8mb4`);
  databaseUrl.pathname = `/${database}`;
  const settings = {
    ...environment,
    NODE_ENV: 'test',
    DEMONSTRATION: 'true',
    CENTER_ID: `r-${name}`,
    DATABASE_URL: databaseUrl.href,
    RECORDING_SPOOL: join(folder, 'spool'),
    RECORDING_STORE: join(folder, 'store'),
    LOG_LEVEL: 'warn',
    ...more,
  };
  const env: Environment = readEnvironment(settings);
  await Promise.all([mkdir(env.RECORDING_SPOOL), mkdir(env.RECORDING_STORE)]);
  const db: DataSource = await openDatabase(env.DATABASE_URL);
  await migrate(db);
  const redis = new Redis(env.REDIS_URL);
  const keys = redisKeys(env.CENTER_ID);
  const running = new Set<ChildProcess>();
  let sequence = 0;

  const center = {
    env,
    db,
    redis,
    keys,
    recordingStore: openRecordingStore(env),

    /** Starts the real queue-workers. `log` holds what they wrote. */
    startWorkers() {
      const child = spawn(process.execPath, [workersMain], { env: { ...process.env, ...settings } });
      const log: string[] = [];
      child.stdout.on('data', (text: Buffer) => log.push(text.toString()));
      child.stderr.on('data', (text: Buffer) => log.push(text.toString()));
      running.add(child);
      const gone = once(child, 'exit').then(() => running.delete(child));
      return {
        log,
        end: async (signal: 'SIGTERM' | 'SIGKILL') => {
          child.kill(signal);
          await gone;
          return child.exitCode;
        },
      };
    },

    /** Appends to the event stream under ids of their own time, as the Lua transitions do. */
    async happen(startMs: number, happenings: readonly Happening[]): Promise<void> {
      const pipeline = redis.pipeline();
      for (const { type, afterMs, callId, agentId, data } of happenings) {
        const fields = { type, at: startMs + afterMs, call: callId, agent: agentId, data: JSON.stringify(data) };
        pipeline.xadd(keys.events, `${startMs}-${sequence++}`, ...Object.entries(fields).flat());
      }
      for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
    },

    /** Every event has been handed out and acknowledged. */
    isAllWritten: async (): Promise<boolean> => {
      const groups = (await redis.xinfo('GROUPS', keys.events).catch(() => [])) as (string | number | null)[][];
      const [group = []] = groups;
      const field = (of: string) => group[group.indexOf(of) + 1];
      return field('lag') === 0 && field('pending') === 0;
    },

    /** All that was projected, in one order, to compare two states of the tables. */
    async readTables(): Promise<Record<string, unknown[]>> {
      const tables: Record<string, unknown[]> = {};
      for (const table of ['calls', 'offers', 'call_events', 'agent_states', 'recordings']) {
        tables[table] = await db.query(`SELECT * FROM ${table} ORDER BY 1, 2`);
      }
      return tables;
    },

    async close(): Promise<void> {
      for (const child of running) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      await db.destroy();
      const left = await redis.keys(`${keys.base}*`);
      if (left.length > 0) await redis.del(left);
      redis.disconnect();
      await admin.query(`DROP DATABASE \`${database}\``);
      await admin.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return center;
}

/** Waits for a condition; fails with `what` after `limitMs`. */
export async function eventually(
  what: string | (() => string),
  isSo: () => Promise<boolean>,
  limitMs = 30_000,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) {
      throw new Error(`waited ${limitMs} ms in vain: ${typeof what === 'string' ? what : what()}`);
    }
    await delay(25);
  }
}
