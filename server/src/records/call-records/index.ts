import type { AppContext } from '../../platform/app-context.ts';
import { addCallRecordRoutes } from './call-records.routes.ts';

export { findRecording } from './call-records.store.ts';
export { callScopeOf } from './call-scope.ts';
export { mustSeeCall } from './must-see-call.ts';

export function callRecordsFeature(context: AppContext): void {
  addCallRecordRoutes(context);
}
