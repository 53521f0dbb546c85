import { StuckCases, type StuckCase, StuckQuery } from '@sansheng/shared/contracts/service-desk/dispatch';
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import { access } from '@sansheng/shared/domain/access';
import { type DeadlineCalendar, openTimeBetween } from '@sansheng/shared/domain/open-time';
import type { AppContext } from '../../platform/app-context.ts';
import { CHASE_AGAIN_MS, type CaseWork, caseMarks, rowView, sightsOn, viewerOf } from '../cases/index.ts';
import { casesThatMayBeStuck, overdueAmong } from './find-dispatches.store.ts';

/** Steps are counted by the hours of the office. */
const CALENDAR = 'office';
const MOST = 200;

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
      const rows = await casesThatMayBeStuck(db, work.types.current, viewer, { nowMs, department: query.department });
      const [sights, overdue, marks] = await Promise.all([
        sightsOn(db, rows, viewer),
        overdueAmong(db, rows, nowMs),
        caseMarks(db, rows, work.calendars.all()),
      ]);
      const calendar = work.calendars.all().get(CALENDAR);
      const cases: StuckCase[] = [];
      for (const row of rows) {
        const sight = sights.get(row.caseId);
        const type = await work.types.of(row.typeKey, row.typeVersion);
        const openMs = openSince(calendar, row.stepSinceMs, nowMs);
        const why = overdue.get(row.caseId) ?? (isTooLong(type, row.stepKey, openMs) ? 'step' : null);
        if (sight === undefined || why === null || cases.length >= MOST) continue;
        const isChased = row.lastChasedAtMs !== null && nowMs - row.lastChasedAtMs < CHASE_AGAIN_MS;
        cases.push({
          ...rowView(row, type, sight.seesContact, marks.get(row.caseId)),
          why,
          openMs,
          lastChasedAtMs: row.lastChasedAtMs,
          mayChase: sight.mayWrite && sight.reads !== 'department' && !isChased,
        });
      }
      return { cases };
    },
  });
}

const openSince = (calendar: DeadlineCalendar | undefined, fromMs: number, nowMs: number): number =>
  calendar === undefined ? nowMs - fromMs : openTimeBetween(calendar, fromMs, nowMs);

function isTooLong({ steps }: CaseType, stepKey: string, openMs: number): boolean {
  const limit = steps.find(({ key }) => key === stepKey)?.stuckAfterMinutes ?? null;
  return limit !== null && openMs >= limit * 60_000;
}
