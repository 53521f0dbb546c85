import type { AppContext } from '../../app-context.ts';
import { addReportRoutes } from './reports.routes.ts';

export function reportsFeature(context: AppContext): void {
  addReportRoutes(context);
}
