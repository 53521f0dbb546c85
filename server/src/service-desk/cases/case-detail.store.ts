import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import { clocksOf, entriesOf, linksOf } from '@sansheng/shared/db';
import type { Session } from '../../platform/http/routes.ts';
import { caseMarks } from './case-marks.store.ts';
import { detailView, peopleIn } from './case-view.ts';
import type { CaseWork } from './case-work.ts';
import { excusesOf } from './clock-excuses.store.ts';
import { mustSeeStanding } from './merge-cases.feature.ts';

/** Of a merged case, the one that it goes on in. */
export async function caseDetail(work: CaseWork, session: Session, name: string): Promise<CaseDetail> {
  const { db } = work.context;
  const { row, type, sight, viewer } = await mustSeeStanding(work, session, name);
  const calendars = work.calendars.all();
  const [clocks, entries, links, marks, excuseOf] = await Promise.all([
    clocksOf(db, row.caseId),
    entriesOf(db, row.caseId),
    linksOf(db, row.caseId),
    caseMarks(db, [row], calendars),
    excusesOf(db, row.caseId),
  ]);
  const inFields = [row.fields, ...entries.map(({ data }) => data)].flatMap((part) => peopleIn(type, part));
  const ids = [...new Set([...entries.map(({ byId }) => byId), row.assigneeId ?? row.firstOwnerId, ...inFields])];
  const people = (await db.query('SELECT employeeNo, name FROM accounts WHERE employeeNo IN (?)', [ids])) as {
    employeeNo: string;
    name: string;
  }[];
  const nameOf = new Map(people.map(({ employeeNo, name: of }) => [employeeNo, of]));
  const assigneeName = row.assigneeId === null ? null : (nameOf.get(row.assigneeId) ?? null);
  return detailView(
    {
      row: { ...row, assigneeName },
      marks: marks.get(row.caseId),
      type,
      clocks,
      entries,
      links,
      nameOf,
      excuseOf,
      calendars,
      nowMs: Date.now(),
    },
    sight,
    viewer,
  );
}
