import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { pino } from 'pino';
import { Server as SocketServer } from 'socket.io';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type AriClient, createAriClient } from '../ari/index.ts';
import { startTestAsterisk, type TestAsterisk } from '../ari/start-test-asterisk.ts';
import { attachSipProxy, type SipProxy, type SipProxyOptions } from './index.ts';

const log = pino({ level: 'silent' });
let asterisk: TestAsterisk;
let ari: AriClient;
let server: Server;
let sockets: SocketServer;
let proxy: SipProxy;
let events: string[] = [];
/** A socket to which frames are written by hand. */
const wires = new WeakMap<WebSocket, Socket>();

beforeAll(async () => {
  asterisk = await startTestAsterisk();
  ari = createAriClient(asterisk.ari);
  ari.on('event', ({ type }) => events.push(type));
  await ari.connect();
  await ari.applications.subscribe({ applicationName: ari.app, eventSource: ['endpoint:PJSIP'] });
}, 300_000);

afterAll(async () => {
  await ari?.close();
  await asterisk?.stop();
}, 30_000);

beforeEach(async () => {
  events = [];
  server = createServer();
  sockets = new SocketServer(server);
  attach();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  proxy.close();
  await sockets.close();
});

function attach(options: Partial<SipProxyOptions> = {}): void {
  proxy?.close();
  proxy = attachSipProxy(server, {
    path: '/sip',
    asteriskHttpUrl: asterisk.ari.baseUrl,
    sourceAddress: '127.0.0.9',
    authorize: async ({ headers }) => (headers.cookie === 'session=good' ? { id: 'session-1' } : null),
    log,
    ...options,
  });
}

/** Opens a phone's socket; a string is the reason why not. */
async function open(cookie?: string, path = '/sip', protocol = 'sip'): Promise<WebSocket | string> {
  const { port } = server.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocol, { headers: cookie ? { cookie } : {} });
  socket.on('upgrade', (response) => wires.set(socket, response.socket));
  return new Promise((resolve) => {
    socket.on('open', () => resolve(socket));
    socket.on('error', (error) => resolve(error.message));
  });
}

async function openPhone(): Promise<WebSocket> {
  const socket = await open('session=good');
  if (typeof socket === 'string') throw new Error(socket);
  return socket;
}

/** Sends one request and returns the status and the whole of its final response. */
async function ask(phone: WebSocket, method: string, from: string, to: string, authorization = ''): Promise<string> {
  const callId = `${Math.random()}`;
  const uri = method === 'REGISTER' ? 'sip:127.0.0.1' : `sip:${to}@127.0.0.1`;
  phone.send(
    [
      `${method} ${uri} SIP/2.0`,
      `Via: SIP/2.0/WS phone.invalid;branch=z9hG4bK${callId}`,
      'Max-Forwards: 70',
      `From: <sip:${from}@127.0.0.1>;tag=phone`,
      `To: <sip:${to}@127.0.0.1>`,
      `Call-ID: ${callId}`,
      `CSeq: 1 ${method}`,
      'Contact: <sip:phone@phone.invalid;transport=ws>',
      ...(authorization === '' ? [] : [`Authorization: ${authorization}`]),
      'Content-Length: 0',
      '\r\n',
    ].join('\r\n'),
  );
  for (;;) {
    const [data] = (await once(phone, 'message')) as [Buffer];
    const text = String(data);
    if (text.includes(callId) && !text.startsWith('SIP/2.0 1')) return text;
  }
}

function answerChallenge(response: string, user: string, password: string): string {
  const field = (name: string) => new RegExp(`${name}="([^"]+)"`).exec(response)?.[1] ?? '';
  const md5 = (text: string) => createHash('md5').update(text).digest('hex');
  const [realm, nonce, uri] = [field('realm'), field('nonce'), 'sip:127.0.0.1'];
  const proof = md5(`${md5(`${user}:${realm}:${password}`)}:${nonce}:00000001:x:auth:${md5(`REGISTER:${uri}`)}`);
  return `Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${proof}", algorithm=MD5, qop=auth, nc=00000001, cnonce="x", opaque="${field('opaque')}"`;
}

it('refuses a client without a session before Asterisk hears of it', async () => {
  // With an Asterisk that cannot be reached an upgrade that went on would end in 502.
  attach({ asteriskHttpUrl: 'http://127.0.0.1:1' });
  expect(await open()).toContain('401');
  expect(await open('session=bad')).toContain('401');
  expect(await open('session=good')).toContain('502');
  expect(await open('session=good', '/sip', 'chat')).toContain('400');
});

it('lets an INVITE without credentials reach nothing, whatever sender it claims', async () => {
  const phone = await openPhone();
  for (const from of ['trunk-demo', '1001', 'evil', '4000']) {
    expect(await ask(phone, 'INVITE', from, '4000')).toMatch(/^SIP\/2.0 401 /);
  }
  expect(await ari.channels.list()).toEqual([]);
  expect(events).toEqual([]);
  phone.close();
});

it('passes a registration on, and takes the seat offline when its session ends', async () => {
  await ari.pushObject('auth', '1001', { auth_type: 'userpass', username: '1001', password: 'secret' });
  await ari.pushObject('aor', '1001', { max_contacts: '1', remove_existing: 'yes' });
  await ari.pushObject('endpoint', '1001', { auth: '1001', aors: '1001', context: 'from-seat' });
  const phone = await openPhone();
  const challenge = await ask(phone, 'REGISTER', '1001', '1001');
  const reply = await ask(phone, 'REGISTER', '1001', '1001', answerChallenge(challenge, '1001', 'secret'));
  expect(reply).toMatch(/^SIP\/2.0 200 /);
  const state = async () => ari.endpoints.get({ tech: 'PJSIP', resource: '1001' });
  expect(await state()).toMatchObject({ state: 'online' });
  expect(proxy.closeFor('somebody else')).toBe(0);
  expect(proxy.closeFor('session-1')).toBe(1);
  await once(phone, 'close');
  await vi.waitFor(async () => expect(await state()).toMatchObject({ state: 'offline' }));
  for (const type of ['endpoint', 'aor', 'auth'] as const) await ari.deleteObject(type, '1001');
});

it('cuts an upgrade whose session ends before Asterisk has answered', async () => {
  const silent = createServer(() => undefined).on('upgrade', () => undefined);
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  attach({ asteriskHttpUrl: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` });
  const outcome = open('session=good');
  await vi.waitFor(() => expect(proxy.closeFor('session-1')).toBe(1));
  expect(await outcome).toContain('hang up');
  attach({ asteriskHttpUrl: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`, handshakeMs: 100 });
  expect(await open('session=good')).toContain('504');
  silent.close();
  silent.closeAllConnections();
});

it('limits the sockets and the upgrades of one session', async () => {
  attach({ socketsPerId: 1, upgradesPerMinute: 2 });
  const first = await openPhone();
  const closed = once(first, 'close');
  const second = await openPhone();
  await closed;
  expect(second.readyState).toBe(WebSocket.OPEN);
  expect(await open('session=good')).toContain('429');
  second.close();
});

it('lets a session in from an address of which a thousand strangers were refused', async () => {
  attach({ refusalsPerMinute: 5, upgradesPerMinute: 5 });
  for (let stranger = 1; stranger <= 5; stranger += 1) expect(await open()).toContain('401');
  for (let stranger = 6; stranger <= 12; stranger += 1) expect(await open()).toContain('429');
  (await openPhone()).close();
});

/** Frames by hand. */
const frame = (first: number, second: number, rest: Buffer) => Buffer.concat([Buffer.from([first, second]), rest]);
const masked = (first: number, payload: string) => {
  const bytes = Buffer.from(payload);
  const long = bytes.length > 125;
  const length = long ? Buffer.from([0xfe, bytes.length >> 8, bytes.length & 255]) : Buffer.from([0x80 | bytes.length]);
  return Buffer.concat([Buffer.from([first]), length, Buffer.alloc(4), bytes]);
};
const oddFrames: [string, number, Buffer][] = [
  [
    'whose length says 2^64-1',
    1009,
    frame(0x81, 0xff, Buffer.concat([Buffer.alloc(8, 0xff), Buffer.from('abcd'), Buffer.alloc(1000, 'x')])),
  ],
  ['whose length says 2^63', 1009, frame(0x81, 0xff, Buffer.from([0x80, ...Buffer.alloc(7), 1, 2, 3, 4]))],
  ['whose length says 2^31', 1009, frame(0x81, 0xff, Buffer.from([0, 0, 0, 0, 0x80, 0, 0, 0, 1, 2, 3, 4]))],
  ['of one byte more than 64 kB', 1009, frame(0x81, 0xff, Buffer.from([0, 0, 0, 0, 0, 1, 0, 0, 1, 2, 3, 4]))],
  ['without a mask', 1002, frame(0x81, 4, Buffer.from('\r\n\r\n'))],
  ['with bits that mean nothing', 1002, masked(0xf1, '\r\n\r\n')],
  ['of a kind nobody knows', 1002, masked(0x83, '\r\n\r\n')],
  ['that goes on with nothing', 1002, masked(0x80, '\r\n\r\n')],
  ['of control, and in parts', 1002, masked(0x09, 'x')],
  ['of control, and long', 1002, masked(0x89, 'x'.repeat(126))],
  ['that closes with one byte', 1002, masked(0x88, 'x')],
  ['of bytes that are no text', 1007, Buffer.concat([Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe])])],
  ['of bytes', 1003, masked(0x82, '\r\n\r\n')],
  ['of text that is no SIP', 1002, masked(0x81, 'GET / HTTP/1.1\r\n\r\n')],
];

it.each(oddFrames)(
  'closes the socket of a phone that sends a frame %s, and serves the others',
  async (_, code, bytes) => {
    const other = await openPhone();
    const phone = await openPhone();
    const closed = once(phone, 'close');
    wires.get(phone)?.write(bytes);
    expect((await closed)[0]).toBe(code);
    expect(await ask(other, 'INVITE', 'nobody', '4000')).toMatch(/^SIP\/2\.0 401 /);
    other.close();
  },
);

it('forwards a message that came in parts, and answers keep-alives itself', async () => {
  const phone = await openPhone();
  phone.send('\r\n\r\n');
  expect(String((await once(phone, 'message'))[0])).toBe('\r\n');
  phone.ping();
  await once(phone, 'pong');
  const send = phone.send.bind(phone);
  phone.send = ((text: string) => {
    send(text.slice(0, 20), { fin: false });
    send(text.slice(20), { fin: true });
  }) as typeof phone.send;
  expect(await ask(phone, 'INVITE', 'nobody', '4000')).toMatch(/^SIP\/2\.0 401 /);
  phone.close();
});

it('cuts a phone that sends but never reads', async () => {
  const phone = await openPhone();
  const closed = once(phone, 'close');
  phone.pause();
  const wire = wires.get(phone);
  const pings = Buffer.concat(Array.from({ length: 1000 }, () => masked(0x89, 'x'.repeat(125))));
  while (wire?.destroyed === false) {
    await new Promise((resolve) => {
      if (wire.destroyed) resolve(null);
      else wire.write(pings, resolve);
    });
  }
  await closed;
});

it('closes a socket on which nothing arrives', async () => {
  attach({ idleMs: 100 });
  await once(await openPhone(), 'close');
});

it('leaves other paths to Socket.IO', async () => {
  const socket = await open(undefined, '/socket.io/?EIO=4&transport=websocket', 'x');
  expect(socket).toBeInstanceOf(WebSocket);
  if (typeof socket !== 'string') socket.close();
});
