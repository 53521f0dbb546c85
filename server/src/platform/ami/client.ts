import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { backOffMs } from '@sansheng/shared/domain/back-off';
import type { BaseLogger } from 'pino';
import { type Reply, readReply } from './read-reply.ts';

export interface AmiClientOptions {
  host: string;
  port: number;
  user: string;
  /** The user needs `read = system,dtmf` and `write = system` in manager.conf. */
  password: string;
  log?: Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>;
  /** For a command, the wait for a connection included. Default 5000. */
  timeoutMs?: number;
  /** Default 5000. A ping without an answer ends the connection, and the next one is made. */
  pingMs?: number;
}

/** Seen from the channel: "received" is what its phone sends, "transmitted" is what its phone hears. */
export type AudioDirection = 'receive' | 'transmit' | 'both';

/** What Asterisk reports about phones. ARI would also send the events of each of their channels. */
export interface PhoneSignals {
  /** A PJSIP endpoint, e.g. 'seat-1001'. */
  changed: (endpoint: string, isReachable: boolean) => void;
  /** Events arrive, for the first time or again: what changed before is unknown. */
  connected: () => void;
}

/**
 * A key pressed at the far end of a channel. In the audio a key has a beginning and an end; by SIP INFO it only ends.
 */
export type KeyListener = (
  sign: 'began' | 'ended',
  channel: { channelId: string; channelName: string },
  digit: string,
) => void;

/** 'gone': the channel hung up. Everything else that fails throws AmiCommandFailed. */
export interface AmiClient {
  readonly isConnected: boolean;
  /** Returns the function that stops it. */
  listenToPhones(signals: PhoneSignals): () => void;
  /** ARI reports only the end. Returns the function that stops it. */
  listenToKeys(listener: KeyListener): () => void;
  /**
   * Writes both directions of a channel to two files of equal length, sample for sample side by side, and no mixed file.
   * The ending of a name is its format (.wav). Relative names are below Asterisk's monitor folder. Folders must exist.
   * Not repeatable: a second start records a second time into the same files.
   */
  mixMonitorStart(target: {
    channelName: string;
    receiveFile: string;
    transmitFile: string;
  }): Promise<{ mixMonitorId: string } | 'gone'>;
  /** Writes silence into the files while on, so that their timeline stays right. Repeatable. */
  mixMonitorMute(target: { channelName: string; direction: AudioDirection; on: boolean }): Promise<'done' | 'gone'>;
  /**
   * Ends the recording before its channel does. Without the id: every recording of the channel. Repeatable.
   * Asterisk closes the files a moment after the reply.
   */
  stopMixMonitor(target: { channelName: string; mixMonitorId?: string }): Promise<'done' | 'gone'>;
  /** Asks a channel to hang up by a way other than ARI. Repeatable; its end may or may not arrive as an event. */
  hangUp(target: { channelName: string }): Promise<'done' | 'gone'>;
  /** Entries of a family in Asterisk's own database, which ARI cannot read. */
  readEntries(family: string): Promise<{ key: string; value: string }[]>;
  /** Repeatable. */
  deleteEntry(entry: { family: string; key: string }): Promise<void>;
  /** Ends the connection for good; waiting commands fail. */
  close(): void;
}

export class AmiCommandFailed extends Error {
  readonly action: string;

  constructor(action: string, reason: string) {
    super(`AMI ${action}: ${reason}`);
    this.name = 'AmiCommandFailed';
    this.action = action;
  }
}

type Fields = Record<string, string>;

const RETRY = { firstMs: 100, mostMs: 2000 };
/** Far more than any reply to the actions above. */
const LONGEST_REPLY = 65_536;

/**
 * Asterisk hands parts of these values to its option parser and, for one option, to a shell; a line break would begin a
 * header of its own. So this is a list of allowed characters, not of dangerous ones.
 */
function requirePlain(value: string): string {
  if (!/^[A-Za-z0-9_./;@-]+$/.test(value) || value.split('/').includes('..')) {
    throw new TypeError(`not a plain channel or file name: ${JSON.stringify(value)}`);
  }
  return value;
}

/** A line break would begin a header of its own, or an action. */
function requireOneLine(value: string): string {
  if (/[\r\n\0]/.test(value)) throw new TypeError(`not one line: ${JSON.stringify(value)}`);
  return value;
}

/** Connects at once, and again whenever the connection is lost. */
export function createAmiClient(options: AmiClientOptions): AmiClient {
  const { log } = options;
  const timeoutMs = options.timeoutMs ?? 5000;
  const pending = new Map<
    string,
    { action: string; resolve: (reply: Reply) => void; reject: (error: Error) => void; items: Reply[] }
  >();
  const listeners = new Set<PhoneSignals>();
  const keyListeners = new Set<KeyListener>();
  let ready = Promise.withResolvers<Socket>();
  let isConnected = false;
  let isClosed = false;
  let failures = 0;
  let retry: NodeJS.Timeout | undefined;
  let socket: Socket;

  /** `items`: collects the events that make up a list. */
  function send(target: Socket, action: string, fields: Fields, items: Reply[] = []): Promise<Reply> {
    const actionId = randomUUID();
    const lines = Object.entries({ Action: action, ActionID: actionId, ...fields }).map(
      ([name, v]) => `${name}: ${requireOneLine(v)}\r\n`,
    );
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    const fail = (reason: string) => reject(new AmiCommandFailed(action, reason));
    const timer = setTimeout(() => fail(`no reply within ${timeoutMs} ms`), timeoutMs);
    pending.set(actionId, { action, resolve, reject, items });
    target.write(`${lines.join('')}\r\n`);
    return promise.finally(() => {
      clearTimeout(timer);
      pending.delete(actionId);
    });
  }

  async function run(action: string, fields: Fields, items?: Reply[]): Promise<Reply> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new AmiCommandFailed(action, 'not connected')), timeoutMs);
    try {
      return await send(await Promise.race([ready.promise, late.promise]), action, fields, items);
    } finally {
      clearTimeout(timer);
    }
  }

  async function runOnChannel(action: string, fields: Fields): Promise<Reply | 'gone'> {
    const reply = await run(action, fields);
    const message = reply.get('message') ?? 'refused';
    // 'Could not stop' means that it has already ended.
    if (reply.get('response') === 'Success' || message.startsWith('Could not stop')) return reply;
    if (/no such channel|channel not found/i.test(message)) return 'gone';
    throw new AmiCommandFailed(action, message);
  }

  async function logIn(current: Socket): Promise<void> {
    const reply = await send(current, 'Login', {
      Username: options.user,
      Secret: options.password,
      Events: 'system,dtmf',
    });
    if (reply.get('response') !== 'Success') throw new AmiCommandFailed('Login', reply.get('message') ?? 'refused');
    isConnected = true;
    failures = 0;
    log?.info('AMI connected');
    ready.resolve(current);
    for (const { connected } of listeners) connected();
  }

  /** A list consists of a first reply, one event for each item, and a closing event. */
  function receive(block: Reply): void {
    const asked = pending.get(block.get('actionid') ?? '');
    if (asked === undefined) hear(block);
    else if (block.get('eventlist') === 'Complete' || (!block.has('event') && !block.has('eventlist')))
      asked.resolve(block);
    else if (block.has('event')) asked.items.push(block);
  }

  function hear(block: Reply): void {
    const event = block.get('event');
    if ((event === 'DTMFBegin' || event === 'DTMFEnd') && block.get('direction') === 'Received') {
      const channel = { channelId: block.get('uniqueid') ?? '', channelName: block.get('channel') ?? '' };
      const sign = event === 'DTMFBegin' ? 'began' : 'ended';
      for (const listener of keyListeners) listener(sign, channel, block.get('digit') ?? '');
      return;
    }
    const endpoint = /^PJSIP\/(.+)$/.exec(block.get('peer') ?? '')?.[1];
    if (event !== 'PeerStatus' || endpoint === undefined) return;
    for (const { changed } of listeners) changed(endpoint, block.get('peerstatus') === 'Reachable');
  }

  function open(): void {
    const current = connect({ host: options.host, port: options.port, noDelay: true });
    socket = current;
    let reason = 'closed';
    let text = '';
    let pings: NodeJS.Timeout | undefined;
    const drop = (error: unknown): void => {
      reason = error instanceof Error ? error.message : String(error);
      current.destroy();
    };
    current.setEncoding('utf8');
    current.setTimeout(timeoutMs, () => !isConnected && drop('no answer'));
    current.on('connect', () => {
      logIn(current).then(() => {
        pings = setInterval(() => send(current, 'Ping', {}).catch(drop), options.pingMs ?? 5000);
      }, drop);
    });
    current.on('data', (part: string) => {
      text += part;
      const blocks = text.split('\r\n\r\n');
      text = blocks.pop() ?? '';
      if (text.length > LONGEST_REPLY) drop('a reply without end');
      for (const block of blocks) {
        receive(readReply(block));
      }
    });
    current.on('error', drop);
    current.on('close', () => {
      clearInterval(pings);
      if (isConnected) ready = Promise.withResolvers();
      isConnected = false;
      for (const { action, reject } of pending.values()) reject(new AmiCommandFailed(action, reason));
      if (isClosed) return;
      const waitMs = backOffMs(failures, RETRY);
      failures += 1;
      log?.warn({ reason, waitMs }, 'AMI connection lost, reconnecting');
      retry = setTimeout(open, waitMs);
    });
  }

  open();
  return {
    get isConnected() {
      return isConnected;
    },
    listenToPhones(signals) {
      listeners.add(signals);
      return () => void listeners.delete(signals);
    },
    listenToKeys(listener) {
      keyListeners.add(listener);
      return () => void keyListeners.delete(listener);
    },
    async mixMonitorStart({ channelName, receiveFile, transmitFile }) {
      const reply = await runOnChannel('MixMonitor', {
        Channel: requirePlain(channelName),
        // Without File no mixed file is written. S fills gaps with silence, or the two files could drift apart. The id
        // is returned only when it is also put into a variable.
        Options: `r(${requirePlain(receiveFile)})t(${requirePlain(transmitFile)})Si(CC_MIXMONITOR)`,
      });
      return reply === 'gone' ? reply : { mixMonitorId: reply.get('mixmonitorid') ?? '' };
    },
    async mixMonitorMute({ channelName, direction, on }) {
      const reply = await runOnChannel('MixMonitorMute', {
        Channel: requirePlain(channelName),
        Direction: { receive: 'read', transmit: 'write', both: 'both' }[direction],
        State: on ? '1' : '0',
      });
      return reply === 'gone' ? reply : 'done';
    },
    async stopMixMonitor({ channelName, mixMonitorId }) {
      const reply = await runOnChannel('StopMixMonitor', {
        Channel: requirePlain(channelName),
        ...(mixMonitorId === undefined ? {} : { MixMonitorID: requirePlain(mixMonitorId) }),
      });
      return reply === 'gone' ? reply : 'done';
    },
    async hangUp({ channelName }) {
      // A name between slashes would be a pattern that hangs up many channels.
      if (channelName.startsWith('/')) throw new TypeError(`not a channel: ${channelName}`);
      const reply = await runOnChannel('Hangup', { Channel: requirePlain(channelName) });
      return reply === 'gone' ? reply : 'done';
    },
    async readEntries(family) {
      const items: Reply[] = [];
      const reply = await run('DBGetTree', { Family: requirePlain(family) }, items);
      const message = reply.get('message') ?? 'refused';
      if (reply.get('response') === 'Error' && !/not found/i.test(message))
        throw new AmiCommandFailed('DBGetTree', message);
      return items.map((item) => ({
        key: (item.get('key') ?? '').slice(family.length + 2),
        value: item.get('val') ?? '',
      }));
    },
    async deleteEntry({ family, key }) {
      const reply = await run('DBDel', { Family: requirePlain(family), Key: requirePlain(key) });
      const message = reply.get('message') ?? 'refused';
      if (reply.get('response') !== 'Success' && !/not found/i.test(message))
        throw new AmiCommandFailed('DBDel', message);
    },
    close() {
      isClosed = true;
      clearTimeout(retry);
      socket.destroy();
      // Nobody may be waiting, and an unhandled rejection ends the process.
      ready.promise.catch(() => undefined);
      ready.reject(new AmiCommandFailed('close', 'the client was closed'));
    },
  };
}
