import { createRequire } from 'node:module';
import type { Environment } from '@sansheng/config/environment';
import { openRecordingStore } from '@sansheng/shared/recording-store';
import { redisKeys } from '@sansheng/shared/redis';
import type { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { AppContext } from './platform/app-context.ts';
import { STASIS_APP, startCallCenter } from './call-center.ts';
import {
  adminFeature,
  apiDocsFeature,
  keepRoom,
  healthFeature,
  watchDatabaseLife,
  watchSwitchLife,
  webhooksFeature,
} from './outside/index.ts';
import {
  apiTokensFeature,
  createTokenFinder,
  createSessionStore,
  type SessionStore,
  signInFeature,
} from './people/index.ts';
import { auditFeature, createAudit, businessCalendarFeature } from './settings/index.ts';
import { callbackListFeature, casesFeature, mattersFeature, voicemailTasksFeature } from './service-desk/index.ts';
import { callRecordsFeature, recordingsFeature, reportsFeature } from './records/index.ts';
import { customersFeature, recordingRefusalFeature } from './customers/index.ts';
import { knowledgeFeature, scriptFeature, phoneBarFeature } from './desk-work/index.ts';
import { outboundFeature, overflowFeature, phoneFeature, SIP_PATH } from './telephony/index.ts';
import { roomSettingsFeature, messagesFeature, shiftLogFeature } from './lead-room/index.ts';
import { createAriClient } from './platform/ari/index.ts';
import { createRequestKeys } from './platform/http/request-keys.store.ts';
import { createHttpPlatform } from './platform/http/http-server.ts';
import type { Logger } from './platform/log/log.ts';
import type { Shutdown } from './platform/shutdown/shutdown.ts';
import { createCommands, SOCKET_PATH } from './platform/socket/commands.ts';

export type { AppContext } from './platform/app-context.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

export interface Connections {
  env: Environment;
  redis: Redis;
  db: DataSource;
  log: Logger;
  shutdown: Shutdown;
}
export interface Foundation {
  context: AppContext;
  sessions: SessionStore;
  /** Call it once all features are wired: from then on requests are served. */
  open: () => void;
}

/** Everything that features are built on, with no feature in it. Throws when the TLS files cannot be used. */
export function createFoundation({ env, redis, db, log, shutdown }: Connections): Foundation {
  const keys = redisKeys(env.CENTER_ID);
  const metrics = new Registry();
  const sessions = createSessionStore(redis, keys, env.SESSION_IDLE_MINUTES);
  const { httpServer, routes, open } = createHttpPlatform({
    tlsCert: env.TLS_CERT,
    tlsKey: env.TLS_KEY,
    trustProxy: env.TRUST_PROXY,
    uiRoot: env.UI_ROOT,
    webSocketPaths: [SOCKET_PATH, SIP_PATH],
    findSession: sessions.find,
    findToken: createTokenFinder(db),
    requestKeys: createRequestKeys(redis, keys.request),
    metrics,
    log,
  });
  const commands = createCommands(httpServer, { findSession: sessions.find, trustProxy: env.TRUST_PROXY, log });
  const audit = createAudit(db);
  const recordingStore = openRecordingStore(env);
  const context = { env, keys, redis, db, log, routes, commands, metrics, audit, recordingStore, shutdown, httpServer };
  return { context, sessions, open };
}

/** The composition root: one line per feature, in the order in which they need each other. */
export async function buildApp({ context, sessions, open }: Foundation): Promise<void> {
  const { env, log, shutdown } = context;
  const ari = createAriClient({
    baseUrl: env.ASTERISK_HTTP_URL,
    user: env.ARI_USER,
    password: env.ARI_PASSWORD,
    app: STASIS_APP,
    log,
  });
  shutdown.add('ari', () => ari.close());

  const disk = await keepRoom({
    folders: [env.RECORDING_STORE, env.RECORDING_SPOOL, ...(env.PROMPT_STORE === '' ? [] : [env.PROMPT_STORE])],
    keptBytes: env.DISK_KEPT_MB * 1024 * 1024,
    metrics: context.metrics,
    log,
  });
  shutdown.add('disk', () => disk.stop());
  auditFeature(context);
  const signIn = await signInFeature(context, sessions);
  adminFeature(context, signIn);
  businessCalendarFeature(context);
  overflowFeature(context);
  roomSettingsFeature(context);
  outboundFeature(context);
  scriptFeature(context);
  knowledgeFeature(context);
  const phones = phoneFeature(context, ari, signIn);
  const switchLife = watchSwitchLife(context);
  const databaseLife = watchDatabaseLife(context);
  const callCenter = await startCallCenter(context, ari, phones, signIn, { disk, switchLife, databaseLife });
  customersFeature(context);
  mattersFeature(context);
  await casesFeature(context);
  callRecordsFeature(context);
  callbackListFeature(context);
  await messagesFeature(context);
  webhooksFeature(context);
  apiTokensFeature(context);
  phoneBarFeature(context);
  shiftLogFeature(context);
  recordingsFeature(context);
  recordingRefusalFeature(context);
  voicemailTasksFeature(context);
  reportsFeature(context);
  apiDocsFeature(context, version);
  healthFeature(context, sessions.find, callCenter, switchLife, disk);
  open();
}
