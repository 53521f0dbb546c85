import { keepVerdicts, writeRows } from '@sansheng/shared/db';
import { roundTimeOf } from '@sansheng/shared/domain/desk-reports/round-time';
import { RoundTimeSchema } from '@sansheng/shared/tables/service-desk/desk-reports';
import type { AppContext } from '../../platform/app-context.ts';
import type { CaseHearer, CaseWork } from '../cases/index.ts';
import { addDeskReportRoutes } from './desk-reports.routes.ts';

/** After whoever writes down dispatches and visits, of which it tells. */
export function deskReportsFeature(context: AppContext, cases: CaseWork): void {
  cases.hearers.push(keepTimes(cases), (into, { after }) => keepVerdicts(into, [after.caseId]));
  addDeskReportRoutes(context, cases);
}

/** How long a round took, as soon as it is settled. */
const keepTimes =
  ({ calendars }: CaseWork): CaseHearer =>
  async (into, { before, clocks, type, nowMs }) => {
    const settled = clocks.find(
      ({ clockKey, round, stoppedAtMs, state }) =>
        clockKey === type.wholeClock && round === before.round && stoppedAtMs === nowMs && state !== 'cancelled',
    );
    const calendar = settled && calendars.all().get(settled.calendarId);
    if (settled === undefined || calendar === undefined) return;
    const { caseId, typeKey } = before;
    const time = roundTimeOf(calendar, settled, nowMs);
    const row = { caseId, round: settled.round, typeKey, doneAtMs: nowMs, ...time };
    await writeRows(into, RoundTimeSchema, [row], 'replace');
  };
