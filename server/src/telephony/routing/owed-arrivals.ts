import type { Logger } from 'pino';
import type { Channel } from './routing.ari.ts';

const AGAIN_MS = 500;

/** A caller who came and went without a call. */
export interface GoneNote {
  hotline: string;
  callerNumber: string;
  arrivedAtMs: number;
  endedAtMs: number;
}

export interface OwedArrivalParts {
  /** Accepts a caller who is still on the line, continuing where it stopped. */
  arrive: (channel: Channel, hotline: string) => Promise<void>;
  isThere: (channelId: string) => Promise<boolean>;
  /** Records a caller who is gone. */
  recordGone: (channelId: string, note: GoneNote) => Promise<unknown>;
  nowMs: () => number;
  log: Logger;
}

/**
 * Callers whose arrival Redis did not accept, being away or out of disk space: each is accepted, or recorded as gone,
 * as soon as Redis does. On a full disk Asterisk cannot note them either.
 */
export function createOwedArrivals({ arrive, isThere, recordGone, nowMs, log }: OwedArrivalParts) {
  const owed = new Map<string, { channel: Channel; hotline: string; atMs: number; endedAtMs: number | null }>();
  let timer: NodeJS.Timeout | undefined;

  async function settle(): Promise<void> {
    for (const [channelId, caller] of owed) {
      const { channel, hotline, atMs } = caller;
      try {
        if (caller.endedAtMs === null && (await isThere(channelId))) await arrive(channel, hotline);
        else {
          const endedAtMs = caller.endedAtMs ?? nowMs();
          await recordGone(channelId, { hotline, callerNumber: channel.caller.number, arrivedAtMs: atMs, endedAtMs });
        }
        owed.delete(channelId);
      } catch (error) {
        log.debug({ err: error, channelId, owed: owed.size }, 'an arrival is still waiting for Redis');
      }
    }
  }
  function again(): void {
    timer ??= setTimeout(async () => {
      await settle();
      timer = undefined;
      if (owed.size > 0) again();
    }, AGAIN_MS).unref();
  }

  return {
    add(channel: Channel, hotline: string, error: unknown): void {
      log.warn({ err: error, channelId: channel.id, hotline }, 'an arrival could not be written to Redis, will retry');
      const createdAtMs = Date.parse(channel.creationtime);
      const atMs = Number.isNaN(createdAtMs) ? nowMs() : Math.min(createdAtMs, nowMs());
      owed.set(channel.id, { channel, hotline, atMs, endedAtMs: null });
      again();
    },
    /** A channel is gone. */
    left(channelId: string): void {
      const caller = owed.get(channelId);
      if (caller !== undefined) caller.endedAtMs ??= nowMs();
    },
  };
}
