import { randomBytes } from 'node:crypto';
import { readEnvironment } from '@sansheng/config/environment';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { openDatabase } from '@sansheng/shared/db';
import { buildApp, createFoundation, type Foundation } from '../../server/src/app.ts';
import { closeHttpServer, listen } from '../../server/src/platform/http/http-server.ts';
import { createLogger } from '../../server/src/platform/log/log.ts';
import { openRedis } from '../../server/src/platform/redis/connection.ts';
import { createShutdown } from '../../server/src/platform/shutdown/shutdown.ts';
import { signedIn } from './browser.ts';
import { theStack } from '../support/the-stack.ts';

export interface Center {
  foundation: Foundation;
  /** e.g. http://127.0.0.1:40123 */
  url: string;
  /** Forgets all counted attempts, so that one test's failures are not the next one's. */
  forgetAttempts(): Promise<void>;
  /** A new account of these roles, for a test that changes it. */
  hire(...roles: string[]): Promise<string>;
  stop(): Promise<void>;
}

/** The whole server in this process, on the run's own Redis, MariaDB and Asterisk, with live keys of its own. */
export async function startCenter(settings: Record<string, string> = {}): Promise<Center> {
  const env = readEnvironment({
    ...theStack().environment,
    NODE_ENV: 'test',
    DEMONSTRATION: '1',
    CENTER_ID: `http-${randomBytes(6).toString('hex')}`,
    ...settings,
  });
  const log = createLogger({ level: process.env.LOG_LEVEL ?? 'fatal', name: 'test' });
  const shutdown = createShutdown(log);
  const redis = await openRedis(env.REDIS_URL, log);
  shutdown.add('redis', () => redis.disconnect());
  const db = await openDatabase(env.DATABASE_URL);
  shutdown.add('database', () => db.destroy());
  const foundation = createFoundation({ env, redis, db, log, shutdown });
  const { httpServer, commands, keys } = foundation.context;
  await buildApp(foundation);
  const port = await listen(httpServer, 0, '127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  return {
    foundation,
    url,
    forgetAttempts: async () => {
      const names = await redis.keys(`${keys.rate}:*`);
      if (names.length > 0) await redis.del(names);
    },
    hire: async (...roles) => {
      const employeeNo = String(7_000_000_000 + (randomBytes(4).readUInt32BE() % 1_000_000_000));
      const admin = await signedIn(url, '9001');
      const account = { employeeNo, name: '新人', roles, teamId: null, password: 'Sansheng-demo-1' };
      const { status } = await admin.send('POST', '/api/v1/admin/accounts', account);
      if (status !== 201) throw new Error(`an account was not made: ${status}`);
      // As if they had changed it already.
      await db.getRepository(AccountSchema).update({ employeeNo }, { mustChangePassword: false });
      return employeeNo;
    },
    stop: async () => {
      const closed = closeHttpServer(httpServer, 1000);
      await commands.close();
      await shutdown.run(10_000);
      await closed;
    },
  };
}
