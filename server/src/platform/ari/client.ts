import type { BaseLogger } from 'pino';
import { type AriEvent, type AriOperations, ariOperations } from './ari.generated.ts';
import { AriCommandFailed, type CommandParams, createCommands, type OperationShape } from './commands.ts';
import { openEventSocket } from './event-socket.ts';
import { createInOrder, type InOrder } from '../in-order.ts';

export interface AriClientOptions {
  /** Asterisk's HTTP server, e.g. http://127.0.0.1:8088 */
  baseUrl: string;
  user: string;
  password: string;
  /** Name of the Stasis application whose events come here. */
  app: string;
  log?: Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>;
  /**
   * HTTP connections for commands, opened as needed. Default 256: a command to a channel without audio (a ringing one, say) may take Asterisk 200 ms, and others must not wait behind it.
   */
  connections?: number;
  /** Default 5000. */
  pingMs?: number;
}

type EventOf<T extends AriEvent['type']> = Extract<AriEvent, { type: T }>;

/** What a handler is called with. Every ARI event is here under its own type, and under 'event'. */
export type AriSignals = { [T in AriEvent['type']]: EventOf<T> } & {
  /** Events arrive. Emitted before the first event of a socket, again after each reconnection. */
  connected: { isFirst: boolean };
  /** No events until the next 'connected'. Commands may still work. */
  disconnected: { reason: string };
  event: AriEvent;
  /** A command for a channel got no reply in time. Asterisk may still carry it out. */
  noReply: { channelId: string; command: string };
};

/** Signals that are not types of Asterisk's events. */
const ownSignals = new Set<string>(['connected', 'disconnected', 'event', 'noReply']);

export interface AriClient extends AriOperations {
  readonly app: string;
  readonly isConnected: boolean;
  /**
   * Handlers are called in the order of the events and not waited for; what they throw is logged. Asterisk sends only the types that somebody listens to, so add handlers before connect(); one added later misses what happens until Asterisk knows of it.
   * Returns the function that removes the handler.
   */
  on<T extends keyof AriSignals>(type: T, handler: (signal: AriSignals[T]) => unknown): () => void;
  /** Opens the event socket and keeps it open. Resolves at the first 'connected'; add the handlers before. */
  connect(): Promise<void>;
  /** One queue per call: `inOrder(callId, async () => { await ari.channels.answer(..); await ari.channels.play(..); })`. */
  inOrder: InOrder;
  /**
   * Creates or changes a PJSIP object in Asterisk's memory. An endpoint without auth is refused: anybody could call
   * through it.
   */
  pushObject(objectType: 'endpoint' | 'auth' | 'aor', id: string, fields: Record<string, string>): Promise<void>;
  deleteObject(objectType: 'endpoint' | 'auth' | 'aor', id: string): Promise<'done' | 'gone'>;
  /** Ends the socket and the pool; running commands fail. */
  close(): Promise<void>;
}

/**
 * The client of one Asterisk. Nothing is sent before connect() or the first command. When another client connects with
 * the same app, this one gets 'ApplicationReplaced' and no event after it, while its socket stays open: call close()
 * then, or its next reconnection takes the events back.
 */
export function createAriClient(options: AriClientOptions): AriClient {
  const { app, log } = options;
  const base = new URL(options.baseUrl);
  const prefix = `${base.pathname.replace(/\/$/, '')}/ari`;
  const authorization = `Basic ${Buffer.from(`${options.user}:${options.password}`).toString('base64')}`;
  const commands = createCommands(base.origin, prefix, authorization, options.connections ?? 256);
  const operations = bindOperations(async (shape, params, commandOptions) => {
    try {
      return await commands.run(shape, params, commandOptions);
    } catch (error) {
      // While Asterisk as a whole is away or silent, it is not the channel's fault.
      const channelId =
        params.channelId ?? (shape.path === '/bridges/{bridgeId}/addChannel' ? params.channel : undefined);
      if (error instanceof AriCommandFailed && error.isLate && typeof channelId === 'string')
        emit('noReply', { channelId, command: error.command });
      throw error;
    }
  });
  const handlers = new Map<string, Set<(signal: never) => unknown>>();
  let socket: ReturnType<typeof openEventSocket> | undefined;
  let isConnected = false;
  let connections = 0;

  function emit<T extends keyof AriSignals>(type: T, signal: AriSignals[T]): void {
    for (const handler of handlers.get(type) ?? []) {
      const fail = (error: unknown) => log?.error({ err: error, event: signal }, `a handler of ${type} failed`);
      try {
        const result = (handler as (signal: AriSignals[T]) => unknown)(signal);
        if (result instanceof Promise) result.catch(fail);
      } catch (error) {
        fail(error);
      }
    }
  }

  /** Most of what happens to a channel is of no use to us, and each event costs both sides. */
  async function filterNow(): Promise<void> {
    const isAll = (handlers.get('event')?.size ?? 0) > 0;
    const allowed = [...handlers.keys()].filter((type) => !ownSignals.has(type)).map((type) => ({ type }));
    const filter = isAll ? {} : { allowed };
    // A connection kept open from before the loss may be dead: it must not delay the new socket for long.
    await operations.applications.filter({ applicationName: app, filter }, { timeoutMs: 2000 });
  }

  function on<T extends keyof AriSignals>(type: T, handler: (signal: AriSignals[T]) => unknown): () => void {
    const isNew = !handlers.has(type);
    const set = handlers.get(type) ?? new Set();
    handlers.set(type, set.add(handler));
    if (isNew && isConnected && (!ownSignals.has(type) || type === 'event')) {
      filterNow().catch((error) => log?.error({ err: error, type }, 'events of this type are not sent'));
    }
    return () => set.delete(handler);
  }

  function receive(text: string): void {
    let event: AriEvent;
    try {
      event = JSON.parse(text) as AriEvent;
    } catch (error) {
      log?.error({ err: error, text }, 'an ARI event is not JSON');
      return;
    }
    emit(event.type, event as never);
    emit('event', event);
  }

  function connect(): Promise<void> {
    if (socket !== undefined) return Promise.reject(new Error('connect() was called before'));
    const url = new URL(`${prefix}/events`, base);
    url.protocol = base.protocol === 'https:' ? 'wss:' : 'ws:';
    url.searchParams.set('app', app);
    return new Promise((resolve) => {
      socket = openEventSocket({
        url: url.href,
        authorization,
        pingMs: options.pingMs ?? 5000,
        onOpen: filterNow,
        onReady: () => {
          isConnected = true;
          connections += 1;
          log?.info({ app, connections }, 'ARI connected');
          emit('connected', { isFirst: connections === 1 });
          resolve();
        },
        onClose: (reason) => {
          isConnected = false;
          emit('disconnected', { reason });
        },
        onMessage: receive,
        onRetry: (reason, waitMs) => log?.warn({ app, reason, waitMs }, 'ARI socket lost, reconnecting'),
      });
    });
  }

  return {
    ...operations,
    app,
    get isConnected() {
      return isConnected;
    },
    on,
    connect,
    inOrder: createInOrder(),
    async pushObject(objectType, id, fields) {
      if (objectType === 'endpoint' && !fields.auth) throw new Error(`endpoint ${id} is pushed without auth`);
      const outcome = await operations.asterisk.updateObject({ configClass: 'res_pjsip', objectType, id, fields });
      if (outcome === 'gone') throw new Error(`Asterisk keeps no ${objectType} in memory: see sorcery.conf`);
    },
    deleteObject: (objectType, id) => operations.asterisk.deleteObject({ configClass: 'res_pjsip', objectType, id }),
    async close() {
      socket?.close();
      await commands.close();
    },
  };
}

function bindOperations(
  run: (shape: OperationShape, params: CommandParams, options?: { timeoutMs?: number }) => Promise<unknown>,
): AriOperations {
  const bound = Object.entries(ariOperations).map(([resource, shapes]) => [
    resource,
    Object.fromEntries(
      Object.entries(shapes).map(([name, shape]: [string, OperationShape]) => [
        name,
        (params: CommandParams = {}, options?: { timeoutMs?: number }) => run(shape, params, options),
      ]),
    ),
  ]);
  // The names and shapes come from the same generated file as the type.
  return Object.fromEntries(bound) as AriOperations;
}
