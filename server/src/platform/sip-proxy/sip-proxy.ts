import { type IncomingMessage, request as requestHttp, type Server } from 'node:http';
import { request as requestHttps, type Server as TlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { BaseLogger } from 'pino';

export interface SipProxyOptions {
  /** Path whose upgrades are taken, e.g. '/sip'. All others are left to other listeners of the server. */
  path: string;
  /** Asterisk's HTTP server; its WebSocket for SIP is at /ws. */
  asteriskHttpUrl: string;
  /**
   * Address the connection to Asterisk comes from; no trunk may match it. Asterisk takes whoever shares an address
   * with a trunk for that trunk, without a password. Empty: the system chooses.
   */
  sourceAddress: string;
  /** Whose upgrade this is (closeFor takes the same id), or null to refuse. Asked before Asterisk hears of it. */
  authorize: (request: IncomingMessage) => Promise<{ id: string } | null>;
  log: Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>;
  /** Address that upgrades are counted for. Default: that of the socket. */
  addressOf?: (request: IncomingMessage) => string;
  /** Per address, refused ones included; an office of many seats may share one address. Default 300. */
  upgradesPerMinute?: number;
  /** The oldest is cut when there is one more. Default 4: one seat has one phone, and stale sockets. */
  socketsPerId?: number;
  /** For authorize and Asterisk's answer together. Default 5000. */
  handshakeMs?: number;
  /** Without a byte either way. Longer than the phone's time between registrations. Default 900000. */
  idleMs?: number;
}

export interface SipProxy {
  /** Cuts every socket and unfinished upgrade of one id (at log-out). Returns how many there were. */
  closeFor(id: string): number;
  /** Stops taking upgrades and cuts all sockets. */
  close(): void;
}

const WINDOW_MS = 60_000;
const KEEP_ALIVE_MS = 10_000;
const reasons = {
  400: 'Bad Request',
  401: 'Unauthorized',
  429: 'Too Many Requests',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
} as const;

/**
 * Puts the phones' WebSocket in front of Asterisk's. Nothing reaches Asterisk that authorize has not let through.
 * A Socket.IO on the same server ends upgrades of other paths that were not answered within its destroyUpgradeTimeout
 * (1 s by default), which then is the real limit of the handshake.
 */
export function attachSipProxy(server: Server | TlsServer, options: SipProxyOptions): SipProxy {
  const { log } = options;
  const target = new URL('/ws', options.asteriskHttpUrl);
  const addressOf = options.addressOf ?? ((request) => request.socket.remoteAddress ?? '');
  const cutsById = new Map<string, Set<() => void>>();
  const unauthorized = new Set<Duplex>();
  let upgrades = new Map<string, number>();
  let windowEndsAtMs = 0;

  function isOverLimit(address: string): boolean {
    const nowMs = performance.now();
    if (nowMs >= windowEndsAtMs) {
      upgrades = new Map();
      windowEndsAtMs = nowMs + WINDOW_MS;
    }
    const count = (upgrades.get(address) ?? 0) + 1;
    upgrades.set(address, count);
    return count > (options.upgradesPerMinute ?? 300);
  }

  function onUpgrade(request: IncomingMessage, client: Duplex, head: Buffer): void {
    const path = (request.url ?? '').split('?')[0];
    if (path !== options.path) return;
    // Without a listener an error of the socket would end the process.
    client.on('error', () => client.destroy());
    const address = addressOf(request);
    if (isOverLimit(address)) {
      log.warn({ address }, 'too many upgrades to SIP from one address');
      refuse(client, 429);
      return;
    }
    const key = request.headers['sec-websocket-key'];
    const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
    const isSip =
      request.method === 'GET' &&
      request.headers.upgrade?.toLowerCase() === 'websocket' &&
      request.headers['sec-websocket-version'] === '13' &&
      protocols.includes('sip');
    if (!isSip || key === undefined || !/^[A-Za-z0-9+/]{22}==$/.test(key)) {
      refuse(client, 400);
      return;
    }
    const late = setTimeout(() => refuse(client, 504), options.handshakeMs ?? 5000);
    unauthorized.add(client);
    client.once('close', () => {
      clearTimeout(late);
      unauthorized.delete(client);
    });
    options.authorize(request).then(
      (who) => {
        unauthorized.delete(client);
        if (client.destroyed || client.writableEnded) return;
        if (who === null) {
          log.info({ address }, 'an upgrade to SIP without a session was refused');
          refuse(client, 401);
          return;
        }
        reachAsterisk(who.id, address, key, client, head, () => clearTimeout(late));
      },
      (error: unknown) => {
        log.error({ err: error, address }, 'an upgrade to SIP could not be authorized');
        refuse(client, 503);
      },
    );
  }

  function reachAsterisk(
    id: string,
    address: string,
    key: string,
    client: Duplex,
    head: Buffer,
    onOpen: () => void,
  ): void {
    const send = target.protocol === 'https:' ? requestHttps : requestHttp;
    // Its own short list of headers: neither cookies nor credentials nor extensions go on to Asterisk.
    const upstream = send(target, {
      agent: false,
      ...(options.sourceAddress === '' ? {} : { localAddress: options.sourceAddress }),
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': key,
        'sec-websocket-protocol': 'sip',
      },
    });
    register(id, client);
    client.once('close', () => upstream.destroy());
    upstream.on('response', (response) => {
      log.error({ id, status: response.statusCode }, 'Asterisk refused a phone its WebSocket');
      response.destroy();
      refuse(client, 502);
    });
    upstream.on('error', (error) => {
      if (client.destroyed) return;
      log.error({ err: error, id }, 'Asterisk does not answer for a phone');
      refuse(client, 502);
    });
    upstream.on('upgrade', (response, asterisk, first) => {
      if (client.destroyed || client.writableEnded) {
        asterisk.destroy();
        return;
      }
      onOpen();
      client.write(
        [
          'HTTP/1.1 101 Switching Protocols',
          'Upgrade: websocket',
          'Connection: Upgrade',
          `Sec-WebSocket-Accept: ${response.headers['sec-websocket-accept'] ?? ''}`,
          'Sec-WebSocket-Protocol: sip',
          '\r\n',
        ].join('\r\n'),
      );
      join(client as Socket, asterisk, options.idleMs ?? 900_000);
      client.write(first);
      asterisk.write(head);
      log.info({ id, address }, 'phone connected');
      client.once('close', () => log.info({ id, address }, 'phone disconnected'));
    });
    upstream.end();
  }

  function register(id: string, client: Duplex): void {
    const cuts = cutsById.get(id) ?? new Set();
    cutsById.set(id, cuts);
    const cut = (): void => {
      client.destroy();
    };
    cuts.add(cut);
    client.once('close', () => {
      cuts.delete(cut);
      if (cuts.size === 0 && cutsById.get(id) === cuts) cutsById.delete(id);
    });
    const [oldest] = cuts;
    if (cuts.size > (options.socketsPerId ?? 4)) oldest?.();
  }

  function closeFor(id: string): number {
    const cuts = [...(cutsById.get(id) ?? [])];
    for (const cut of cuts) cut();
    return cuts.length;
  }

  server.on('upgrade', onUpgrade);
  return {
    closeFor,
    close() {
      server.off('upgrade', onUpgrade);
      for (const client of unauthorized) client.destroy();
      for (const id of cutsById.keys()) closeFor(id);
    },
  };
}

function refuse(client: Duplex, status: keyof typeof reasons): void {
  if (client.destroyed || client.writableEnded) return;
  client.end(`HTTP/1.1 ${status} ${reasons[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () =>
    client.destroy(),
  );
}

/** Bytes both ways, until either side ends or nothing has come for idleMs. */
function join(client: Socket, asterisk: Socket, idleMs: number): void {
  for (const [from, to] of [
    [client, asterisk],
    [asterisk, client],
  ] as const) {
    from.setNoDelay(true);
    from.setKeepAlive(true, KEEP_ALIVE_MS);
    from.setTimeout(idleMs, () => from.destroy());
    from.once('close', () => to.destroy());
    from.pipe(to);
  }
  asterisk.on('error', () => asterisk.destroy());
}
