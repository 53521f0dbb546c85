import { basename, extname } from 'node:path';
import {
  DeleteOrphanFile,
  LegalHold,
  RecordingComment,
  type RecordingFault,
  RecordingFaults,
  SetLegalHold,
  WriteComment,
} from '@sansheng/shared/contracts/records/recordings';
import { inTransaction } from '@sansheng/shared/db';
import {
  LegalHoldSchema,
  RecordingCommentSchema,
  RecordingFaultSchema,
  RecordingSchema,
} from '@sansheng/shared/tables/records/recordings';
import { access, may } from '@sansheng/shared/domain/access';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { auditedAct } from '../../platform/audited-act.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { requestJob } from '../../platform/jobs/request-job.ts';
import { changedMeanwhile } from '../../settings/index.ts';
import { findRecording, mustSeeCall } from '../call-records/index.ts';

const FAULTS_LISTED = 1000;
const OneCall = z.object({ callId: z.string().min(1).max(64) });
const OneRecording = z.object({ recordingId: z.string().min(1).max(64) });
const OneComment = OneRecording.extend({ commentId: z.string().min(1).max(40) });

const mayRemove = (one: { employeeNo: string }, session: Session) =>
  one.employeeNo === session.employeeNo || may(session, access.commentsOfAll);

/** Comments on recordings, legal holds, and faults found by the check. */
export function addRecordingKeepingRoutes(context: AppContext): void {
  const { db, routes, audit, redis, keys, recordingStore } = context;
  const comments = db.getRepository(RecordingCommentSchema);
  const holds = db.getRepository(LegalHoldSchema);
  const mustHear = async (session: Session, recordingId: string) => {
    const recording = await findRecording(db, recordingId);
    if (recording === null) throw new UserError('notFound');
    await mustSeeCall(db, session, recording.callId);
  };

  routes.add({
    method: 'get',
    path: '/api/v1/recordings/:recordingId/comments',
    access: access.calls,
    summary: 'Comments on moments of a recording, in order',
    tag: 'recordings',
    params: OneRecording,
    reply: z.object({ comments: z.array(RecordingComment) }),
    handler: async ({ params: { recordingId }, session }) => {
      await mustHear(session, recordingId);
      const found = await comments.find({ where: { recordingId }, order: { offsetMs: 'ASC', writtenAtMs: 'ASC' } });
      return { comments: found.map((comment) => ({ ...comment, may: { remove: mayRemove(comment, session) } })) };
    },
  });
  routes.add({
    method: 'post',
    path: '/api/v1/recordings/:recordingId/comments',
    access: access.calls,
    summary: 'Add a comment on a moment of a recording',
    tag: 'recordings',
    params: OneRecording,
    body: WriteComment,
    reply: RecordingComment,
    handler: async ({ params: { recordingId }, body, session, response, newId }) => {
      await mustHear(session, recordingId);
      const comment = {
        ...body,
        commentId: newId(),
        recordingId,
        employeeNo: session.employeeNo,
        writtenAtMs: Date.now(),
      };
      await comments.insert(comment);
      response.status(201);
      return { ...comment, may: { remove: true } };
    },
  });
  routes.add({
    method: 'delete',
    path: '/api/v1/recordings/:recordingId/comments/:commentId',
    access: access.calls,
    summary: "Take back a comment of one's own; a supervisor any",
    tag: 'recordings',
    params: OneComment,
    handler: async ({ params, session }) => {
      await mustHear(session, params.recordingId);
      const comment = await comments.findOneBy(params);
      if (comment === null) throw new UserError('notFound');
      if (!mayRemove(comment, session)) throw new UserError('notAllowed');
      await comments.delete({ commentId: params.commentId });
    },
  });

  routes.add({
    method: 'put',
    path: '/api/v1/calls/:callId/legal-hold',
    access: access.recordingKeeping,
    summary:
      'Put the recordings of a call on legal hold, whatever the retention of its queue; a hold that stands is not replaced',
    tag: 'recordings',
    params: OneCall,
    body: SetLegalHold,
    reply: LegalHold,
    handler: async ({ params: { callId }, body: { reason }, session, address }) => {
      await mustSeeCall(db, session, callId);
      const hold = { callId, reason, setBy: session.employeeNo, setAtMs: Date.now() };
      const { employeeNo } = session;
      return inTransaction(db, async (into) => {
        const where = { callId };
        const standing = await into.findOne(LegalHoldSchema, { where, lock: { mode: 'pessimistic_write' } });
        if (standing?.reason === reason) return standing;
        if (standing !== null)
          throw await changedMeanwhile(into, { shown: standing, target: callId, actions: ['recording.held'] });
        await into.insert(LegalHoldSchema, hold);
        await audit({ employeeNo, action: 'recording.held', target: callId, address, detail: { reason } }, into);
        return hold;
      });
    },
  });
  routes.add({
    method: 'delete',
    path: '/api/v1/calls/:callId/legal-hold',
    access: access.recordingKeeping,
    summary: 'Lift the legal hold on the recordings of a call',
    tag: 'recordings',
    params: OneCall,
    handler: async ({ params: { callId }, session, address }) => {
      const hold = await holds.findOneBy({ callId });
      if (hold === null) throw new UserError('notFound');
      const detail = { reason: hold.reason };
      const { employeeNo } = session;
      await inTransaction(db, async (into) => {
        await into.delete(LegalHoldSchema, { callId });
        await audit({ employeeNo, action: 'recording.released', target: callId, address, detail }, into);
      });
    },
  });

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
