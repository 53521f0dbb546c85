import { parseLiveEvent } from '@sansheng/shared/contracts/events';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { z } from 'zod';
import type { Logger } from 'pino';
import type { CommandTable } from '../../platform/socket/commands.ts';
import type { EventTail, LiveState } from '../live-state/index.ts';
import type { QueueSettings } from '../queues/index.ts';
import {
  alarmOf,
  type Board,
  createBoardReader,
  createTodayCounts,
  differ,
  keepAlarm,
  makeSnapshot,
} from './live-board.ts';

const ROOM = 'live-board';
/** Differences go out at most twice a second, whatever the event rate. */
const SEND_EVERY_MS = 500;
const nothing = z.object({});

export interface LiveBoardParts {
  state: LiveState;
  commands: CommandTable;
  queues: QueueSettings;
  tail: EventTail;
  timeZone: string;
  ringCycleMs: number;
  log: Logger;
}

/** The live console of leads and supervisors. Every server makes the board for its own viewers. */
export async function liveBoardFeature(parts: LiveBoardParts): Promise<{ stop: () => void }> {
  const { state, commands, queues, tail, log } = parts;
  const today = createTodayCounts(parts.timeZone);
  const read = createBoardReader(state, queues, today);
  let board: Board = { queues: [], seats: [], alarms: [] };
  let seq = 0;
  let isDirty = true;
  let viewers = 0;
  let refreshing: Promise<void> | null = null;

  await replayToday();
  tail.onAny((event) => {
    today.take(event);
    const alarm = alarmOf(event);
    if (alarm !== null) board = { ...board, alarms: keepAlarm(board.alarms, alarm) };
    isDirty = true;
  });
  let shown: Board = board;

  async function replayToday(): Promise<void> {
    let from = `${centerClock(parts.timeZone).startOfDay(Date.now())}`;
    for (;;) {
      const entries = await state.redis.xrange(state.keys.events, from, '+', 'COUNT', 2000);
      for (const [id, fields] of entries) {
        try {
          today.take(parseLiveEvent(id, fields));
        } catch (error) {
          log.warn({ err: error, eventId: id }, 'an event of today cannot be read');
        }
      }
      const last = entries.at(-1);
      if (last === undefined || entries.length < 2000) return;
      from = `(${last[0]}`;
    }
  }

  function refresh(): Promise<void> {
    refreshing ??= (async () => {
      try {
        isDirty = false;
        const now = await read();
        board = { ...now, alarms: board.alarms };
        const difference = differ(shown, board, seq + 1, Date.now());
        if (difference === null) return;
        seq += 1;
        shown = board;
        commands.toRoom(ROOM).emit('live.changed', difference);
      } catch (error) {
        isDirty = true;
        log.warn({ err: error }, 'the live board could not be read, trying again');
      } finally {
        refreshing = null;
      }
    })();
    return refreshing;
  }

  commands.add({
    name: 'live.watch',
    access: ['lead', 'supervisor', 'admin'],
    body: nothing,
    handle: async ({ socket }) => {
      await refresh();
      await socket.join(ROOM);
      viewers += 1;
      socket.once('disconnect', () => {
        viewers -= 1;
      });
      return { snapshot: makeSnapshot(shown, seq, Date.now(), parts.ringCycleMs) };
    },
  });
  commands.add({
    name: 'live.unwatch',
    access: ['lead', 'supervisor', 'admin'],
    body: nothing,
    handle: async ({ socket }) => {
      await socket.leave(ROOM);
    },
  });

  const timer = setInterval(() => {
    if (isDirty && viewers > 0) void refresh();
  }, SEND_EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
