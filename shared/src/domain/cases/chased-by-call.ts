import type { CaseType } from '../../contracts/service-desk/case-types.ts';
import { dueTimeOf } from '../due-time.ts';
import type { DeadlineCalendar } from '../open-time.ts';
import type { CaseNow } from './move-case.ts';

/**
 * Whether a call of the customer about it is more than a question: a work order that waits, or that has stood at its
 * step for longer than it should, is chased by it.
 */
export function isChasedByCall(
  type: CaseType,
  now: Pick<CaseNow, 'state' | 'stepKey' | 'stepSinceMs'>,
  calendars: ReadonlyMap<string, DeadlineCalendar>,
  nowMs: number,
): boolean {
  if (type.key !== 'workOrder') return false;
  return now.state === 'waiting' || (now.state === 'open' && isStuck(type, now, calendars, nowMs));
}

/** At its step for more of the open time that the whole case is counted by than the type lets it stand there. */
function isStuck(
  type: CaseType,
  { stepKey, stepSinceMs }: Pick<CaseNow, 'stepKey' | 'stepSinceMs'>,
  calendars: ReadonlyMap<string, DeadlineCalendar>,
  nowMs: number,
): boolean {
  const minutes = type.steps.find(({ key }) => key === stepKey)?.stuckAfterMinutes ?? null;
  const whole = type.clocks.find(({ key }) => key === type.wholeClock);
  const calendar = whole && calendars.get(whole.calendarId);
  if (minutes === null || calendar === undefined) return false;
  const measure = { kind: 'openTime', minutes } as const;
  const limit = dueTimeOf({ measure, startedAtMs: stepSinceMs, pauses: [], calendar });
  return limit.kind === 'due' && limit.dueAtMs < nowMs;
}
