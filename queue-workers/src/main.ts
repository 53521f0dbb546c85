import { setTimeout as delay } from 'node:timers/promises';
import { readEnvironment, WrongSettings } from '@sansheng/config/environment';
import { backOffMs } from '@sansheng/shared/domain/back-off';
import { openDatabase, writeDeliveries } from '@sansheng/shared/db';
import { createLineDestination } from '@sansheng/shared/log';
import { openRecordingStore } from '@sansheng/shared/recording-store';
import { redisKeys } from '@sansheng/shared/redis';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { startEventReader } from './jobs/records/call-records/event-reader.ts';
import { type DueRecording, writeCallRecords } from './jobs/records/call-records/write-call-records.ts';
import { writeCallbacks } from './jobs/service-desk/call-back-list/write-callbacks.ts';
import { requestDeliveries } from './jobs/outside/webhooks/request-deliveries.ts';
import { toldOf } from './jobs/outside/webhooks/told-of-event.ts';
import { startHealthServer } from './platform/health-server.ts';
import { createMetrics } from './platform/metrics.ts';
import type { WorkerContext } from './worker-context.ts';
import { openQueue, startWorkers } from './worker-table.ts';

const DRAIN_LIMIT_MS = 30_000;
const STUCK_MS = 60_000;

const env = settings();
const log = pino({ name: 'queue-workers', level: env.LOG_LEVEL }, createLineDestination());
const keys = redisKeys(env.CENTER_ID);
const connections: Redis[] = [];
const redis = connect('commands', 3);

const db = await waitForDatabase();
const metrics = createMetrics(redis, keys);
const finishQueue = openQueue('finishRecording', redis, keys.jobs);
const requestRecordings = async (recordings: readonly DueRecording[]) => {
  if (recordings.length === 0) return;
  await finishQueue.addBulk(
    recordings.map(({ recordingId, callId }) => ({
      name: 'finishRecording',
      data: { recordingId, callId },
      opts: { jobId: recordingId },
    })),
  );
};
const recordingStore = openRecordingStore(env);
const context: WorkerContext = { env, keys, redis, db, log, metrics, requestRecordings, recordingStore };

const workers = await startWorkers(context, () => connect('jobs', null));
const reader = startEventReader({
  ...context,
  blocking: connect('events', null),
  // Queued before the events are acknowledged: after a crash in between, the events come again, and so does this.
  write: async (events) => {
    await requestRecordings(await writeCallRecords(db, events));
    await writeCallbacks(db, events);
    await requestDeliveries(context, await writeDeliveries(db, events.flatMap(toldOf)));
  },
});
const isHealthy = async () => {
  await Promise.all([db.query('SELECT 1'), redis.ping()]);
  return Date.now() - reader.lastTurnMs() < STUCK_MS;
};
const healthServer = env.WORKERS_PORT === 0 ? null : await startHealthServer(env.WORKERS_PORT, metrics, isHealthy);
log.info({ pid: process.pid, port: env.WORKERS_PORT }, 'queue-workers are ready');

let isStopping = false;
async function stop(signal: string): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  log.info({ signal }, 'stopping: finishing current jobs');
  setTimeout(() => process.exit(1), DRAIN_LIMIT_MS).unref();
  await Promise.all([reader.stop(), workers.close()]);
  await finishQueue.close();
  healthServer?.close();
  for (const connection of connections) connection.disconnect();
  await db.destroy();
  log.info('stopped');
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));

function settings() {
  try {
    return readEnvironment();
  } catch (error) {
    if (!(error instanceof WrongSettings)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** `retries` null: commands wait for as long as Redis is away, as blocking reads must. */
function connect(purpose: string, retries: number | null): Redis {
  const connection = new Redis(env.REDIS_URL, { maxRetriesPerRequest: retries, connectionName: `workers-${purpose}` });
  let isAway = false;
  connection.on('error', (error) => {
    if (!isAway) log.warn({ err: error, purpose }, 'Redis is away');
    isAway = true;
  });
  connection.on('ready', () => {
    isAway = false;
  });
  connections.push(connection);
  return connection;
}

async function waitForDatabase() {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await openDatabase(env.DATABASE_URL, { poolSize: 6 });
    } catch (error) {
      log.warn({ err: error, attempt }, 'the database is away, will retry');
      await delay(backOffMs(attempt, { firstMs: 250, mostMs: 10_000 }));
    }
  }
}
