import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { backOffMs } from '@sansheng/shared/domain/back-off';
import { type LiveEvent, parseLiveEvent } from '@sansheng/shared/contracts/events';
import type { RedisKeys } from '@sansheng/shared/redis';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Metrics } from '../../../platform/metrics.ts';
import { isFaultOfEvent } from './fault-of-event.ts';

/**
 * Each call is computed once per batch, however many of its events are in it: large batches are how a backlog is caught
 * up.
 */
const BATCH = 2000;
const BLOCK_MS = 1000;
/** What another worker has held this long without acknowledging is taken over. */
const DEAD_AFTER_MS = 30_000;
const LOOK_FOR_DEAD_MS = 10_000;
const FORGET_CONSUMER_MS = 3_600_000;
const TRIES = 5;
const WRITE_AGAIN = { firstMs: 50, mostMs: 10_000 };
const READ_AGAIN = { firstMs: 200, mostMs: 10_000 };
const DEAD_EVENTS_KEPT = 10_000;

type Entry = [id: string, fields: string[]];

export interface EventReader {
  /** Settles when the current batch is done. */
  stop: () => Promise<void>;
  /** When the stream was last read or the current batch last tried. */
  lastTurnMs: () => number;
}

export interface ReaderParts {
  /** A connection of its own: reading blocks it. */
  blocking: Redis;
  redis: Redis;
  keys: RedisKeys;
  /** Writes a batch; what it resolves to has been committed. May be called again with the same events. */
  write: (events: LiveEvent[]) => Promise<void>;
  metrics: Metrics;
  log: Logger;
}

/**
 * Reads the event stream as one consumer of the group, batch by batch, and acknowledges what was written. Nothing is
 * acknowledged before it is committed, so a death at any point means the batch comes again.
 * While the database is away it waits; an entry that is at fault itself goes to the dead events after 5 tries.
 */
export function startEventReader({ blocking, redis, keys, write, metrics, log }: ReaderParts): EventReader {
  const stopping = new AbortController();
  const consumer = `${hostname()}:${process.pid}:${Date.now()}`;
  let lastTurnMs = Date.now();

  const bury = async ([id, fields]: Entry, error: unknown) => {
    log.error({ eventId: id, fields, err: error }, 'event cannot be written to the records; moved to the dead events');
    metrics.deadEvents.inc();
    const reason = error instanceof Error ? error.message : String(error);
    await redis
      .multi()
      .xadd(keys.deadEvents, 'MAXLEN', '~', DEAD_EVENTS_KEPT, '*', 'id', id, 'error', reason.slice(0, 500), ...fields)
      .xack(keys.events, keys.recordsGroup, id)
      .exec();
  };

  /** Tries until it is written (true), the events turn out to be faulty (the fault), or we stop (throws). */
  const writeOrRefuse = async (events: LiveEvent[], tries: number): Promise<true | { fault: unknown }> => {
    let faults = 0;
    for (let attempt = 0; ; attempt += 1) {
      stopping.signal.throwIfAborted();
      lastTurnMs = Date.now();
      try {
        await write(events);
        return true;
      } catch (error) {
        if (isFaultOfEvent(error)) {
          faults += 1;
          if (faults >= tries) return { fault: error };
        } else if (attempt % 10 === 0) {
          log.warn({ err: error, events: events.length }, 'events cannot be written now, will retry');
        }
        await delay(backOffMs(attempt, WRITE_AGAIN), undefined, { signal: stopping.signal });
      }
    }
  };

  const take = async (entries: readonly Entry[]) => {
    const end = metrics.batchSeconds.startTimer();
    const parsed: { entry: Entry; event: LiveEvent }[] = [];
    for (const entry of entries) {
      try {
        parsed.push({ entry, event: parseLiveEvent(...entry) });
      } catch (error) {
        await bury(entry, error);
      }
    }
    if (parsed.length === 0) return;
    const together = await writeOrRefuse(
      parsed.map(({ event }) => event),
      1,
    );
    const written: string[] = [];
    if (together === true) {
      written.push(...parsed.map(({ event }) => event.id));
    } else {
      // One of them is faulty: written one by one, the others succeed.
      for (const { entry, event } of parsed) {
        const outcome = await writeOrRefuse([event], TRIES);
        if (outcome === true) written.push(event.id);
        else await bury(entry, outcome.fault);
      }
    }
    if (written.length > 0) await redis.xack(keys.events, keys.recordsGroup, ...written);
    metrics.takenEvents.inc(written.length);
    end();
  };

  /** Takes over what certainly dead workers of this machine left, without waiting for them to time out. */
  const inheritFromDead = async () => {
    for (const { name, pending, idle } of await consumersOf(redis, keys)) {
      const [host, pid] = name.split(':');
      if (name === consumer || host !== hostname()) {
        if (name !== consumer && pending === 0 && idle > FORGET_CONSUMER_MS) {
          await redis.xgroup('DELCONSUMER', keys.events, keys.recordsGroup, name);
        }
        continue;
      }
      if (Number(pid) !== process.pid && isAlive(Number(pid))) continue;
      for (let left = pending; left > 0; ) {
        const held = (await redis.xpending(keys.events, keys.recordsGroup, '-', '+', BATCH, name)) as [string][];
        if (held.length === 0) break;
        left -= held.length;
        const ids = held.map(([id]) => id);
        await take(entriesOf(await redis.xclaim(keys.events, keys.recordsGroup, consumer, 0, ...ids)));
      }
      const still = await redis.xpending(keys.events, keys.recordsGroup, '-', '+', 1, name);
      if (still.length === 0) await redis.xgroup('DELCONSUMER', keys.events, keys.recordsGroup, name);
    }
  };

  const inheritFromSilent = async () => {
    for (let cursor = '0-0'; ; ) {
      const [next, claimed] = (await redis.xautoclaim(
        keys.events,
        keys.recordsGroup,
        consumer,
        DEAD_AFTER_MS,
        cursor,
        'COUNT',
        BATCH,
      )) as [string, unknown];
      await take(entriesOf(claimed));
      if (next === '0-0') return;
      cursor = next;
    }
  };

  /** Reads until told to stop; a Redis error ends a round and the next one starts with the pending entries. */
  const readOn = async () => {
    await makeGroup(redis, keys);
    await inheritFromDead();
    let lookedForDeadMs = 0;
    while (!stopping.signal.aborted) {
      lastTurnMs = Date.now();
      if (lastTurnMs - lookedForDeadMs > LOOK_FOR_DEAD_MS) {
        await inheritFromSilent();
        lookedForDeadMs = Date.now();
      }
      const group = ['GROUP', keys.recordsGroup, consumer] as const;
      const reply = (await blocking.xreadgroup(
        ...group,
        'COUNT',
        BATCH,
        'BLOCK',
        BLOCK_MS,
        'STREAMS',
        keys.events,
        '>',
      )) as [string, unknown][] | null;
      await take(entriesOf(reply?.[0]?.[1]));
    }
  };

  const takeOwnLeftOvers = async () => {
    const group = ['GROUP', keys.recordsGroup, consumer] as const;
    for (let from = '0-0'; ; ) {
      const reply = (await redis.xreadgroup(...group, 'COUNT', BATCH, 'STREAMS', keys.events, from)) as
        | [string, [string, string[] | null][]][]
        | null;
      const held = reply?.[0]?.[1] ?? [];
      if (held.length === 0) return;
      await take(entriesOf(held));
      from = held.at(-1)?.[0] ?? from;
    }
  };

  const done = (async () => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      try {
        if (failures > 0) {
          await makeGroup(redis, keys);
          await takeOwnLeftOvers();
        }
        await readOn();
      } catch (error) {
        if (stopping.signal.aborted) break;
        log.warn({ err: error }, 'reading events was interrupted, will retry');
        await delay(backOffMs(failures, READ_AGAIN), undefined, { signal: stopping.signal }).catch(() => {});
        failures += 1;
      }
    }
  })();

  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
    lastTurnMs: () => lastTurnMs,
  };
}

/** Made at the beginning of the stream: a center that was live before its workers loses nothing. */
async function makeGroup(redis: Redis, keys: RedisKeys): Promise<void> {
  await redis.xgroup('CREATE', keys.events, keys.recordsGroup, '0', 'MKSTREAM').catch((error: Error) => {
    if (!error.message.startsWith('BUSYGROUP')) throw error;
  });
}

/** Entries that were trimmed in the meantime come back as null, or with null fields. */
function entriesOf(reply: unknown): Entry[] {
  const entries = (reply ?? []) as ([string, string[] | null] | null)[];
  return entries.filter((entry): entry is Entry => entry !== null && entry[1] !== null);
}

async function consumersOf(redis: Redis, keys: RedisKeys) {
  const reply = (await redis.xinfo('CONSUMERS', keys.events, keys.recordsGroup)) as (string | number)[][];
  return reply.map((flat) => {
    const field = (name: string) => flat[flat.indexOf(name) + 1];
    return { name: String(field('name')), pending: Number(field('pending')), idle: Number(field('idle')) };
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
