import type { AppContext } from '../../app-context.ts';
import { addRecordingRoutes } from './recording.routes.ts';

export { playRecording } from './recording.routes.ts';
export { createRecordingStart, type StartRecording } from './start-recording.ts';

export function recordingFeature(context: AppContext): void {
  addRecordingRoutes(context);
}
