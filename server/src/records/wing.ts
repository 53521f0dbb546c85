import type { AppContext } from '../platform/app-context.ts';
import { callRecordsFeature } from './call-records/index.ts';
import { recordingsFeature } from './recordings/index.ts';
import { reportsFeature } from './reports/index.ts';

/** What is known of calls that are over. */
export function openRecords(context: AppContext): void {
  callRecordsFeature(context);
  recordingsFeature(context);
  reportsFeature(context);
}
