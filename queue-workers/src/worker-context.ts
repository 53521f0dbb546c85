import type { Environment } from '@sansheng/config/environment';
import type { RecordingStore } from '@sansheng/shared/recording-store';
import type { RedisKeys } from '@sansheng/shared/redis';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { DueRecording } from './jobs/records/call-records/write-call-records.ts';
import type { Metrics } from './platform/metrics.ts';

/** What every job is built with. */
export interface WorkerContext {
  env: Environment;
  keys: RedisKeys;
  redis: Redis;
  db: DataSource;
  log: Logger;
  recordingStore: RecordingStore;
  metrics: Metrics;
  /** Queues recordings to be finished; one that is already queued stays queued once. */
  requestRecordings: (recordings: readonly DueRecording[]) => Promise<void>;
}
