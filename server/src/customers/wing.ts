import type { AppContext } from '../platform/app-context.ts';
import { customersFeature } from './customers/index.ts';
import { recordingRefusalFeature } from './recording-refusal/index.ts';

/** Who calls the center. */
export function openCustomers(context: AppContext): void {
  customersFeature(context);
  recordingRefusalFeature(context);
}
