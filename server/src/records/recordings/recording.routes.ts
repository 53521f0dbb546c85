import { CallDetail } from '@sansheng/shared/contracts/records/call-records';
import type { RecordingRow } from '@sansheng/shared/tables/records/recordings';
import { access } from '@sansheng/shared/domain/access';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { type RouteCall, type Session, UserError } from '../../platform/http/routes.ts';
import { findRecording, mustSeeCall } from '../call-records/index.ts';
import { sendRange } from '../../platform/http/send-range.ts';
import { bookNewPlay } from './plays.store.ts';

const OneRecording = z.object({ recordingId: z.string().min(1).max(64) });
const Recording = CallDetail.shape.recording.unwrap().extend({ callId: z.string() });

export function addRecordingRoutes(context: AppContext): void {
  const { db, routes } = context;
  const findFor = async (session: Session, recordingId: string) => {
    const recording = await findRecording(db, recordingId);
    if (recording === null) throw new UserError('notFound');
    await mustSeeCall(db, session, recording.callId);
    return recording;
  };

  routes.add({
    method: 'get',
    path: '/api/v1/recordings/:recordingId',
    access: access.calls,
    summary: 'State, size, length and SHA-256 of a recording',
    tag: 'recordings',
    params: OneRecording,
    reply: Recording,
    handler: ({ params, session }) => findFor(session, params.recordingId),
  });

  routes.add({
    method: 'get',
    path: '/api/v1/recordings/:recordingId/audio',
    access: access.calls,
    summary:
      'The audio of a recording, seat left and customer right; supports range requests; each playback is audited',
    tag: 'recordings',
    params: OneRecording,
    handler: async (call) => playRecording(context, await findFor(call.session, call.params.recordingId), call),
  });
}

/** Sends the audio of a recording and audits the playback. The caller of this function has checked access. */
export async function playRecording(
  { redis, keys, audit, recordingStore }: AppContext,
  { recordingId, state, path, mediaType, callId }: RecordingRow,
  {
    session,
    request,
    response,
    address,
  }: Pick<RouteCall<unknown, unknown, unknown>, 'session' | 'request' | 'response' | 'address'>,
): Promise<void> {
  if (state !== 'ready' || path === null) throw new UserError('notFound', { detail: `recording is ${state}` });
  const startsAtFirstByte = (request.get('range') ?? 'bytes=0-').startsWith('bytes=0-');
  await bookNewPlay({ redis, keys }, { recordingId, tokenHash: session.tokenHash, startsAtFirstByte }, () =>
    audit({
      employeeNo: session.employeeNo,
      action: 'recording.played',
      target: recordingId,
      address,
      detail: { callId },
    }),
  );
  const size = await recordingStore.size(path);
  if (size === null) throw new UserError('notFound', { detail: 'the file is gone' });
  const read = (from: number, count: number) => recordingStore.read(path, from, count);
  await sendRange(request, response, { size, mediaType: mediaType ?? 'audio/mpeg', read });
}
