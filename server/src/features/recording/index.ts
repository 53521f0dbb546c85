import type { AppContext } from '../../app-context.ts';
import { addRecordingKeepingRoutes } from './keep-recordings.routes.ts';
import { addRecordingRefusalRoutes } from './recording-refusal.routes.ts';
import { addRecordingRoutes } from './recording.routes.ts';

export { playRecording } from './recording.routes.ts';
export { refusesRecording } from './recording-refusal.routes.ts';
export { createRecordingPause, type RecordingPause } from './pause-recording.ts';
export { createRecordingStart, type StartRecording } from './start-recording.ts';

export function recordingFeature(context: AppContext): void {
  addRecordingRoutes(context);
  addRecordingRefusalRoutes(context);
  addRecordingKeepingRoutes(context);
}
