import type { DeadlineCalendar } from '@sansheng/shared/domain/open-time';
import { CaseClockSchema, type CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import { SupervisedCaseSchema } from '@sansheng/shared/tables/service-desk/dispatch';
import { type DataSource, In, IsNull } from 'typeorm';
import { type CaseMarks, leftOf } from './case-view.ts';

/** By case: what is left of the clock that is due first, and whether the supervisor watches it. */
export async function caseMarks(
  db: DataSource,
  rows: readonly CaseRow[],
  calendars: ReadonlyMap<string, DeadlineCalendar>,
): Promise<ReadonlyMap<string, CaseMarks>> {
  if (rows.length === 0) return new Map();
  const timed = rows.filter(({ nextDueClock }) => nextDueClock !== null);
  const [clocks, supervised] = await Promise.all([
    db.getRepository(CaseClockSchema).findBy({ caseId: In(timed.map(({ caseId }) => caseId)), stoppedAtMs: IsNull() }),
    db
      .getRepository(SupervisedCaseSchema)
      .findBy({ caseId: In(rows.map(({ caseId }) => caseId)), liftedAtMs: IsNull() }),
  ]);
  const nowMs = Date.now();
  const watched = new Set(supervised.map(({ caseId }) => caseId));
  return new Map(
    rows.map(({ caseId, nextDueClock }) => {
      const next = clocks.find((clock) => clock.caseId === caseId && clock.clockKey === nextDueClock);
      return [
        caseId,
        { nextDueLeft: next === undefined ? null : leftOf(next, calendars, nowMs), isSupervised: watched.has(caseId) },
      ];
    }),
  );
}
