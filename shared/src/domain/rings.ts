/** The promise of the house: a call is answered before the third ring ends. */
export const TARGET_RINGS = 3;

/**
 * Which ring a caller hears, counted from 1, after `ringingMs` of ringing.
 * A ring is one whole cadence cycle (tone and silence), so ring 1 lasts from 0 to ringCycleMs.
 */
export function ringCount(ringingMs: number, ringCycleMs: number): number {
  return Math.max(1, Math.floor(Math.max(0, ringingMs) / ringCycleMs) + 1);
}

/** True when a call that rang for `ringingMs` was answered before its third ring ended. */
export function isWithinThreeRings(ringingMs: number, ringCycleMs: number): boolean {
  return ringingMs <= TARGET_RINGS * ringCycleMs;
}
