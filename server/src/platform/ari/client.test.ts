import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type AriClient, type AriClientOptions, createAriClient } from './client.ts';
import { AriCommandFailed } from './commands.ts';
import { startTestAsterisk, type TestAsterisk } from './start-test-asterisk.ts';

let asterisk: TestAsterisk;
const clients: AriClient[] = [];
const wires: { close(): void }[] = [];

beforeAll(async () => {
  asterisk = await startTestAsterisk();
}, 300_000);
afterAll(() => asterisk?.stop(), 30_000);
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  for (const wire of wires.splice(0)) wire.close();
});

function aClient(options: Partial<AriClientOptions> = {}): AriClient {
  const client = createAriClient({ ...asterisk.ari, ...options });
  clients.push(client);
  return client;
}

/** A connection to Asterisk that can be cut, be frozen, or lose the reply to one command. */
async function aWire() {
  const pairs = new Set<[Socket, Socket]>();
  let loses: string | null = null;
  const server = createServer((near) => {
    const far = connect(Number(new URL(asterisk.ari.baseUrl).port), '127.0.0.1');
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    let isLosing = false;
    near.on('data', (part) => {
      if (loses !== null && String(part).startsWith(loses)) {
        isLosing = true;
        loses = null;
      }
      far.write(part);
    });
    far.on('data', (part) => (isLosing ? near.destroy() : near.write(part)));
    for (const socket of pair) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        near.destroy();
        far.destroy();
        pairs.delete(pair);
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const [near] of pairs) near.destroy();
  };
  const wire = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    freeze() {
      for (const pair of pairs) for (const socket of pair) socket.pause();
    },
    loseReplyTo(start: string) {
      loses = start;
    },
    close() {
      server.close();
      cut();
    },
  };
  wires.push(wire);
  return wire;
}

const cry = (ari: AriClient, eventName: string) => ari.events.userEvent({ eventName, application: ari.app });

it('delivers every event, in order, whatever a handler does', async () => {
  const ari = aClient();
  const heard: string[] = [];
  ari.on('ChannelUserevent', () => {
    throw new Error('a bad handler');
  });
  ari.on('ChannelUserevent', () => Promise.reject(new Error('a bad asynchronous handler')));
  ari.on('ChannelUserevent', (event) => heard.push(event.eventname));
  await ari.connect();
  const names = Array.from({ length: 100 }, (_, index) => `n${index}`);
  await Promise.all(names.map((name) => ari.inOrder('call', () => cry(ari, name))));
  await vi.waitFor(() => expect(heard).toEqual(names));
});

it('returns values for gone, conflict and not registered, and throws for the rest', async () => {
  const ari = aClient();
  await ari.connect();
  expect(await ari.channels.answer({ channelId: 'nobody' })).toBe('gone');
  expect(await ari.channels.hangup({ channelId: 'nobody' })).toBe('gone');
  expect(await ari.bridges.createWithId({ bridgeId: 'a/b', type: 'holding' })).toMatchObject({ id: 'a/b' });
  expect(await ari.bridges.createWithId({ bridgeId: 'a/b', type: 'holding' })).toBe('conflict');
  expect(await ari.bridges.addChannel({ bridgeId: 'a/b', channel: 'nobody' })).toBe('gone');
  expect(await ari.bridges.destroy({ bridgeId: 'a/b' })).toBe('done');
  expect(await ari.bridges.destroy({ bridgeId: 'a/b' })).toBe('gone');
  expect(await ari.channels.originate({ endpoint: 'PJSIP/nobody', app: ari.app })).toBe('gone');
  expect(await ari.channels.originate({ endpoint: 'PJSIP/trunk-demo', app: ari.app, originator: 'nobody' })).toBe(
    'gone',
  );
  expect(await ari.applications.subscribe({ applicationName: ari.app, eventSource: 'channel:nobody' })).toBe('gone');
  await expect(ari.events.userEvent({ eventName: 'x', application: ari.app, source: 'nonsense' })).rejects.toSatisfy(
    (error) => error instanceof AriCommandFailed && error.status === 400,
  );
});

it('gives a command up at its time limit', async () => {
  const mute = createServer().listen(0, '127.0.0.1');
  await once(mute, 'listening');
  const ari = aClient({ baseUrl: `http://127.0.0.1:${(mute.address() as AddressInfo).port}` });
  await expect(ari.asterisk.ping({}, { timeoutMs: 100 })).rejects.toMatchObject({ status: 0 });
  mute.close();
});

it('treats a create as done when only the reply was lost', async () => {
  const wire = await aWire();
  const ari = aClient({ baseUrl: wire.baseUrl });
  wire.loseReplyTo('POST /ari/bridges/once');
  expect(await ari.bridges.createWithId({ bridgeId: 'once' })).toMatchObject({ id: 'once' });
  wire.loseReplyTo('DELETE /ari/bridges/once');
  expect(await ari.bridges.destroy({ bridgeId: 'once' })).toBe('done');
  wire.loseReplyTo('POST /ari/bridges');
  await expect(ari.bridges.create({ type: 'mixing' })).rejects.toMatchObject({ status: 0 });
  for (const { id } of await ari.bridges.list()) await ari.bridges.destroy({ bridgeId: id });
});

it('reconnects after the connection is cut, or goes dead silently', async () => {
  const wire = await aWire();
  const ari = aClient({ baseUrl: wire.baseUrl, pingMs: 200 });
  const story: string[] = [];
  ari.on('connected', ({ isFirst }) => story.push(isFirst ? 'connected' : 'connected again'));
  ari.on('disconnected', () => story.push('disconnected'));
  ari.on('ChannelUserevent', (event) => story.push(event.eventname));
  await ari.connect();
  wire.cut();
  await vi.waitFor(() => expect(story).toEqual(['connected', 'disconnected', 'connected again']), 5000);
  wire.freeze();
  await vi.waitFor(() => expect(story.slice(3)).toEqual(['disconnected', 'connected again']), 5000);
  await cry(ari, 'heard');
  await vi.waitFor(() => expect(story.at(-1)).toBe('heard'));
});

it('receives events again, and pushes phones again, after Asterisk was restarted', async () => {
  const ari = aClient();
  let connections = 0;
  ari.on('connected', () => {
    connections += 1;
  });
  const cries: string[] = [];
  ari.on('ChannelUserevent', (event) => cries.push(event.eventname));
  await ari.connect();
  await asterisk.stack.processes.asterisk.restart();
  await vi.waitFor(() => expect(connections).toBe(2), 10_000);
  await cry(ari, 'heard');
  await vi.waitFor(() => expect(cries).toEqual(['heard']));
  await ari.pushObject('auth', '1001', { auth_type: 'userpass', username: '1001', password: 'secret' });
  await ari.pushObject('aor', '1001', { max_contacts: '1' });
  await ari.pushObject('endpoint', '1001', { auth: '1001', aors: '1001', context: 'from-seat' });
  expect(await ari.endpoints.get({ tech: 'PJSIP', resource: '1001' })).toMatchObject({ state: 'offline' });
  for (const type of ['endpoint', 'aor', 'auth'] as const) expect(await ari.deleteObject(type, '1001')).toBe('done');
  expect(await ari.endpoints.get({ tech: 'PJSIP', resource: '1001' })).toBe('gone');
}, 60_000);

it('never pushes an endpoint from which anybody could call', async () => {
  await expect(aClient().pushObject('endpoint', '1002', { aors: '1002' })).rejects.toThrow('without auth');
});
