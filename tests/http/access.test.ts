import type { ErrorBody } from '@sansheng/shared/contracts/errors';
import type { ClientToServer } from '@sansheng/shared/contracts/socket';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Browser, signedIn } from './browser.ts';
import { layWire, type Wire } from './cut-wire.ts';
import { type Center, startCenter } from './start-center.ts';
import { theStack } from '../support/the-stack.ts';

let center: Center;
let wire: Wire;
beforeAll(async () => {
  const redisUrl = new URL(theStack().environment.REDIS_URL as string);
  wire = await layWire(Number(redisUrl.port));
  redisUrl.port = String(wire.port);
  center = await startCenter({ REDIS_URL: redisUrl.href });
  // What the product's own routes do not do on purpose: fail, and show more than they should.
  center.foundation.context.commands.add({
    name: 'test.fails' as keyof ClientToServer,
    access: ['agent'],
    body: z.object({ n: z.number().optional() }),
    handle: async () => {
      throw new Error('the secret inside');
    },
  });
});
afterAll(async () => {
  await center?.stop();
  wire?.close();
});
beforeEach(() => center.forgetAttempts());

/** Open to strangers on purpose; each of them must be a decision. */
const publicRoutes = [
  'get /api/docs',
  'get /api/docs/:file',
  'get /api/docs/start.js',
  'get /api/openapi.json',
  'get /api/v1/center',
  'get /api/v1/demo/notices',
  'get /api/v1/wallboard',
  'get /bar',
  'get /healthz',
  'get /metrics',
  'get /phone-bar.js',
  'get /readyz',
  'post /api/v1/demo/phone',
  'post /api/v1/first-administrator',
  'post /api/v1/session',
];

interface ApiDocument {
  openapi: string;
  paths: Record<string, Record<string, { operationId: string }>>;
}

const fill = (path: string) => path.replaceAll(/:\w+/g, '1');

describe('routes', () => {
  it('are closed to strangers, except those meant to be open', async () => {
    const stranger = new Browser(center.url);
    const routes = center.foundation.context.routes.all();
    expect(routes.length).toBeGreaterThan(30);
    const open = routes.filter((route) => route.access === 'public').map((route) => `${route.method} ${route.path}`);
    expect(open.toSorted()).toEqual(publicRoutes);
    for (const route of routes.filter((one) => one.access !== 'public')) {
      const reply = await stranger.send(route.method, fill(route.path), route.method === 'get' ? undefined : {});
      expect([route.path, reply.status, reply.code]).toEqual([route.path, 401, 'notSignedIn']);
    }
  });

  it('are closed to every role that is not named', async () => {
    for (const employeeNo of ['1001', '2001', '3001', '4101', '5001', '6001', '9001']) {
      const browser = await signedIn(center.url, employeeNo);
      for (const route of center.foundation.context.routes.all()) {
        if (typeof route.access === 'string' || route.access.some((role) => browser.roles.includes(role))) continue;
        const method = route.method;
        const reply = await browser.send(method, fill(route.path), route.method === 'get' ? undefined : {});
        expect([employeeNo, route.path, reply.status]).toEqual([employeeNo, route.path, 403]);
      }
    }
  });

  it('take no change without the CSRF token, even from the person themselves', async () => {
    const browser = await signedIn(center.url, '9001');
    const csrfToken = browser.csrfToken;
    for (const route of center.foundation.context.routes.all()) {
      if (route.method === 'get' || route.access === 'public') continue;
      for (const wrong of ['', 'x', `${csrfToken}x`]) {
        browser.csrfToken = wrong;
        const reply = await browser.send(route.method, fill(route.path), {});
        expect([route.path, reply.status]).toEqual([route.path, 403]);
      }
    }
  });

  it('take no change from a page of another site', async () => {
    const browser = await signedIn(center.url, '1001');
    const body = { employeeNo: '1001', password: 'x' };
    for (const headers of [
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: center.url.replace('127.0.0.1', 'localhost') },
    ] as Record<string, string>[]) {
      expect((await browser.send('POST', '/api/v1/session', body, headers)).code).toBe('csrf');
      expect((await browser.send('DELETE', '/api/v1/session', undefined, headers)).code).toBe('csrf');
    }
    expect((await browser.send('DELETE', '/api/v1/session', undefined, { origin: center.url })).status).toBe(204);
  });

  it('cannot be registered without saying who may call them, nor twice', () => {
    const { routes, commands } = center.foundation.context;
    const handler = async () => {};
    const route = { method: 'get', path: '/api/v1/late', summary: '', tag: '', handler } as const;
    expect(() => routes.add(route as never)).toThrow('does not say who may call it');
    expect(() => routes.add({ ...route, path: '/api/v1/me', access: 'signedIn' })).toThrow('registered twice');
    expect(() => commands.add({ name: 'late', body: z.object({}), handle: handler } as never)).toThrow(
      'does not say who',
    );
  });
});

describe('bodies and paths', () => {
  it.each([
    ['not JSON', '{"employeeNo":', {}, 400, { code: 'badRequest', field: 'body' }],
    ['no body', undefined, {}, 400, { code: 'badRequest', field: 'body' }],
    ['a bare word', '"x"', {}, 400, { code: 'badRequest', field: 'body' }],
    ['a form', 'employeeNo=1', { 'content-type': 'application/x-www-form-urlencoded' }, 400, { code: 'badRequest' }],
    ['a wrong field', { employeeNo: 'abc', password: 'x' }, {}, 400, { code: 'badRequest', field: 'employeeNo' }],
    ['a missing field', { employeeNo: '1001' }, {}, 400, { code: 'badRequest', field: 'password' }],
    [
      'an object for a text',
      { employeeNo: { $gt: '' }, password: 'x' },
      {},
      400,
      { code: 'badRequest', field: 'employeeNo' },
    ],
    ['300 kB', { employeeNo: '1001', password: 'x'.repeat(300_000) }, {}, 413, { code: 'tooLarge' }],
    ['an unknown encoding', '{}', { 'content-encoding': 'zzz' }, 415, { code: 'badRequest' }],
  ])('refuses %s', async (_what, body, headers, status, error) => {
    const reply = await new Browser(center.url).send('POST', '/api/v1/session', body, headers);
    expect(reply.status).toBe(status);
    expect((reply.body as ErrorBody).error).toMatchObject(error);
  });

  it('answers an unknown path of the API with 404, another method with 405 and the right ones', async () => {
    const browser = new Browser(center.url);
    const unknown = await browser.get('/api/v1/nothing');
    expect([unknown.status, unknown.body]).toEqual([404, { error: { code: 'notFound' } }]);
    const wrong = await browser.send('PATCH', '/api/v1/session');
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST, DELETE']);
    expect((await browser.send('PUT', '/api/v1/admin/teams/%E0%A4%A', {})).status).toBe(400);
  });

  it('sends the headers that keep pages from being misused', async () => {
    const { headers } = await new Browser(center.url).get('/healthz');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain(`connect-src 'self' ws://${new URL(center.url).host} wss://${new URL(center.url).host};`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
    expect((await new Browser(center.url).get('/api/v1/me')).headers.get('cache-control')).toBe('no-store');
  });
});

describe('the socket', () => {
  const sockets: Socket[] = [];
  const dial = (browser: Browser, options: { csrfToken?: unknown; headers?: Record<string, string> } = {}) => {
    const socket = io(center.url, {
      transports: ['websocket'],
      reconnection: false,
      auth: { csrfToken: 'csrfToken' in options ? options.csrfToken : browser.csrfToken },
      extraHeaders: { ...(browser.cookie !== '' && { cookie: browser.cookie }), ...options.headers },
    });
    sockets.push(socket);
    return new Promise<Socket>((resolve, reject) => {
      socket.once('connect', () => resolve(socket));
      socket.once('connect_error', reject);
    });
  };
  afterAll(() => {
    for (const socket of sockets) socket.close();
  });

  it('opens with a session and its CSRF token, and to nobody else', async () => {
    const browser = await signedIn(center.url, '1001');
    await expect(dial(new Browser(center.url))).rejects.toThrow('notSignedIn');
    for (const csrfToken of [undefined, '', 'x', 7, {}]) {
      await expect(dial(browser, { csrfToken })).rejects.toThrow('csrf');
    }
    await expect(dial(browser, { headers: { origin: 'http://evil.example' } })).rejects.toThrow();
    expect((await dial(browser, { headers: { origin: center.url } })).connected).toBe(true);
  });

  it('refuses every command to people without the role for it, and unknown ones to everybody', async () => {
    const department = await signedIn(center.url, '5001');
    const admin = await signedIn(center.url, '9001');
    for (const browser of [department, admin]) {
      const socket = await dial(browser);
      for (const { name, access } of center.foundation.context.commands.all()) {
        expect(access).not.toBe('public');
        if (typeof access === 'string' || access.some((role) => browser.roles.includes(role))) continue;
        expect([name, await socket.emitWithAck(name, {})]).toEqual([name, { ok: false, code: 'notAllowed' }]);
      }
      expect(await socket.emitWithAck('no.such', {})).toEqual({ ok: false, code: 'notAllowed' });
      expect(await socket.emitWithAck('__proto__', {})).toEqual({ ok: false, code: 'notAllowed' });
    }
    expect(center.foundation.context.commands.all().length).toBeGreaterThan(5);
  });

  it('names the bad field, and does not reveal the details of a bug', async () => {
    const socket = await dial(await signedIn(center.url, '1002'));
    expect(await socket.emitWithAck('test.fails', { n: 'x' })).toEqual({ ok: false, code: 'badRequest', field: 'n' });
    expect(await socket.emitWithAck('test.fails', {})).toEqual({ ok: false, code: 'internal' });
    expect(await socket.emitWithAck('test.fails')).toEqual({ ok: false, code: 'internal' });
  });

  it('limits how much one socket may send', async () => {
    const socket = await dial(await signedIn(center.url, '1003'));
    const replies = await Promise.all(Array.from({ length: 200 }, () => socket.emitWithAck('no.such', {})));
    const throttled = replies.filter((reply) => reply.code === 'tooManyAttempts').length;
    expect(throttled).toBeGreaterThan(100);
    const cut = new Promise((resolve) => socket.once('disconnect', resolve));
    socket.emit('no.such', { x: 'y'.repeat(100_000) });
    await cut;
  });

  it('ends with its session, by the person or by an administrator', async () => {
    const admin = await signedIn(center.url, '9001');
    const employeeNo = await center.hire('agent');
    const browser = await signedIn(center.url, employeeNo);
    const [here, there] = [await dial(browser), await dial(await signedIn(center.url, employeeNo))];
    const ended = (socket: Socket) => new Promise((resolve) => socket.once('session.ended', resolve));
    const hereEnded = ended(here);
    await browser.send('DELETE', '/api/v1/session');
    expect(await hereEnded).toEqual({ code: 'signedOut' });
    expect(there.connected).toBe(true);
    const thereEnded = ended(there);
    expect((await admin.send('DELETE', `/api/v1/admin/accounts/${employeeNo}`)).status).toBe(204);
    expect(await thereEnded).toEqual({ code: 'expired' });
    expect((await new Browser(center.url).signIn(employeeNo)).status).toBe(401);
  });

  it('takes a role away in the middle of a session', async () => {
    const admin = await signedIn(center.url, '9001');
    const employeeNo = await center.hire('agent');
    const socket = await dial(await signedIn(center.url, employeeNo));
    expect((await socket.emitWithAck('test.fails', {})).code).toBe('internal');
    const account = { employeeNo, name: 'x', roles: ['department'], teamId: null };
    expect((await admin.send('PUT', `/api/v1/admin/accounts/${employeeNo}`, account)).status).toBe(200);
    expect((await socket.emitWithAck('test.fails', {})).code).toBe('notAllowed');
  });
});

describe('what engineers look at', () => {
  it('is ready when every part is, and says which is not', async () => {
    const browser = new Browser(center.url);
    await expect.poll(async () => (await browser.get('/readyz')).status, { timeout: 15_000 }).toBe(200);
    wire.cut();
    await expect
      .poll(async () => (await browser.get('/readyz')).body, { timeout: 10_000 })
      .toMatchObject({ ready: false, parts: { redis: 'down', database: 'up' } });
    expect((await browser.get('/healthz')).status).toBe(200);
    expect((await browser.signIn('1006')).code).toBe('unavailable');
    wire.mend();
    await expect.poll(async () => (await browser.get('/readyz')).status, { timeout: 15_000 }).toBe(200);
    expect((await browser.signIn('1006')).status).toBe(200);
  }, 60_000);

  it('gives metrics to this machine, but not to clients of a proxy on it', async () => {
    const browser = new Browser(center.url);
    const local = await browser.get('/metrics');
    expect(local.body).toContain('sansheng_http_request_seconds_bucket');
    expect(local.body).toContain('process_cpu_seconds_total');
    const forwarded = { 'x-forwarded-for': '203.0.113.9' };
    expect((await browser.get('/metrics', forwarded)).status).toBe(401);
    const agent = await signedIn(center.url, '1001');
    expect((await agent.get('/metrics', forwarded)).status).toBe(403);
    const admin = await signedIn(center.url, '9001');
    expect((await admin.get('/metrics', forwarded)).status).toBe(200);
  });

  it('describes every route of the API in one document, and shows it without inline scripts', async () => {
    const browser = new Browser(center.url);
    const document = (await browser.get('/api/openapi.json')).body as ApiDocument;
    expect(document.openapi).toBe('3.1.0');
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    const routes = center.foundation.context.routes.all().filter((route) => route.tag !== '');
    expect(described.toSorted()).toEqual(
      routes.map((route) => `${route.method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`).toSorted(),
    );
    expect(document.paths['/api/v1/session']).toMatchObject({
      post: {
        security: [],
        requestBody: { content: { 'application/json': { schema: { required: ['employeeNo', 'password'] } } } },
      },
      delete: { security: [{ session: [], csrf: [] }] },
    });
    const ids = Object.values(document.paths)
      .flatMap((methods) => Object.values(methods))
      .map((operation) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const page = await browser.get('/api/docs');
    expect(page.body).not.toMatch(/<script>/);
    for (const [, path] of (page.body as string).matchAll(/(?:src|href)="(\/api[^"]+)"/g)) {
      expect([path, (await browser.get(path as string)).status]).toEqual([path, 200]);
    }
    expect((await browser.get('/api/docs/package.json')).status).toBe(400);
  });
});
