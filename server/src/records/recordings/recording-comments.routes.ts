import { RecordingComment, WriteComment } from '@sansheng/shared/contracts/records/recordings';
import { access, may } from '@sansheng/shared/domain/access';
import { RecordingCommentSchema } from '@sansheng/shared/tables/records/recordings';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { type Session, UserError } from '../../platform/http/routes.ts';
import { findRecording, mustSeeCall } from '../call-records/index.ts';

const OneRecording = z.object({ recordingId: z.string().min(1).max(64) });
const OneComment = OneRecording.extend({ commentId: z.string().min(1).max(40) });

const mayRemove = (one: { employeeNo: string }, session: Session) =>
  one.employeeNo === session.employeeNo || may(session, access.commentsOfAll);

export function addRecordingCommentRoutes({ db, routes }: AppContext): void {
  const comments = db.getRepository(RecordingCommentSchema);
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
}
