import type { AppContext } from '../platform/app-context.ts';
import { auditFeature } from './audit/index.ts';
import { businessCalendarFeature } from './business-calendar/index.ts';

/** What the settings of all wings stand on. */
export function openSettings(context: AppContext): void {
  auditFeature(context);
  businessCalendarFeature(context);
}
