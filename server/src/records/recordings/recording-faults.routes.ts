import { basename, extname } from 'node:path';
import { DeleteOrphanFile, type RecordingFault, RecordingFaults } from '@sansheng/shared/contracts/records/recordings';
import { access } from '@sansheng/shared/domain/access';
import { RecordingFaultSchema, RecordingSchema } from '@sansheng/shared/tables/records/recordings';
import type { AppContext } from '../../platform/app-context.ts';
import { auditedAct } from '../../platform/audited-act.ts';
import { UserError } from '../../platform/http/routes.ts';
import { requestJob } from '../../platform/jobs/request-job.ts';

const FAULTS_LISTED = 1000;

/** What the check of recordings found. */
export function addRecordingFaultRoutes(context: AppContext): void {
  const { db, routes, redis, keys, recordingStore } = context;

  routes.add({
    method: 'get',
    path: '/api/v1/recording-faults',
    access: access.recordingKeeping,
    summary: 'Missing recordings, and files that belong to no recording, as of the last check',
    tag: 'recordings',
    reply: RecordingFaults,
    handler: async () => {
      const counted: { kind: RecordingFault['kind']; n: number }[] = await db.query(
        'SELECT kind, COUNT(*) AS n FROM recording_faults GROUP BY kind',
      );
      const checkedAt = await redis.get(keys.recordingsChecked);
      return {
        checkedAtMs: checkedAt === null ? null : Number(checkedAt),
        counts: Object.fromEntries(counted.map(({ kind, n }) => [kind, n])),
        faults: await db
          .getRepository(RecordingFaultSchema)
          .find({ order: { atMs: 'DESC', faultId: 'ASC' }, take: FAULTS_LISTED }),
      };
    },
  });
  routes.add({
    method: 'post',
    path: '/api/v1/recording-faults/orphan-files/delete',
    access: access.recordingKeeping,
    summary: 'Delete a file that belongs to no recording according to the last check, with the reason',
    tag: 'recordings',
    body: DeleteOrphanFile,
    handler: async ({ body: { path, reason }, session, address }) => {
      const faults = db.getRepository(RecordingFaultSchema);
      const fault = await faults.findOneBy({ faultId: path, kind: 'orphanFile' });
      if (fault === null) throw new UserError('notFound');
      // A recording of that name may have been registered since, or be about to be: its audio must not be deleted here.
      const recordingId = basename(path, extname(path));
      if (await db.getRepository(RecordingSchema).existsBy([{ recordingId }, { path }])) {
        throw new UserError('conflict', { field: 'path', detail: 'there is a recording of this name' });
      }
      const detail = { reason, bytes: fault.bytes };
      const { employeeNo } = session;
      const note = { employeeNo, action: 'recording.fileDeleted', target: path, address, detail } as const;
      await auditedAct(context, note, async () => {
        await recordingStore.remove(path);
        await faults.delete({ faultId: path });
      });
    },
  });
  routes.add({
    method: 'post',
    path: '/api/v1/recording-faults/check',
    access: access.recordingKeeping,
    summary: 'Check all recordings now; the report changes when it is done',
    tag: 'recordings',
    handler: async () => {
      await requestJob(context, 'checkRecordings', {}, { jobId: 'check-now' });
    },
  });
}
