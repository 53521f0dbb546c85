import type { AppContext } from '../../platform/app-context.ts';
import { addFigureRoutes } from './figures.routes.ts';
import { addNoteRoutes } from './notes.routes.ts';
import { addReportMailRoutes } from './report-mails.routes.ts';

export function reportsFeature(context: AppContext): void {
  addFigureRoutes(context);
  addNoteRoutes(context);
  addReportMailRoutes(context);
}
