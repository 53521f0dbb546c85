import type { AppContext } from '../../app-context.ts';
import { addFigureRoutes } from './figures.routes.ts';
import { addNoteRoutes } from './notes.routes.ts';
import { addReportMailRoutes } from './report-mails.routes.ts';
import { addReportRoutes } from './reports.routes.ts';

export function reportsFeature(context: AppContext): void {
  addReportRoutes(context);
  addFigureRoutes(context);
  addNoteRoutes(context);
  addReportMailRoutes(context);
}
