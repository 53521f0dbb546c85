import type { AppContext } from '../../app-context.ts';
import { addRecordingRoutes } from './recordings.routes.ts';

export { playRecording } from './recordings.routes.ts';

export function recordingsFeature(context: AppContext): void {
  addRecordingRoutes(context);
}
