import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '@sansheng/config/environment';
import { type RunningStack, startStack } from '@sansheng/config/stack';
import { migrate, openDatabase } from '@sansheng/shared/db';
import { seedDemonstration } from '../../queue-workers/src/seed/seed-demonstration.ts';
import { buildApp, createFoundation, type Foundation } from '../../server/src/app.ts';
import { closeHttpServer, listen } from '../../server/src/platform/http/http-server.ts';
import { createLogger } from '../../server/src/platform/log/log.ts';
import { openRedis } from '../../server/src/platform/redis/connection.ts';
import { createShutdown } from '../../server/src/platform/shutdown/shutdown.ts';

export interface Center {
  stack: RunningStack;
  foundation: Foundation;
  /** e.g. http://127.0.0.1:40123 */
  url: string;
  /** Forgets all counted attempts, so that one test's failures are not the next one's. */
  forgetAttempts(): Promise<void>;
  stop(): Promise<void>;
}

/** The whole server in this process, on a real Redis, MariaDB and Asterisk, with the demonstration's people. */
export async function startCenter(settings: Record<string, string> = {}): Promise<Center> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sansheng-http-'));
  const stack = await startStack({ dataDir, ports: 'free' });
  const stopStack = async () => {
    await stack.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const env = readEnvironment({ ...stack.environment, NODE_ENV: 'test', DEMONSTRATION: '1', ...settings });
    const log = createLogger({ level: process.env.LOG_LEVEL ?? 'fatal', name: 'test' });
    const shutdown = createShutdown(log);
    const redis = await openRedis(env.REDIS_URL, log);
    shutdown.add('redis', () => redis.disconnect());
    const db = await openDatabase(env.DATABASE_URL);
    shutdown.add('database', () => db.destroy());
    await migrate(db);
    await seedDemonstration(db, Date.now());
    const foundation = createFoundation({ env, redis, db, log, shutdown });
    const { httpServer, commands, keys } = foundation.context;
    await buildApp(foundation);
    const port = await listen(httpServer, 0, '127.0.0.1');
    return {
      stack,
      foundation,
      url: `http://127.0.0.1:${port}`,
      forgetAttempts: async () => {
        const names = await redis.keys(`${keys.rate}:*`);
        if (names.length > 0) await redis.del(names);
      },
      stop: async () => {
        const closed = closeHttpServer(httpServer, 1000);
        await commands.close();
        await shutdown.run(10_000);
        await closed;
        await stopStack();
      },
    };
  } catch (error) {
    await stopStack();
    throw error;
  }
}
