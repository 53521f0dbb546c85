/** Rates of the service desk from what was counted. Pure. */

/** Each has a list with exactly as many rows. */
export const deskCounts = [
  'dispatches',
  'acceptedInTime',
  'acceptanceExcused',
  'returned',
  'rounds',
  'doneInTime',
  'doneExcused',
  'settledRounds',
  'reworked',
  'complaints',
  'grave',
  'repeated',
  'judged',
  'grounded',
  'openCases',
  'chased',
  'stuck',
  'major',
  'acknowledgedInTime',
  'acknowledgementExcused',
  'promises',
  'promisesKept',
  'promiseExcused',
  'visits',
  'triedInTime',
  'answered',
  'wrongNumbers',
  'rated',
  'satisfied',
  'closed',
  'closedAtOnce',
] as const;
export type DeskCount = (typeof deskCounts)[number];
export type DeskCounts = Record<DeskCount, number>;

interface Rate {
  part: DeskCount;
  whole: DeskCount;
  /** Misses that were excused leave the second rate. */
  excused?: DeskCount;
  /** Wrong numbers and the like, which leave the second rate too. */
  without?: DeskCount;
  /** At least, or at most where less is better. */
  target?: number;
  isLow?: true;
}

/** As the supervisor reads them, in this order. */
export const deskRates = {
  acceptedInTime: { part: 'acceptedInTime', whole: 'dispatches', excused: 'acceptanceExcused', target: 0.95 },
  doneInTime: { part: 'doneInTime', whole: 'rounds', excused: 'doneExcused', target: 0.95 },
  returned: { part: 'returned', whole: 'dispatches', target: 0.1, isLow: true },
  reworked: { part: 'reworked', whole: 'settledRounds', target: 0.1, isLow: true },
  reached: { part: 'answered', whole: 'visits', without: 'wrongNumbers', target: 0.95 },
  satisfied: { part: 'satisfied', whole: 'rated', target: 0.85 },
  participated: { part: 'rated', whole: 'answered' },
  triedInTime: { part: 'triedInTime', whole: 'visits', target: 0.95 },
  acknowledgedInTime: { part: 'acknowledgedInTime', whole: 'major', excused: 'acknowledgementExcused', target: 1 },
  promiseKept: { part: 'promisesKept', whole: 'promises', excused: 'promiseExcused', target: 0.95 },
  repeated: { part: 'repeated', whole: 'complaints', isLow: true },
  grounded: { part: 'grounded', whole: 'judged', isLow: true },
  chased: { part: 'chased', whole: 'openCases', isLow: true },
  closedAtOnce: { part: 'closedAtOnce', whole: 'closed' },
} as const satisfies Record<string, Rate>;
export type DeskRateName = keyof typeof deskRates;
export const deskRateNames = Object.keys(deskRates) as DeskRateName[];

/** Null where there is nothing to divide by. */
export const shareOf = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

export const rateOf = (name: DeskRateName, counts: DeskCounts): number | null =>
  shareOf(counts[deskRates[name].part], counts[deskRates[name].whole]);

/** Without what was excused, or was no fault of whoever tried; null also where there is no such second rate. */
export function secondRateOf(name: DeskRateName, counts: DeskCounts): number | null {
  const { part, whole, excused, without }: Rate = deskRates[name];
  const out = excused ?? without;
  return out === undefined ? null : shareOf(counts[part], counts[whole] - counts[out]);
}

/** `null`: there is nothing to judge, or no target. */
export function isOnTarget(name: DeskRateName, rate: number | null): boolean | null {
  const { target, isLow }: Rate = deskRates[name];
  if (rate === null || target === undefined) return null;
  return isLow ? rate <= target : rate >= target;
}

/** How many took so many minutes. */
export interface MinutesTaken {
  minutes: number;
  count: number;
}
/** The minutes that this share did not exceed, by nearest rank; null without any. In order of minutes. */
export function quantileOfMinutes(taken: readonly MinutesTaken[], share: number): number | null {
  const all = taken.reduce((sum, { count }) => sum + count, 0);
  const rank = Math.max(1, Math.ceil(share * all));
  let passed = 0;
  for (const { minutes, count } of taken) {
    passed += count;
    if (passed >= rank) return minutes;
  }
  return null;
}
