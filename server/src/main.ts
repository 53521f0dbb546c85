import { type Environment, readEnvironment, WrongSettings } from '@sansheng/config/environment';
import { openDatabase } from '@sansheng/shared/db';
import { buildApp, type Connections, createFoundation, type Foundation } from './app.ts';
import { closeHttpServer, listen } from './platform/http/http-server.ts';
import { createLogger, type Logger } from './platform/log/log.ts';
import { openRedis } from './platform/redis/connection.ts';
import { createShutdown } from './platform/shutdown/shutdown.ts';

/** A drain that lasts longer than this is cut short: the process manager would kill us anyway. */
const DRAIN_MS = 10_000;
const REQUESTS_GRACE_MS = 5000;

/** Something outside is wrong and a person can fix it: reported in one sentence, without a stack trace. */
class CannotStart extends Error {}

async function start(): Promise<void> {
  const env = readEnvironment();
  const log = createLogger({ level: env.LOG_LEVEL, name: 'server' });
  const shutdown = createShutdown(log);
  exitOn(log, (limitMs) => shutdown.run(limitMs));

  try {
    const redis = await openRedis(env.REDIS_URL, log).catch((error: Error) => {
      throw new CannotStart(error.message);
    });
    shutdown.add('redis', () => redis.disconnect());
    const db = await openDatabase(env.DATABASE_URL).catch((error: Error) => {
      throw new CannotStart(`The database at ${new URL(env.DATABASE_URL).host} does not answer: ${error.message}`);
    });
    shutdown.add('database', () => db.destroy());

    const foundation = lay(env, { redis, db, log, shutdown });
    const { httpServer, commands } = foundation.context;
    let closed: Promise<void> | undefined;
    // Closed from the last to the first: no new requests, sockets away, features down, then what was still running.
    shutdown.add('requests', () => closed);
    await buildApp(foundation);
    shutdown.add('sockets', () => commands.close());
    shutdown.add('http', () => {
      closed = closeHttpServer(httpServer, REQUESTS_GRACE_MS);
    });

    const port = await listen(httpServer, env.PORT, env.HOST).catch((error: NodeJS.ErrnoException) => {
      throw new CannotStart(
        error.code === 'EADDRINUSE'
          ? `Port ${env.PORT} is taken: end what uses it, or set PORT to another`
          : `Port ${env.PORT} of ${env.HOST} cannot be had: ${error.message}`,
      );
    });
    log.info({ host: env.HOST, port, tls: env.TLS_CERT !== undefined }, 'listening');
  } catch (error) {
    await shutdown.run(DRAIN_MS);
    throw error;
  }
}

function lay(env: Environment, connections: Omit<Connections, 'env'>): Foundation {
  try {
    return createFoundation({ env, ...connections });
  } catch (error) {
    if (env.TLS_CERT === undefined) throw error;
    throw new CannotStart(`TLS_CERT and TLS_KEY cannot be used: ${(error as Error).message}`);
  }
}

function exitOn(log: Logger, close: (limitMs: number) => Promise<void>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      log.info({ signal }, 'draining');
      void close(DRAIN_MS).then(() => process.exit(0));
    });
  }
  // A state that nobody understands is not worth keeping: calls go on in Asterisk, and the next server adopts them.
  const die = (error: unknown) => {
    log.fatal({ err: error }, 'stopped by a bug');
    process.exit(1);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
}

try {
  await start();
} catch (error) {
  const isExpected = error instanceof CannotStart || error instanceof WrongSettings;
  process.stderr.write(`${isExpected ? error.message : String((error as Error)?.stack ?? error)}\n`);
  process.exit(1);
}
