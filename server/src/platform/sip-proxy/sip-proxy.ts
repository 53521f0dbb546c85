import type { IncomingMessage, Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { BaseLogger } from 'pino';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { checkSipMessage, LONGEST_MESSAGE } from './check-sip-message.ts';

export interface SipProxyOptions {
  /** Path whose upgrades are handled here, e.g. '/sip'. All others are left to the server's other listeners. */
  path: string;
  /** Asterisk's HTTP server; its WebSocket for SIP is at /ws. */
  asteriskHttpUrl: string;
  /**
   * Address from which to connect to Asterisk; no trunk may match it, since Asterisk trusts any sender at a trunk's address without a password. Empty: the system chooses.
   */
  sourceAddress: string;
  /** Whose upgrade this is (closeFor takes the same id), or null to refuse. Asked before Asterisk hears of it. */
  authorize: (request: IncomingMessage) => Promise<{ id: string } | null>;
  log: Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>;
  /** Address that upgrades are counted for. Default: that of the socket. */
  addressOf?: (request: IncomingMessage) => string;
  /**
   * Refused upgrades per address; further ones get 429 and are logged once. Sessions from that address are still let
   * in. Default 60.
   */
  refusalsPerMinute?: number;
  /** Upgrades per id. They are not counted by address, since an office of many seats may share one. Default 60. */
  upgradesPerMinute?: number;
  /** The oldest is cut when there is one more. Default 4: one seat has one phone, and stale sockets. */
  socketsPerId?: number;
  /** For authorize and Asterisk's answer together. Default 5000. */
  handshakeMs?: number;
  /**
   * Time without a byte from or to the phone. Longer than the interval of the phone's registrations. Default 900000.
   */
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
/** A phone that does not read is cut once this many bytes are pending: Asterisk must never wait for a phone. */
const MOST_UNREAD_BYTES = 1024 * 1024;
/** Bytes of one phone that may be pending towards Asterisk before reading from it stops. */
const MOST_UNSENT_BYTES = 256 * 1024;
/** The codes with which ws closes on these errors; it uses 1002 for all other broken frames. */
const closeCodes: Record<string, number> = {
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 1009,
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: 1009,
  WS_ERR_INVALID_UTF8: 1007,
};
const reasons = {
  400: 'Bad Request',
  401: 'Unauthorized',
  429: 'Too Many Requests',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
} as const;

/**
 * Terminates the phones' WebSockets and opens its own to Asterisk. Nothing reaches Asterisk that authorize has not let
 * through, and no raw byte of a phone: complete text frames that hold one SIP message are sent on in frames of ours;
 * anything else closes the phone's socket. A Socket.IO on the same server ends upgrades of other paths that were not
 * answered within its destroyUpgradeTimeout (1 s by default), which then is the real limit of the handshake.
 */
export function attachSipProxy(server: Server | TlsServer, options: SipProxyOptions): SipProxy {
  const { log } = options;
  const target = new URL('/ws', options.asteriskHttpUrl);
  target.protocol = target.protocol === 'https:' ? 'wss:' : 'ws:';
  const addressOf = options.addressOf ?? ((request) => request.socket.remoteAddress ?? '');
  const phones = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: LONGEST_MESSAGE,
    perMessageDeflate: false,
    handleProtocols: () => 'sip',
  });
  const cutsById = new Map<string, Set<() => void>>();
  const unauthorized = new Set<Duplex>();
  let counts = new Map<string, number>();
  let windowEndsAtMs = 0;

  /** Number in this window, including this one. */
  function count(what: string): number {
    const nowMs = performance.now();
    if (nowMs >= windowEndsAtMs) {
      counts = new Map();
      windowEndsAtMs = nowMs + WINDOW_MS;
    }
    const number = (counts.get(what) ?? 0) + 1;
    counts.set(what, number);
    return number;
  }

  /** Clients without a session are counted by address, and after too many get 429 instead of the reason. */
  function turnAway(client: Duplex, address: string, status: 400 | 401): void {
    const most = options.refusalsPerMinute ?? 60;
    const number = count(`refused ${address}`);
    if (number === most + 1) log.warn({ address }, 'too many refused upgrades to SIP from one address');
    else if (number <= most) log.info({ address, status }, 'an upgrade to SIP was refused');
    refuse(client, number > most ? 429 : status);
  }

  function onUpgrade(request: IncomingMessage, client: Duplex, head: Buffer): void {
    const path = (request.url ?? '').split('?')[0];
    if (path !== options.path) return;
    // Without a listener an error of the socket would end the process.
    client.on('error', () => client.destroy());
    const address = addressOf(request);
    const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
    const isSip =
      request.method === 'GET' &&
      request.headers.upgrade?.toLowerCase() === 'websocket' &&
      request.headers['sec-websocket-version'] === '13' &&
      protocols.includes('sip');
    if (!isSip || !/^[A-Za-z0-9+/]{22}==$/.test(request.headers['sec-websocket-key'] ?? '')) {
      turnAway(client, address, 400);
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
          turnAway(client, address, 401);
          return;
        }
        if (count(`let in ${who.id}`) > (options.upgradesPerMinute ?? 60)) {
          log.warn({ id: who.id, address }, 'too many upgrades to SIP by one session');
          refuse(client, 429);
          return;
        }
        reachAsterisk(who.id, address, request, client, head, () => clearTimeout(late));
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
    request: IncomingMessage,
    client: Duplex,
    head: Buffer,
    onOpen: () => void,
  ): void {
    // None of the phone's headers go on to Asterisk: neither cookies nor credentials nor extensions.
    const asterisk = new WebSocket(target, 'sip', {
      perMessageDeflate: false,
      ...(options.sourceAddress === '' ? {} : { localAddress: options.sourceAddress }),
    });
    register(id, client);
    client.once('close', () => asterisk.terminate());
    asterisk.on('unexpected-response', (_request, response) => {
      log.error({ id, status: response.statusCode }, 'Asterisk refused the WebSocket of a phone');
      response.destroy();
      refuse(client, 502);
    });
    asterisk.on('error', (error) => {
      if (client.destroyed) return;
      log.error({ err: error, id }, 'Asterisk does not answer the WebSocket of a phone');
      if (asterisk.protocol === '') refuse(client, 502);
      else client.destroy();
    });
    asterisk.once('open', () => {
      if (client.destroyed || client.writableEnded) {
        asterisk.terminate();
        return;
      }
      onOpen();
      // What Asterisk sends before the phone's side is open is held back.
      asterisk.pause();
      phones.handleUpgrade(request, client, head, (phone) => {
        join(phone, client as Socket, asterisk, options.idleMs ?? 900_000, (code, reason) =>
          log.warn({ id, address, code, reason }, 'a phone sent something other than SIP, its socket was closed'),
        );
        asterisk.resume();
        log.info({ id, address }, 'phone connected');
        phone.once('close', () => log.info({ id, address }, 'phone disconnected'));
      });
    });
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

/** Messages both ways, until either side ends or nothing has come or gone for idleMs. */
function join(
  phone: WebSocket,
  client: Socket,
  asterisk: WebSocket,
  idleMs: number,
  onRefused: (code: number, reason: string) => void,
): void {
  client.setNoDelay(true);
  client.setKeepAlive(true, KEEP_ALIVE_MS);
  client.setTimeout(idleMs, () => client.destroy());

  /** Nothing more of it reaches Asterisk, not even while the closing handshake runs. */
  function close(code: number, reason: string): void {
    onRefused(code, reason);
    asterisk.terminate();
    phone.close(code, reason);
  }
  function cutIfUnread(): boolean {
    if (phone.bufferedAmount > MOST_UNREAD_BYTES) phone.terminate();
    return phone.readyState !== WebSocket.OPEN;
  }

  phone.on('message', (data: RawData, isBinary: boolean) => {
    if (phone.readyState !== WebSocket.OPEN || asterisk.readyState !== WebSocket.OPEN) return;
    if (isBinary) {
      close(1003, 'text only');
      return;
    }
    const text = String(data as Buffer);
    // A keep-alive (RFC 5626), answered here.
    if (text === '\r\n\r\n') {
      if (!cutIfUnread()) phone.send('\r\n');
      return;
    }
    if (text === '\r\n') return;
    const fault = checkSipMessage(text);
    if (fault !== null) {
      close(1002, fault);
      return;
    }
    asterisk.send(text, () => {
      if (phone.isPaused && asterisk.bufferedAmount < MOST_UNSENT_BYTES) phone.resume();
    });
    if (asterisk.bufferedAmount >= MOST_UNSENT_BYTES) phone.pause();
  });
  // The answers to a flood of pings would pile up for a phone that does not read.
  phone.on('ping', cutIfUnread);
  // ws closes it with the right code: a broken frame, one too long, invalid text.
  phone.on('error', (error: Error & { code?: string }) => {
    onRefused(closeCodes[error.code ?? ''] ?? 1002, error.message);
    asterisk.terminate();
  });
  phone.once('close', () => asterisk.terminate());

  asterisk.on('message', (data: RawData) => {
    if (!cutIfUnread()) phone.send(String(data as Buffer));
  });
  asterisk.once('close', () => {
    // A phone that is being told the reason gets time to receive it.
    if (phone.readyState === WebSocket.OPEN) phone.terminate();
  });
}
