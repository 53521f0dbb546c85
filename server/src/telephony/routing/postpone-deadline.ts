import { backOffMs } from '@sansheng/shared/domain/back-off';

/** A deadline that was not dealt with, once or several times one after another. */
export interface Failure {
  times: number;
  sinceMs: number;
  lastMs: number;
  /** It has failed for so long that somebody must look at it. */
  isAlarmed: boolean;
}

const RETRY = { firstMs: 250, mostMs: 60_000 };
const ALARM_MS = 60_000;
/** What was tried last before this is no longer failing: it was dropped by another way. */
const FORGET_MS = 3 * RETRY.mostMs;

/** Until the next try: soon at first, for a Redis that was away a moment, and then ever later. */
export const postponedMs = (times: number): number => backOffMs(times - 1, RETRY, () => 1);

/** Notes one more failure of a member, and forgets those that are no longer tried. */
export function failedAgain(failures: Map<string, Failure>, member: string, nowMs: number): Failure {
  for (const [name, { lastMs }] of failures) if (nowMs - lastMs > FORGET_MS) failures.delete(name);
  const { times, sinceMs } = failures.get(member) ?? { times: 0, sinceMs: nowMs };
  const failure = { times: times + 1, sinceMs, lastMs: nowMs, isAlarmed: nowMs - sinceMs >= ALARM_MS };
  failures.set(member, failure);
  return failure;
}
