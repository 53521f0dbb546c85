/** What Redis tells of the queue-workers, in its own time. */
export interface WorkersReading {
  nowMs: number;
  /** When the oldest of the events that are not in any record yet happened; null: there is none. */
  unwrittenSinceMs: number | null;
  /** When one of them last asked for events; null: none has yet. */
  askedAtMs: number | null;
}

/** They ask once a second and write at once; longer than this nobody is there, or they do not come through. */
const LATE_MS = 15_000;

/** Whether records are not being written. `excusedUntilMs`: until then it was no fault of theirs. */
export function areWorkersBehind(
  { nowMs, unwrittenSinceMs, askedAtMs }: WorkersReading,
  excusedUntilMs: number,
): boolean {
  const sinceMs = Math.min(unwrittenSinceMs ?? nowMs, askedAtMs ?? 0);
  return nowMs - Math.max(sinceMs, excusedUntilMs) > LATE_MS;
}
