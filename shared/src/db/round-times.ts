import type { EntityManager } from 'typeorm';
import type { CaseType } from '../contracts/service-desk/case-types.ts';
import type { CaseClock } from '../domain/cases/case-clock.ts';
import type { CaseParts } from '../domain/cases/move-case.ts';
import { roundTimeOf } from '../domain/desk-reports/round-time.ts';
import type { CaseRow } from '../tables/service-desk/cases.ts';
import { RoundTimeSchema } from '../tables/service-desk/desk-reports.ts';
import { writeRows } from './write-rows.ts';

interface Moved {
  before: Pick<CaseRow, 'caseId' | 'typeKey' | 'round'>;
  type: CaseType;
  clocks: readonly CaseClock[];
  calendars: CaseParts['calendars'];
  atMs: number;
}

/** How long a round took, if it was settled in this moment. */
export async function keepRoundTime(
  into: EntityManager,
  { before: { caseId, typeKey, round }, type, clocks, calendars, atMs }: Moved,
): Promise<void> {
  const settled = clocks.find(
    (clock) =>
      clock.clockKey === type.wholeClock &&
      clock.round === round &&
      clock.stoppedAtMs === atMs &&
      clock.state !== 'cancelled',
  );
  const calendar = settled && calendars.get(settled.calendarId);
  if (settled === undefined || calendar === undefined) return;
  const row = { caseId, round, typeKey, doneAtMs: atMs, ...roundTimeOf(calendar, settled, atMs) };
  await writeRows(into, RoundTimeSchema, [row], 'replace');
}
