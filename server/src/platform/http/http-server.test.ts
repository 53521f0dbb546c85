import { once } from 'node:events';
import { type OutgoingHttpHeaders, request } from 'node:http';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { Server as SocketServer } from 'socket.io';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { createHttpPlatform, listen } from './http-server.ts';

async function startServer(): Promise<number> {
  const { httpServer, routes, open } = createHttpPlatform({
    tlsCert: undefined,
    tlsKey: undefined,
    trustProxy: 0,
    uiRoot: '',
    webSocketPaths: ['/socket.io/'],
    findSession: async () => null,
    findToken: async () => null,
    requestKeys: { begin: async () => ({ kind: 'mine' }), keep: async () => {}, forget: async () => {} },
    metrics: new Registry(),
    log: pino({ level: 'silent' }),
  });
  for (const method of ['get', 'post'] as const) {
    const reply = z.object({ method: z.string() });
    routes.add({
      method,
      path: '/it',
      access: 'public',
      summary: '',
      tag: 't',
      reply,
      handler: async () => ({ method }),
    });
  }
  open();
  const sockets = new SocketServer(httpServer);
  onTestFinished(() => sockets.close());
  return listen(httpServer, 0, '127.0.0.1');
}

async function statusOf(port: number, method: string, path: string, headers: OutgoingHttpHeaders): Promise<number> {
  const asked = request({ port, host: '127.0.0.1', method, path, headers }).end();
  const [{ statusCode, socket }] = await Promise.race([once(asked, 'response'), once(asked, 'upgrade')]);
  socket.destroy();
  return statusCode;
}

it.each([
  [
    'GET',
    '/it',
    { upgrade: 'h2c', 'http2-settings': 'AAMAAABkAAQAoAAAAAIAAAAA', connection: 'Upgrade, HTTP2-Settings' },
    200,
  ],
  ['POST', '/it', { upgrade: 'h2c', connection: 'Upgrade', 'content-type': 'application/json' }, 200],
  ['GET', '/it', { upgrade: 'TLS/1.0', connection: 'Upgrade' }, 200],
  ['GET', '/it', { upgrade: 'websocket', connection: 'Upgrade' }, 200],
  ['GET', '/none', { upgrade: 'websocket', connection: 'Upgrade' }, 404],
  [
    'GET',
    '/socket.io/?EIO=4&transport=websocket',
    {
      upgrade: 'WebSocket',
      connection: 'Upgrade',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    },
    101,
  ],
])('answers %s %s with %j as without an upgrade that nobody wants', async (method, path, headers, status) => {
  expect(await statusOf(await startServer(), method, path, headers)).toBe(status);
});
