import type { AppContext } from '../../platform/app-context.ts';
import { addAlarmLimitRoutes } from './alarm-limits.ts';
import { addRoomSettingsRoutes } from './room-settings.ts';

export type { CasesState } from './find-alarms.ts';
export { liveBoardFeature } from './live-board.socket.ts';
export { watchCoachingPolicy } from './room-settings.ts';

/** Settings of the room, and the limits of alarms. */
export function roomSettingsFeature(context: AppContext): void {
  addAlarmLimitRoutes(context);
  addRoomSettingsRoutes(context);
}
