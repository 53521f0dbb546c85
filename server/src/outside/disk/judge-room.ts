/** State of a disk: enough; somebody should look; only calls and their records may still be written. */
export type Room = 'ample' | 'low' | 'full';

const MB = 1024 * 1024;
/** A share alone would warn about a large disk for months; bytes alone never about a small one. */
const LOW = { share: 0.15, bytes: 20_000 * MB };
const FULL = { share: 0.02, bytes: 1000 * MB };

/**
 * `was`: the previous judgement, so that space just gained by releasing the reserve (`keptBytes`) does not count as enough again.
 */
export function judgeRoom(disk: { freeBytes: number; totalBytes: number }, was: Room = 'ample', keptBytes = 0): Room {
  const limit = ({ share, bytes }: typeof LOW) => Math.min(share * disk.totalBytes, bytes);
  const full = limit(FULL);
  if (disk.freeBytes < (was === 'full' ? 2 * full + keptBytes : full)) return 'full';
  return disk.freeBytes < limit(LOW) ? 'low' : 'ample';
}

/** At this little, the next write fails. */
export const isSpent = (freeBytes: number): boolean => freeBytes < 2 * MB;

/** How much to reserve on a disk of this size. */
export const roomToKeep = (totalBytes: number, mostBytes: number): number =>
  Math.floor(Math.min(mostBytes, 0.05 * totalBytes));
