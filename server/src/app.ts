import { createRequire } from 'node:module';
import type { Environment } from '@sansheng/config/environment';
import { openRecordingStore } from '@sansheng/shared/recording-store';
import { redisKeys } from '@sansheng/shared/redis';
import type { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { AppContext } from './platform/app-context.ts';
import { openCustomers } from './customers/index.ts';
import { openDeskWork } from './desk-work/index.ts';
import { openLeadRoom, watchCoachingPolicy } from './lead-room/index.ts';
import { openOutside, watchSurroundings } from './outside/index.ts';
import { createSessionStore, createTokenFinder, openPeople, type SessionStore } from './people/index.ts';
import { openRecords } from './records/index.ts';
import { findCaseOwners, findLateCases, openServiceDesk } from './service-desk/index.ts';
import { createAudit, openSettings } from './settings/index.ts';
import { openTelephony, SIP_PATH } from './telephony/index.ts';
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

/** Opens each wing, the lowest first. A wing is given those below it, and what it has to ask of those above. */
export async function buildApp({ context, sessions, open }: Foundation): Promise<void> {
  const surroundings = await watchSurroundings(context);
  const { disk, switchLife, databaseLife } = surroundings;
  openSettings(context);
  const signIn = await openPeople(context, sessions);
  openCustomers(context);
  const telephony = await openTelephony(context, {
    signIn,
    hasDiskRoom: () => disk.room() !== 'full',
    caseOwnersOf: (customerId) => findCaseOwners(context.db, customerId),
  });
  openRecords(context);
  const isCoachingSeen = await watchCoachingPolicy(context.db, telephony.queues);
  const { showSeat } = await openDeskWork(context, { telephony, signIn, isCoachingSeen });
  await openLeadRoom(context, {
    telephony,
    signIn,
    showSeat,
    isDiskLow: () => disk.room() !== 'ample',
    isDatabaseSilent: () => databaseLife.isSilent(),
    casesState: () => findLateCases(context.db),
    isSwitchSilent: () => switchLife.isSilent('ari') || switchLife.isSilent('sip'),
  });
  await openServiceDesk(context, telephony);
  openOutside(context, { surroundings, signIn, telephony, version });
  await telephony.start();
  open();
}
