import type { ClockLeft } from '@sansheng/shared/contracts/service-desk/cases';
import type { DeadlineCalendar } from '@sansheng/shared/domain/open-time';
import { CaseClockSchema, type CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import { type DataSource, In, IsNull } from 'typeorm';
import { leftOf } from './case-view.ts';

/** By case: what is left of the clock that is due first. */
export async function nextLefts(
  db: DataSource,
  rows: readonly CaseRow[],
  calendars: ReadonlyMap<string, DeadlineCalendar>,
): Promise<ReadonlyMap<string, ClockLeft | null>> {
  const nextOf = new Map(rows.map(({ caseId, nextDueClock }) => [caseId, nextDueClock]));
  const caseId = In(rows.filter(({ nextDueClock }) => nextDueClock !== null).map((row) => row.caseId));
  const clocks = await db.getRepository(CaseClockSchema).findBy({ caseId, stoppedAtMs: IsNull() });
  const nowMs = Date.now();
  return new Map(
    clocks
      .filter((clock) => clock.clockKey === nextOf.get(clock.caseId))
      .map((clock) => [clock.caseId, leftOf(clock, calendars, nowMs)]),
  );
}
