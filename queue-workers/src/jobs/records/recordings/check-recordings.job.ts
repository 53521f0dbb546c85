import { RecordingFaultSchema, type RecordingFaultRow } from '@sansheng/shared/tables/records/recordings';
import { inTransaction, writeRows } from '@sansheng/shared/db';
import { centerClock } from '@sansheng/shared/domain/center-day';
import type { WorkerContext } from '../../../worker-context.ts';

const LATE_AFTER_MS = 3_600_000;
const DAY_MS = 24 * 3_600_000;
/** Older calls have been compared often enough. */
const CALLS_OF_DAYS = 90;
/** Shorter talks may end before Asterisk has written a frame. */
const TALK_MS = 3000;

type Fault = Omit<RecordingFaultRow, 'foundAtMs'>;

/**
 * Compares what should be recorded, what is registered and what is in the store, day by day, so that no list is longer
 * than one day's. Its findings replace those of the previous check.
 */
export async function checkRecordings({ db, env, redis, keys, recordingStore }: WorkerContext): Promise<void> {
  const nowMs = Date.now();
  const faults: Fault[] = [
    ...(await db.query(
      `SELECT recordingId AS faultId, IF(state = 'missing', 'missing', 'late') AS kind, callId, NULL AS bytes,
         startedAtMs AS atMs
       FROM recordings WHERE state = 'missing' OR (state = 'expected' AND callEndedAtMs < ?)`,
      [nowMs - LATE_AFTER_MS],
    )),
    ...(await db.query(
      `SELECT c.callId AS faultId, 'neverStarted' AS kind, c.callId, NULL AS bytes, c.answeredAtMs AS atMs
       FROM calls c WHERE c.arrivedAtMs > ? AND c.talkMs >= ? AND c.endedAtMs < ? AND c.callId NOT LIKE 'made-%'
         AND NOT EXISTS (SELECT 1 FROM recordings r WHERE r.callId = c.callId)
         AND NOT EXISTS (SELECT 1 FROM call_events e WHERE e.callId = c.callId AND e.type = 'recording.omitted')`,
      [nowMs - CALLS_OF_DAYS * DAY_MS, TALK_MS, nowMs - LATE_AFTER_MS],
    )),
  ];
  const [first]: { atMs: number | null }[] = await db.query('SELECT MIN(startedAtMs) AS atMs FROM recordings');
  const clock = centerClock(env.CENTER_TIME_ZONE);
  const dates = new Set<string>();
  for (let atMs = first?.atMs ?? nowMs; atMs < nowMs + DAY_MS; atMs += DAY_MS / 2) dates.add(clock.dateOf(atMs));
  for (const date of dates) faults.push(...(await checkDay(`${date.replaceAll('-', '/')}/`)));

  await inTransaction(db, 'READ COMMITTED', async (write) => {
    await write.query('DELETE FROM recording_faults');
    await writeRows(
      write,
      RecordingFaultSchema,
      faults.map((fault) => ({ ...fault, foundAtMs: nowMs })),
      'replace',
    );
  });
  await redis.set(keys.recordingsChecked, nowMs);

  async function checkDay(folder: string): Promise<Fault[]> {
    const booked: { recordingId: string; callId: string; path: string; bytes: number; startedAtMs: number }[] =
      await db.query(
        `SELECT recordingId, callId, path, bytes, startedAtMs FROM recordings WHERE state = 'ready' AND path LIKE ?`,
        [`${folder}%`],
      );
    const found: Fault[] = [];
    const stored = new Set<string>();
    const isBooked = new Set(booked.map(({ path }) => path));
    for await (const { path, bytes } of recordingStore.list(folder)) {
      stored.add(path);
      if (!isBooked.has(path)) found.push({ faultId: path, kind: 'orphanFile', callId: null, bytes, atMs: null });
    }
    for (const { recordingId, callId, path, bytes, startedAtMs } of booked) {
      const size = stored.has(path) ? await recordingStore.size(path) : null;
      if (size === bytes) continue;
      const kind = size === null ? 'fileGone' : 'fileDiffers';
      found.push({ faultId: recordingId, kind, callId, bytes: size, atMs: startedAtMs });
    }
    return found;
  }
}
