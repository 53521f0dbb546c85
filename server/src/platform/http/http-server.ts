import { readFileSync } from 'node:fs';
import { createServer as createPlainServer, type Server, type ServerOptions } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Histogram, type Registry } from 'prom-client';
import type { Logger } from '../log/log.ts';
import { replyError } from './error-reply.ts';
import { namesOneHost } from './origin.ts';
import { servePages } from './pages.ts';
import type { RequestKeys } from './request-keys.store.ts';
import { createRoutes, type RouteTable, UserError } from './routes.ts';
import { securityHeaders } from './security-headers.ts';
import type { FindSession, FindToken } from './session.ts';

export interface HttpSettings {
  /** PEM files; both or none. */
  tlsCert: string | undefined;
  tlsKey: string | undefined;
  /** Number of reverse proxies in front whose headers about addresses are trusted. */
  trustProxy: number;
  /** Folder of the built UI; '' serves none. */
  uiRoot: string;
  /** Prefixes of the paths on which WebSockets are opened. */
  webSocketPaths: readonly string[];
  findSession: FindSession;
  findToken: FindToken;
  requestKeys: RequestKeys;
  metrics: Registry;
  log: Logger;
}

export interface HttpPlatform {
  httpServer: Server;
  routes: RouteTable;
  /** Ends the registration of routes and opens the door to requests: 405, 404, pages and errors come behind them. */
  open: () => void;
}

const timeouts: ServerOptions = {
  // Longer than the 60 s for which common proxies keep an idle connection; otherwise they reuse one that was just
  // closed.
  keepAliveTimeout: 65_000,
  headersTimeout: 15_000,
  requestTimeout: 30_000,
};

/** Builds the HTTP side of the server. Throws when the TLS files cannot be read or are not a certificate. */
export function createHttpPlatform(settings: HttpSettings): HttpPlatform {
  const { log, metrics } = settings;
  const isTls = settings.tlsCert !== undefined && settings.tlsKey !== undefined;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', settings.trustProxy);
  app.set('query parser', 'simple');

  app.use((request, response, next) => {
    const startedAt = performance.now();
    response.once('close', () => {
      const ms = Math.round((performance.now() - startedAt) * 10) / 10;
      log.debug({ method: request.method, path: request.path, status: response.statusCode, ms }, 'request');
    });
    next();
  });
  app.use((request, _response, next) => {
    if (!namesOneHost(request)) throw new UserError('badRequest', { field: 'host', detail: 'named twice' });
    next();
  });
  app.use(securityHeaders(isTls));
  app.use('/api', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });

  const duration = new Histogram({
    name: 'sansheng_http_request_seconds',
    help: 'Time from a request being read to its reply being sent',
    labelNames: ['method', 'path', 'status'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [metrics],
  });
  const { table, router, close } = createRoutes({
    findSession: settings.findSession,
    findToken: settings.findToken,
    requestKeys: settings.requestKeys,
    trustProxy: settings.trustProxy,
    duration,
  });
  app.use(router);

  const open = () => {
    close();
    app.use('/api', () => {
      throw new UserError('notFound');
    });
    if (settings.uiRoot !== '') app.use(servePages(settings.uiRoot));
    app.use(() => {
      throw new UserError('notFound');
    });
    app.use(replyError(log));
  };

  const serverOptions: ServerOptions = {
    ...timeouts,
    // An upgrade that is not wanted (curl and Java offer h2c by themselves) is ignored, as RFC 9110 has it: Node would
    // hand each one to the listeners, and a request that none of them takes is never answered.
    shouldUpgradeCallback: ({ headers, url }) =>
      headers.upgrade?.toLowerCase() === 'websocket' &&
      settings.webSocketPaths.some((path) => (url ?? '').startsWith(path)),
  };
  const httpServer = isTls
    ? createTlsServer(
        { ...serverOptions, cert: readFileSync(settings.tlsCert!), key: readFileSync(settings.tlsKey!) },
        app,
      )
    : createPlainServer(serverOptions, app);
  return { httpServer, routes: table, open };
}

/** Resolves with the port once the server listens; rejects when the port is in use or not permitted. */
export function listen(httpServer: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    httpServer.once('error', reject);
    httpServer.listen(port, host, () => {
      httpServer.off('error', reject);
      resolve((httpServer.address() as AddressInfo).port);
    });
  });
}

/** Stops accepting connections, gives running requests `graceMs` to finish, then cuts what is left. */
export async function closeHttpServer(httpServer: Server, graceMs: number): Promise<void> {
  if (!httpServer.listening) return;
  const closed = new Promise<void>((resolve) => httpServer.close(() => resolve()));
  httpServer.closeIdleConnections();
  const cut = setTimeout(() => httpServer.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(cut);
}
