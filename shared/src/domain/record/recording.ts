import type { recordingEvents } from '../../contracts/events/recording.ts';
import { changesNothing, type Reducers } from './call-so-far.ts';

export const recordingReducers = {
  'voicemail.started': (call, { atMs, data: { recordingId, queueId, file } }) => {
    call.voicemail ??= { voicemailId: recordingId, queueId, leftAtMs: atMs };
    call.recordings.set(recordingId, {
      recordingId,
      callId: call.callId,
      agentFile: '',
      customerFile: file,
      startedAtMs: atMs,
      callEndedAtMs: null,
    });
  },
  'recording.started': ({ callId, recordings }, { atMs, data: { recordingId, agentFile, customerFile } }) => {
    if (recordings.has(recordingId)) return;
    recordings.set(recordingId, {
      recordingId,
      callId,
      agentFile,
      customerFile,
      startedAtMs: atMs,
      callEndedAtMs: null,
    });
  },
  'recording.omitted': changesNothing,
  'recording.paused': changesNothing,
  'recording.resumed': changesNothing,
} satisfies Reducers<typeof recordingEvents>;
