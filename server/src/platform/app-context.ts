import type { Server } from 'node:http';
import type { Environment } from '@sansheng/config/environment';
import type { AuditNote } from '@sansheng/shared/db';
import type { RedisKeys } from '@sansheng/shared/redis';
import type { RecordingStore } from '@sansheng/shared/recording-store';
import type { Redis } from 'ioredis';
import type { Registry } from 'prom-client';
import type { DataSource, EntityManager } from 'typeorm';
import type { RouteTable } from './http/routes.ts';
import type { Logger } from './log/log.ts';
import type { Shutdown } from './shutdown/shutdown.ts';
import type { CommandTable } from './socket/commands.ts';

/**
 * Rejects when the entry cannot be written. Call it `within` the transaction of the action; what no transaction undoes is
 * done through `auditedAct`. What must be audited is then not done without an entry.
 */
export type WriteAudit = (entry: AuditNote, within?: EntityManager) => Promise<void>;

/** What every feature is built with. */
export interface AppContext {
  env: Environment;
  keys: RedisKeys;
  redis: Redis;
  db: DataSource;
  log: Logger;
  routes: RouteTable;
  commands: CommandTable;
  metrics: Registry;
  audit: WriteAudit;
  recordingStore: RecordingStore;
  shutdown: Shutdown;
  httpServer: Server;
}
