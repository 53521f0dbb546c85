import type { AppContext } from '../../app-context.ts';
import { addCallRecordRoutes } from './call-records.routes.ts';

export { findCall, findRecording } from './call-records.store.ts';
export { callReaders, callScopeOf, maySeeCall } from './call-scope.ts';

export function callRecordsFeature(context: AppContext): void {
  addCallRecordRoutes(context);
}
