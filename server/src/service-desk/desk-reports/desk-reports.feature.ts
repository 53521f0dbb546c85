import { keepRoundTime } from '@sansheng/shared/db';
import type { AppContext } from '../../platform/app-context.ts';
import type { CaseWork } from '../cases/index.ts';
import { addDeskReportRoutes } from './desk-reports.routes.ts';

export function deskReportsFeature(context: AppContext, cases: CaseWork): void {
  cases.hearers.push((into, { nowMs, ...moved }) =>
    keepRoundTime(into, { ...moved, calendars: cases.calendars.all(), atMs: nowMs }),
  );
  addDeskReportRoutes(context, cases);
}
