/** What is stuck: one rule for the stuck list and for the view of the case list. */
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import { stepsToAccept } from '@sansheng/shared/domain/cases/dispatch-acts';
import { type DeadlineCalendar, openTimeAgo } from '@sansheng/shared/domain/open-time';
import { type Condition, joined, plain } from './find-cases.store.ts';

/** Steps are counted by the hours of the office. */
export const OFFICE = 'office';
/** The clock that runs from dispatch until somebody of the department accepts. */
export const ACCEPT = 'accept';

export interface StuckFacts {
  types: readonly CaseType[];
  calendars: ReadonlyMap<string, DeadlineCalendar>;
  nowMs: number;
}

/** Of `cases c`: longer at their step than it allows, not accepted in time, or waiting although the pause is over. */
export function stuckBy(facts: StuckFacts): Condition {
  const open = plain(`c.state IN ('open', 'waiting')`);
  const ways = [...tooLong(facts), ...notAccepted(facts), pauseIsOver];
  return joined([open, joined(ways, 'OR')], 'AND');
}

function tooLong({ types, calendars, nowMs }: StuckFacts): Condition[] {
  const office = calendars.get(OFFICE);
  const limits = types.flatMap(({ key, steps }) =>
    steps.flatMap((step) => (step.stuckAfterMinutes === null ? [] : [{ type: key, ...step }])),
  );
  const sinceMs = new Map<number, number>();
  for (const { stuckAfterMinutes } of limits) {
    const openMs = (stuckAfterMinutes ?? 0) * 60_000;
    const ago = office === undefined ? nowMs - openMs : openTimeAgo(office, nowMs, openMs);
    if (ago !== null) sinceMs.set(stuckAfterMinutes ?? 0, ago);
  }
  return limits.flatMap(({ type, key, stuckAfterMinutes }) => {
    const ago = sinceMs.get(stuckAfterMinutes ?? 0);
    return ago === undefined ? [] : [plain('(c.typeKey = ? AND c.stepKey = ? AND c.stepSinceMs <= ?)', type, key, ago)];
  });
}

function notAccepted({ types, nowMs }: StuckFacts): Condition[] {
  const steps = types.flatMap((type) => stepsToAccept(type).map((stepKey) => [type.key, stepKey]));
  if (steps.length === 0) return [];
  const at = joined(
    steps.map((step) => plain('(c.typeKey = ? AND c.stepKey = ?)', ...step)),
    'OR',
  );
  const isLate = plain(
    'EXISTS (SELECT 1 FROM case_clocks k WHERE k.caseId = c.caseId AND k.clockKey = ? AND k.stoppedAtMs IS NULL AND k.dueAtMs < ?)',
    ACCEPT,
    nowMs,
  );
  return [joined([at, isLate], 'AND')];
}

/** A clock stood once, and none stands any more. */
const pauseIsOver = plain(
  `(c.state = 'waiting'
    AND EXISTS (SELECT 1 FROM case_clocks k WHERE k.caseId = c.caseId AND k.stoppedAtMs IS NULL AND JSON_LENGTH(k.pauses) > 0)
    AND NOT EXISTS (SELECT 1 FROM case_clocks k WHERE k.caseId = c.caseId AND k.state = 'paused'))`,
);
