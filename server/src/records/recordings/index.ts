import type { AppContext } from '../../platform/app-context.ts';
import { addLegalHoldRoutes } from './legal-hold.routes.ts';
import { addRecordingCommentRoutes } from './recording-comments.routes.ts';
import { addRecordingFaultRoutes } from './recording-faults.routes.ts';
import { addRecordingRoutes } from './recording.routes.ts';

export { playRecording } from './recording.routes.ts';

/** Finished recordings: playing, comments, legal hold, checks. */
export function recordingsFeature(context: AppContext): void {
  addRecordingRoutes(context);
  addRecordingCommentRoutes(context);
  addLegalHoldRoutes(context);
  addRecordingFaultRoutes(context);
}
