import type { LiveQueue } from '@sansheng/shared/contracts/live-board';

/**
 * Share of today's calls that a seat took within three rings; null before the first is decided. While nobody has waited
 * for three rings, those who wait may still be answered in time.
 */
export function threeRingRate(
  {
    offeredToday,
    withinThreeRingsToday,
    waiting,
    longestSinceMs,
  }: Pick<LiveQueue, 'offeredToday' | 'withinThreeRingsToday' | 'waiting' | 'longestSinceMs'>,
  { nowMs, ringCycleMs }: { nowMs: number; ringCycleMs: number },
): number | null {
  const isOpen = longestSinceMs !== null && nowMs - longestSinceMs < 3 * ringCycleMs;
  const decided = offeredToday - (isOpen ? waiting : 0);
  return decided <= 0 ? null : Math.min(1, withinThreeRingsToday / decided);
}
