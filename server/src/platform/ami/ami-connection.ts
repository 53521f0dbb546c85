/** One connection to Asterisk's manager interface, made again whenever it is lost. */
import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { backOffMs } from '@sansheng/shared/domain/back-off';
import type { BaseLogger } from 'pino';
import { type Reply, readReply } from './read-reply.ts';

export interface AmiOptions {
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

export class AmiCommandFailed extends Error {
  readonly action: string;

  constructor(action: string, reason: string) {
    super(`AMI ${action}: ${reason}`);
    this.name = 'AmiCommandFailed';
    this.action = action;
  }
}

export type Fields = Record<string, string>;

const RETRY = { firstMs: 100, mostMs: 2000 };
/** Far more than any reply to the actions above. */
const LONGEST_REPLY = 65_536;

/** A line break would begin a header of its own, or an action. */
function requireOneLine(value: string): string {
  if (/[\r\n\0]/.test(value)) throw new TypeError(`not one line: ${JSON.stringify(value)}`);
  return value;
}

export interface AmiConnection {
  readonly isConnected: boolean;
  /** `items`: collects the events that make up a list. Throws AmiCommandFailed without a reply in time. */
  run(action: string, fields: Fields, items?: Reply[]): Promise<Reply>;
  /** For good; waiting commands fail. */
  close(): void;
}

/** Connects at once. `hear` gets every event that answers no command, `connected` is called each time events begin. */
export function connectAmi(
  options: AmiOptions,
  { hear, connected }: { hear: (event: Reply) => void; connected: () => void },
): AmiConnection {
  const { log } = options;
  const timeoutMs = options.timeoutMs ?? 5000;
  const pending = new Map<
    string,
    { action: string; resolve: (reply: Reply) => void; reject: (error: Error) => void; items: Reply[] }
  >();
  let ready = Promise.withResolvers<Socket>();
  let isConnected = false;
  let isClosed = false;
  let failures = 0;
  let retry: NodeJS.Timeout | undefined;
  let socket: Socket;

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
    connected();
  }

  /** A list consists of a first reply, one event for each item, and a closing event. */
  function receive(block: Reply): void {
    const asked = pending.get(block.get('actionid') ?? '');
    if (asked === undefined) hear(block);
    else if (block.get('eventlist') === 'Complete' || (!block.has('event') && !block.has('eventlist')))
      asked.resolve(block);
    else if (block.has('event')) asked.items.push(block);
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
    run,
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
