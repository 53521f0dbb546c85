import { StuckCases, type StuckCase, StuckQuery } from '@sansheng/shared/contracts/service-desk/dispatch';
import { access } from '@sansheng/shared/domain/access';
import { type DeadlineCalendar, openTimeBetween } from '@sansheng/shared/domain/open-time';
import type { AppContext } from '../../platform/app-context.ts';
import {
  CHASE_AGAIN_MS,
  type CaseWork,
  caseMarks,
  OFFICE,
  rowView,
  sightsOn,
  stuckBy,
  viewerOf,
} from '../cases/index.ts';
import { overdueAmong, stuckCases } from './find-dispatches.store.ts';

export function addStuckCaseRoutes({ db, routes }: AppContext, work: CaseWork): void {
  routes.add({
    method: 'get',
    path: '/api/v1/stuck-cases',
    access: access.stuckCases,
    summary: 'Cases that stand longer than their step allows, past the end of their pause, or not accepted in time',
    tag: 'dispatch',
    query: StuckQuery,
    reply: StuckCases,
    handler: async ({ query, session }) => {
      const nowMs = Date.now();
      const viewer = await viewerOf(db, session, null);
      const calendars = work.calendars.all();
      const rule = stuckBy({ types: work.types.current, calendars, nowMs });
      const rows = await stuckCases(db, viewer, rule, query.department);
      const [sights, overdue, marks] = await Promise.all([
        sightsOn(db, rows, viewer),
        overdueAmong(db, rows, nowMs),
        caseMarks(db, rows, calendars),
      ]);
      const cases: StuckCase[] = [];
      for (const row of rows) {
        const sight = sights.get(row.caseId);
        const type = await work.types.of(row.typeKey, row.typeVersion);
        if (sight === undefined) continue;
        const isChased = row.lastChasedAtMs !== null && nowMs - row.lastChasedAtMs < CHASE_AGAIN_MS;
        cases.push({
          ...rowView(row, type, sight.seesContact, marks.get(row.caseId)),
          why: overdue.get(row.caseId) ?? 'step',
          openMs: openSince(calendars.get(OFFICE), row.stepSinceMs, nowMs),
          lastChasedAtMs: row.lastChasedAtMs,
          mayChase: sight.mayWrite && sight.reads !== 'department' && !isChased,
        });
      }
      return { cases, nextCursor: null };
    },
  });
}

const openSince = (calendar: DeadlineCalendar | undefined, fromMs: number, nowMs: number): number =>
  calendar === undefined ? nowMs - fromMs : openTimeBetween(calendar, fromMs, nowMs);
