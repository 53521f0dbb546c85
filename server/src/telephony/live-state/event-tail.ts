import type { Redis } from 'ioredis';
import { type EventType, type LiveEvent, parseLiveEvent } from '@sansheng/shared/contracts/events';
import type { Logger } from 'pino';

export interface EventTail {
  /** Handlers are called in the order of the stream; an error in one is logged and does not affect the others. */
  on<T extends EventType>(type: T, handler: (event: Extract<LiveEvent, { type: T }>) => unknown): void;
  onAny(handler: (event: LiveEvent) => unknown): void;
  /** Gives the handler what the stream has since then, once. */
  replay(sinceMs: number, handler: (event: LiveEvent) => void): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A read costs as much for one event as for ten: under load, events within some ms are read together. */
const TOGETHER_MS = 4;
const REPLAYED_AT_ONCE = 2000;
const BUSY = { reads: 10, withinMs: 100 };

/**
 * Follows the event stream from now on, for the live screens. Every server follows it on a connection of its own and
 * informs its own sockets. After a lost connection it continues where it stopped.
 */
export function createEventTail(redis: Redis, stream: string, log: Logger): EventTail {
  const connection = redis.duplicate({ maxRetriesPerRequest: null });
  const handlers: ((event: LiveEvent) => unknown)[] = [];
  let isStopped = false;
  let running: Promise<void> | undefined;

  function dispatch(event: LiveEvent): void {
    for (const handler of handlers) {
      try {
        const done = handler(event);
        if (done instanceof Promise) done.catch((error) => log.error({ err: error, event }, 'an event handler failed'));
      } catch (error) {
        log.error({ err: error, event }, 'an event handler failed');
      }
    }
  }

  async function follow(from: string): Promise<void> {
    let last = from;
    const readsAtMs: number[] = [];
    while (!isStopped) {
      try {
        const reply = await connection.xread('COUNT', 500, 'BLOCK', 2000, 'STREAMS', stream, last);
        for (const [id, fields] of reply?.[0]?.[1] ?? []) {
          last = id;
          try {
            dispatch(parseLiveEvent(id, fields));
          } catch (error) {
            log.error({ err: error, eventId: id }, 'an event cannot be read');
          }
        }
        const nowMs = performance.now();
        const isBusy = readsAtMs.push(nowMs) > BUSY.reads && (readsAtMs.shift() ?? 0) > nowMs - BUSY.withinMs;
        if (isBusy) await new Promise((resolve) => setTimeout(resolve, TOGETHER_MS));
      } catch (error) {
        if (isStopped) return;
        log.warn({ err: error }, 'the event stream cannot be followed, will retry');
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }

  return {
    on: (type, handler) => {
      handlers.push((event) => (event.type === type ? handler(event as never) : undefined));
    },
    onAny: (handler) => {
      handlers.push(handler);
    },
    async replay(sinceMs, handler) {
      for (let from = `${sinceMs}`; ; ) {
        const entries = await redis.xrange(stream, from, '+', 'COUNT', REPLAYED_AT_ONCE);
        for (const [id, fields] of entries) {
          try {
            handler(parseLiveEvent(id, fields));
          } catch (error) {
            log.warn({ err: error, eventId: id }, 'an earlier event cannot be read');
          }
        }
        const last = entries.at(-1);
        if (last === undefined || entries.length < REPLAYED_AT_ONCE) return;
        from = `(${last[0]}`;
      }
    },
    async start() {
      const newest = await connection.xrevrange(stream, '+', '-', 'COUNT', 1);
      running = follow(newest[0]?.[0] ?? '0-0');
    },
    async stop() {
      isStopped = true;
      connection.disconnect();
      await running;
    },
  };
}
