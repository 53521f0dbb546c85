import { AuditSchema } from '@sansheng/shared/tables/settings/audit';
import { RecordingSchema } from '@sansheng/shared/tables/records/recordings';
import type { WorkerContext } from '../../../worker-context.ts';

const DAY_MS = 24 * 3_600_000;
const AT_ONCE = 200;

interface Due {
  recordingId: string;
  callId: string;
  path: string | null;
}

/**
 * Deletes the recordings whose retention by their queue is over and whose call is not on hold. A recording is marked
 * first and its file is removed then, so that a hold set in the meantime either precedes the mark or is refused; what a
 * crash in between leaves is removed the next night.
 */
export async function expireRecordings({ db, log, recordingStore }: WorkerContext): Promise<void> {
  let deleted = 0;
  const remove = async ({ recordingId, callId, path }: Due) => {
    if (path !== null) await recordingStore.remove(path);
    await db.query('DELETE FROM recording_comments WHERE recordingId = ?', [recordingId]);
    await db.getRepository(RecordingSchema).update({ recordingId }, { path: null });
    log.info({ recordingId, callId }, 'recording deleted: its retention was over');
    deleted += 1;
  };
  const half: Due[] = await db.query(
    `SELECT recordingId, callId, path FROM recordings WHERE state = 'deleted' AND path IS NOT NULL`,
  );
  for (const recording of half) await remove(recording);

  const queues: { queueId: string; recordingDays: number }[] = await db.query(
    'SELECT queueId, recordingDays FROM queues WHERE recordingDays > 0',
  );
  for (const { queueId, recordingDays } of queues) {
    const beforeMs = Date.now() - recordingDays * DAY_MS;
    for (let afterId = ''; ; ) {
      // A message left on a queue's line is kept as long as its calls.
      const due: Due[] = await db.query(
        `SELECT r.recordingId, r.callId, r.path FROM recordings r JOIN calls c ON c.callId = r.callId
         WHERE r.state = 'ready' AND r.startedAtMs < ? AND r.recordingId > ? AND c.queueId = ?
           AND NOT EXISTS (SELECT 1 FROM legal_holds h WHERE h.callId = r.callId)
         ORDER BY r.recordingId LIMIT ?`,
        [beforeMs, afterId, queueId, AT_ONCE],
      );
      const last = due.at(-1);
      if (last === undefined) break;
      afterId = last.recordingId;
      for (const recording of due) {
        const marked: { affectedRows: number } = await db.query(
          `UPDATE recordings SET state = 'deleted', deletedAtMs = ? WHERE recordingId = ? AND state = 'ready'
             AND NOT EXISTS (SELECT 1 FROM legal_holds h WHERE h.callId = recordings.callId)`,
          [Date.now(), recording.recordingId],
        );
        if (marked.affectedRows === 1) await remove(recording);
      }
    }
  }
  if (deleted === 0) return;
  const nowMs = Date.now();
  await db.getRepository(AuditSchema).insert({
    auditId: `${nowMs.toString(36).padStart(9, '0')}-expired`,
    atMs: nowMs,
    employeeNo: '',
    action: 'recording.expired',
    target: '',
    address: '',
    detail: { deleted },
  });
}
