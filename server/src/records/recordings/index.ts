import type { AppContext } from '../../platform/app-context.ts';
import { addRecordingKeepingRoutes } from './keep-recordings.routes.ts';
import { addRecordingRoutes } from './recording.routes.ts';

export { playRecording } from './recording.routes.ts';

/** Finished recordings: playing, comments, legal hold, checks. */
export function recordingsFeature(context: AppContext): void {
  addRecordingRoutes(context);
  addRecordingKeepingRoutes(context);
}
