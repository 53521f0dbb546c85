import type { AppContext } from '../../platform/app-context.ts';
import { addAlarmLimitRoutes } from './alarm-limits.ts';
import { addRoomSettingsRoutes } from './room-settings.ts';

export { liveBoardFeature } from './live-board.socket.ts';
export { watchCoachingPolicy } from './room-settings.ts';

/** How the room is run, and from when on something is an alarm. */
export function roomSettingsFeature(context: AppContext): void {
  addAlarmLimitRoutes(context);
  addRoomSettingsRoutes(context);
}
