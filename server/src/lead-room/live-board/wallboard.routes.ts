import { inRanges } from '@sansheng/shared/addresses';
import { Wallboard } from '@sansheng/shared/contracts/lead-room/wallboard';
import { agentStates } from '@sansheng/shared/domain/agent-state';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import type { Board } from './live-board.ts';
import { readRoomSettings } from './room-settings.ts';

/** A reading serves all walls for so long, however many ask. */
const FRESH_MS = 1000;

/** The wallboard, without signing in: for the addresses that an administrator has named, and nobody else. */
export function addWallboardRoute(
  { routes, db, env }: AppContext,
  readBoard: () => Promise<Board & { ringCycleMs: number }>,
): void {
  let settings: { atMs: number; room: ReturnType<typeof readRoomSettings> } | null = null;
  let read: { atMs: number; board: ReturnType<typeof readBoard> } | null = null;

  routes.add({
    method: 'get',
    path: '/api/v1/wallboard',
    access: 'public',
    summary: 'Queues and seats for the screen in the room; only from addresses that the settings allow',
    tag: 'live',
    reply: Wallboard,
    handler: async ({ address }) => {
      const nowMs = Date.now();
      if (settings === null || nowMs - settings.atMs > FRESH_MS) settings = { atMs: nowMs, room: readRoomSettings(db) };
      const { wallboardAddresses } = await settings.room;
      // The board is read for whoever may see it, and for nobody else.
      if (!inRanges(wallboardAddresses)(address)) throw new UserError('notAllowed');
      if (read === null || nowMs - read.atMs > FRESH_MS) read = { atMs: nowMs, board: readBoard() };
      const { queues, seats, alarms, ringCycleMs } = await read.board;
      const count = (state: string) => seats.filter((seat) => seat.state === state).length;
      return {
        serverNowMs: nowMs,
        ringCycleMs,
        timeZone: env.CENTER_TIME_ZONE,
        queues,
        seats: Object.fromEntries(agentStates.map((state) => [state, count(state)])) as Wallboard['seats'],
        alarms: alarms.filter(({ queueId, agentId, endedAtMs }) => queueId && agentId === null && endedAtMs === null),
      };
    },
  });
}
