/** What reports count of made-up cases: rounds, acceptances and visits, as they would have been kept. */
import type { CaseClock } from '@sansheng/shared/domain/cases/case-clock';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import type { ClockVerdictRow, RoundTimeRow } from '@sansheng/shared/tables/service-desk/desk-reports';
import type { FollowUpRow } from '@sansheng/shared/tables/service-desk/follow-ups';

const HOUR_MS = 3_600_000;
const CATEGORIES = 24;

export const categoryOf = (nth: number): string => `category-${nth % CATEGORIES}`;

export interface MadeUpVerdicts {
  verdicts: ClockVerdictRow[];
  times: RoundTimeRow[];
  visits: FollowUpRow[];
}

/** Two of three were dispatched, half were visited, one of ten was late. */
export function verdictsOf(row: CaseRow, whole: CaseClock | undefined, nth: number): MadeUpVerdicts {
  const { caseId, typeKey, grade, openedAtMs, closedAtMs } = row;
  const dueAtMs = whole?.dueAtMs ?? openedAtMs + 48 * HOUR_MS;
  const doneAtMs = closedAtMs === null ? null : nth % 10 === 0 ? dueAtMs + HOUR_MS : Math.min(closedAtMs, dueAtMs);
  const fact = {
    caseId,
    round: 1,
    typeKey,
    categoryId: categoryOf(nth),
    grade,
    departmentId: row.departmentId,
    customerKey: row.customerId,
    isCounted: true,
    isExcused: nth % 100 === 0,
    isReturned: false,
    isGrounded: nth % 3 === 0 ? null : nth % 4 !== 0,
    cause: nth % 2 === 0 ? 'system' : 'staff',
    openedAtMs,
    closedAtMs,
    isOnce: closedAtMs !== null,
  };
  const verdicts: ClockVerdictRow[] = [
    { ...fact, clockKey: whole?.clockKey ?? 'whole', kind: 'whole', startedAtMs: openedAtMs, dueAtMs, doneAtMs },
  ];
  if (nth % 3 !== 0) {
    const startedAtMs = openedAtMs + HOUR_MS;
    const accepted = { startedAtMs, dueAtMs: startedAtMs + HOUR_MS / 2, doneAtMs: startedAtMs + HOUR_MS / 4 };
    verdicts.push({ ...fact, ...accepted, clockKey: 'accept', kind: 'accept', isReturned: nth % 20 === 0 });
  }
  if (doneAtMs === null) return { verdicts, times: [], visits: [] };
  const elapsedMs = doneAtMs - openedAtMs;
  const times = [{ caseId, round: 1, typeKey, doneAtMs, openMs: Math.round(elapsedMs / 3), elapsedMs, pausedMs: 0 }];
  if (nth % 2 === 0) return { verdicts, times, visits: [] };
  const visit: FollowUpRow = {
    followUpId: `visit-${nth}`,
    kind: typeKey,
    caseId,
    round: 1,
    customerId: row.customerId,
    customerName: row.contactName,
    number: row.contactNumber,
    dueAtMs: doneAtMs + 48 * HOUR_MS,
    lastTriedAtMs: null,
    firstTriedAtMs: doneAtMs + 24 * HOUR_MS,
    assigneeId: null,
    claimedAtMs: null,
    tries: 1,
    state: nth % 17 === 0 ? 'unreachable' : 'reached',
    rating: nth % 17 === 0 ? null : 1 + (nth % 5),
    words: '',
    createdAtMs: doneAtMs,
    settledAtMs: doneAtMs + 24 * HOUR_MS,
    settledById: row.assigneeId,
  };
  return { verdicts, times, visits: [visit] };
}
