/** What one measurement counts. */
export interface Figures {
  begunAtMs: number;
  placed: number;
  /** Calls whose caller and seat were both up. */
  connected: number;
  failed: number;
  /** How calls failed, and how often. */
  failures: Record<string, number>;
  offers: number;
  /** Offers past a caller of the same priority who was there before. */
  overtaken: number;
  /** Offers to a seat that rang or talked already. */
  doubleOffers: number;
  inviteToSeatMs: number[];
  /** From the seat's BYE to its next INVITE, where somebody waited at the BYE. */
  freedToNextMs: number[];
  /** Time of seats while somebody waited; how much of it they stood idle. */
  seatMs: number;
  idleSeatMs: number;
  /** SIP requests sent again because no answer came in time. */
  repeats: number;
  /** How late this program's own clock ticked: what it adds to what it measures. */
  lateMs: number[];
}

export const emptyFigures = (begunAtMs: number): Figures => ({
  begunAtMs,
  placed: 0,
  connected: 0,
  failed: 0,
  failures: {},
  offers: 0,
  overtaken: 0,
  doubleOffers: 0,
  inviteToSeatMs: [],
  freedToNextMs: [],
  seatMs: 0,
  idleSeatMs: 0,
  repeats: 0,
  lateMs: [],
});

/** Null of nothing. */
export function quantile(values: number[], q: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? null;
}
