import { access } from '@sansheng/shared/domain/access';
import type { LiveAlarm } from '@sansheng/shared/contracts/lead-room/live-board';
import type { LiveEvent } from '@sansheng/shared/contracts/events';
import { centerClock } from '@sansheng/shared/domain/center-day';
import { z } from 'zod';
import { ownId } from '@sansheng/shared/contracts/plain-text';
import type { CommandTable } from '../../platform/socket/commands.ts';
import type { AgentsStore, CallsStore, EventTail, LiveHandle, QueueSettings } from '../../telephony/index.ts';
import { scopeOf } from '../../people/index.ts';
import { UserError } from '../../platform/http/user-error.ts';
import { readAlarmLimits } from './alarm-limits.ts';
import { acknowledgeAlarm, settleAlarms } from './alarms.store.ts';
import { findAlarms } from './find-alarms.ts';
import { type AroundParts, createLookAround } from './look-around.ts';
import { findSeatsExpected } from './seats-expected.store.ts';
import {
  type Board,
  createBoardReader,
  createTodayCounts,
  differ,
  makeSnapshot,
  type SeatExpected,
  scopeBoard,
  takeAlarms,
} from './live-board.ts';
import { createViewers } from './viewers.ts';
import { addWallboardRoute } from './wallboard.routes.ts';

/**
 * Differences go out at most twice a second, whatever the event rate; changes without an event are seen within two
 * seconds.
 */
const SEND_EVERY_MS = 500;
const LOOK_EVERY_MS = 2000;
/** How often limits are checked while nobody watches: alarms go to other software too. */
const WATCH_EVERY_MS = 5000;
/** How often to read who has a seat; a change of the settings triggers it at once. */
const EXPECTED_EVERY_MS = 60_000;
const nothing = z.object({});

export interface LiveBoardParts extends AroundParts {
  state: LiveHandle;
  agents: AgentsStore;
  calls: CallsStore;
  commands: CommandTable;
  queues: QueueSettings;
  events: EventTail;
  timeZone: string;
  ringCycleMs: number;
}

/** The live console of leads and supervisors. Every server builds the board for its own viewers. */
export async function liveBoardFeature(parts: LiveBoardParts): Promise<void> {
  const { state, commands, queues, events, log } = parts;
  const today = createTodayCounts(parts.timeZone);
  let expected: readonly SeatExpected[] = [];
  let expectedAtMs = 0;
  const read = createBoardReader(parts, queues, today, () => expected, parts.ringCycleMs);
  let limits = await readAlarmLimits(parts.context.db);
  queues.onChange(async () => {
    limits = await readAlarmLimits(parts.context.db);
    expectedAtMs = 0;
  });
  let alarms: LiveAlarm[] = [];
  /** What viewers of a scope have seen: a team's id, or '' for the whole center. */
  const views = new Map<string, { shown: Board; seq: number }>();
  const viewers = createViewers((scope) => views.delete(scope));
  let latest: Pick<Board, 'queues' | 'seats'> = { queues: [], seats: [] };
  let isDirty = true;
  let lookedAtMs = 0;
  let refreshing: Promise<void> | null = null;
  const lookAround = createLookAround(parts, () => {
    isDirty = true;
  });

  const dayStartMs = centerClock(parts.timeZone).startOfDay(Date.now());
  await Promise.all([events.replay(dayStartMs, takeEvent), lookForSeats(Date.now())]);
  events.onAny((event) => {
    takeEvent(event);
    isDirty = true;
  });

  function takeEvent(event: LiveEvent): void {
    today.take(event);
    alarms = takeAlarms(alarms, event);
  }

  /** The board does not wait for the database: the expected seats stay as last read until there is an answer. */
  function lookForSeats(nowMs: number): Promise<void> {
    expectedAtMs = nowMs;
    return findSeatsExpected(parts.context.db).then(
      (found) => {
        expected = found;
        isDirty = true;
      },
      (error) => log.warn({ err: error }, 'could not read who has a seat, will retry'),
    );
  }

  function refresh(): Promise<void> {
    refreshing ??= (async () => {
      try {
        isDirty = false;
        lookedAtMs = Date.now();
        if (lookedAtMs - expectedAtMs > EXPECTED_EVERY_MS) void lookForSeats(lookedAtMs);
        const now = await read(lookedAtMs);
        latest = now;
        const { around, here } = await lookAround(lookedAtMs);
        await settleAlarms(parts.context, state, findAlarms({ ...now, ...around }, limits, lookedAtMs), here);
        for (const [scope, view] of views) {
          const board = scopeBoard({ ...now, alarms }, scope);
          const difference = differ(view.shown, board, view.seq + 1, Date.now());
          if (difference === null) continue;
          view.seq += 1;
          view.shown = board;
          commands.toRoom(roomOf(scope)).emit('live.changed', difference);
        }
      } catch (error) {
        isDirty = true;
        log.warn({ err: error }, 'could not read the live board, will retry');
      } finally {
        refreshing = null;
      }
    })();
    return refreshing;
  }

  const roomOf = (scope: string): string => `live-board:${scope}`;

  commands.add({
    name: 'live.watch',
    access: access.live,
    body: nothing,
    handle: async ({ socket, session }) => {
      const scope = scopeOf(session);
      // Before any await: a socket that closes in the meantime removes its viewer again.
      if (!viewers.join(scope, socket)) throw new UserError('unavailable');
      let view = views.get(scope);
      if (view === undefined) views.set(scope, (view = { shown: { queues: [], seats: [], alarms: [] }, seq: 0 }));
      try {
        // A read in progress may have begun before this scope was known.
        await refreshing;
        await refresh();
        await socket.join(roomOf(scope));
      } catch (error) {
        viewers.leave(scope, socket.id);
        throw error;
      }
      return { snapshot: makeSnapshot(view.shown, view.seq, Date.now(), parts.ringCycleMs) };
    },
  });
  commands.add({
    name: 'live.unwatch',
    access: access.live,
    body: nothing,
    handle: async ({ socket, session }) => {
      const scope = scopeOf(session);
      await socket.leave(roomOf(scope));
      viewers.leave(scope, socket.id);
    },
  });

  commands.add({
    name: 'live.acknowledge',
    access: access.room,
    body: z.object({ alarmId: ownId(200) }),
    handle: async ({ body: { alarmId }, session }) => {
      const seen = scopeBoard(
        { queues: [], seats: views.get(scopeOf(session))?.shown.seats ?? [], alarms },
        scopeOf(session),
      );
      if (!seen.alarms.some((alarm) => alarm.alarmId === alarmId)) throw new UserError('notFound');
      await acknowledgeAlarm(state, alarmId, session.employeeNo);
    },
  });
  addWallboardRoute(parts.context, async () => {
    await refresh();
    return { queues: latest.queues, seats: latest.seats, alarms, ringCycleMs: parts.ringCycleMs };
  });

  const timer = setInterval(() => {
    const agoMs = Date.now() - lookedAtMs;
    const isDue =
      views.size > 0 ? isDirty || agoMs >= LOOK_EVERY_MS : parts.node.isLeading() && agoMs >= WATCH_EVERY_MS;
    if (isDue) void refresh();
  }, SEND_EVERY_MS);
  parts.context.shutdown.add('live board', () => clearInterval(timer));
}
