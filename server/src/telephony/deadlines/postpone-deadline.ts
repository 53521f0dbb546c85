import { backOffMs } from '@sansheng/shared/domain/back-off';

/** A deadline whose handler failed, once or several times in a row. */
export interface Failure {
  times: number;
  sinceMs: number;
  lastMs: number;
  /** It has failed for so long that somebody must check it. */
  isAlarmed: boolean;
}

const RETRY = { firstMs: 250, mostMs: 60_000 };
const ALARM_MS = 60_000;
/** A failure not repeated for this long is over: the deadline was dropped in another way. */
const FORGET_MS = 3 * RETRY.mostMs;

/** Time until the next attempt: short at first, for a brief outage of Redis, then growing. */
export const postponedMs = (times: number): number => backOffMs(times - 1, RETRY, () => 1);

/** Records one more failure of a member, and forgets those that are no longer tried. */
export function failedAgain(failures: Map<string, Failure>, member: string, nowMs: number): Failure {
  for (const [name, { lastMs }] of failures) if (nowMs - lastMs > FORGET_MS) failures.delete(name);
  const { times, sinceMs } = failures.get(member) ?? { times: 0, sinceMs: nowMs };
  const failure = { times: times + 1, sinceMs, lastMs: nowMs, isAlarmed: nowMs - sinceMs >= ALARM_MS };
  failures.set(member, failure);
  return failure;
}
