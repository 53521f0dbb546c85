/** A case that another program has begun, as it goes on here: its clocks count from when it was opened there. Pure. */
import type { CaseType } from '../../contracts/service-desk/case-types.ts';
import { type CaseClock, startClock } from './case-clock.ts';
import { type CaseNow, type CaseParts, clockParts, openCase } from './move-case.ts';

export interface CarriedOver {
  stepKey: string;
  openedAtMs: number;
  firstOwnerId: string;
  departmentId: string | null;
  assigneeId: string | null;
}

/**
 * At its first step all clocks run that an opened case has. Further on, the whole of it runs unless it is settled, and
 * what the way to this step starts begins now, since nobody knows when it came there. Null: its fields do not do.
 */
export function carryOver(
  parts: CaseParts,
  given: Parameters<typeof openCase>[1],
  { stepKey, openedAtMs, firstOwnerId, departmentId, assigneeId }: CarriedOver,
  nowMs: number,
): { now: CaseNow; clocks: CaseClock[] } | null {
  const { type } = parts;
  const step = type.steps.find(({ key }) => key === stepKey);
  const opened = openCase(parts, given, firstOwnerId, openedAtMs);
  if (step === undefined || opened.kind !== 'opened') return null;
  if (step === type.steps[0]) return { now: { ...opened.now, departmentId, assigneeId }, clocks: opened.clocks };
  const isSettled = step.state === 'settled';
  const now: CaseNow = {
    ...opened.now,
    stepKey,
    departmentId,
    assigneeId,
    state: step.state,
    stepSinceMs: nowMs,
    settledAtMs: isSettled ? nowMs : null,
  };
  const kept = opened.clocks.filter(({ clockKey }) => clockKey === type.wholeClock && !isSettled);
  const begun = clocksToward(type, stepKey).filter((key) => !kept.some(({ clockKey }) => clockKey === key));
  return { now, clocks: [...kept, ...begun.map((key) => startClock(clockParts(parts, now, key), now.round, nowMs))] };
}

function clocksToward({ transitions, wholeClock }: CaseType, stepKey: string): string[] {
  const effects = transitions.filter(({ to }) => to === stepKey).flatMap((transition) => transition.effects);
  const started = effects.flatMap((effect) => (effect.do === 'startClock' ? [effect.clock] : []));
  return [...new Set(started)].filter((key) => key !== wholeClock);
}
