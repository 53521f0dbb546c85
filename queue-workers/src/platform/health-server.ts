import { createServer, type Server } from 'node:http';
import type { Metrics } from './metrics.ts';

/** Serves `/healthz` (200 or 503) and `/metrics` on loopback. Resolves when it listens. */
export function startHealthServer(port: number, metrics: Metrics, isHealthy: () => Promise<boolean>): Promise<Server> {
  const server = createServer(async (request, response) => {
    try {
      if (request.url === '/metrics') {
        response.setHeader('Content-Type', metrics.registry.contentType);
        response.end(await metrics.registry.metrics());
      } else if (request.url === '/healthz') {
        const ok = await isHealthy();
        response.writeHead(ok ? 200 : 503, { 'Content-Type': 'application/json' }).end(JSON.stringify({ ok }));
      } else {
        response.writeHead(404).end();
      }
    } catch {
      // Redis or the database is away.
      response.writeHead(503).end();
    }
  });
  return new Promise((settle, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => settle(server));
  });
}
