export interface BackOff {
  firstMs: number;
  /** No wait is longer. */
  mostMs: number;
}

/**
 * How long to wait before trying again: twice as long after each failure in a row, `earlierWaits` of them so far. Up to
 * half of it is left to chance, so that many who lost the same server do not come back in one moment. `chance` is from
 * 0 to 1; `() => 1` leaves nothing to it.
 */
export function backOffMs(earlierWaits: number, { firstMs, mostMs }: BackOff, chance = Math.random): number {
  // The exponent is capped too: a row of failures may be long enough for Infinity.
  const longestMs = Math.min(mostMs, firstMs * 2 ** Math.min(earlierWaits, 30));
  return Math.round(longestMs * (0.5 + chance() / 2));
}
