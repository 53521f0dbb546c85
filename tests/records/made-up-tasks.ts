import type { CallbackRow } from '@sansheng/shared/tables/service-desk/call-back-list';
import type { RecordingRow } from '@sansheng/shared/tables/records/recordings';
import type { VoicemailRow } from '@sansheng/shared/tables/service-desk/voicemail-tasks';

/** An entry of the call-back list that nobody has taken. */
export function aCallback(more: Partial<CallbackRow> & Pick<CallbackRow, 'callId' | 'sinceMs'>): CallbackRow {
  return {
    kind: 'abandoned',
    state: 'open',
    queueId: 'service',
    hotline: '4000',
    number: '+8613800138000',
    customerId: null,
    customerName: null,
    tier: null,
    waitedMs: 30_000,
    isShort: false,
    claimedBy: null,
    claimedAtMs: null,
    tries: 0,
    result: null,
    note: '',
    settledAtMs: null,
    settledByCallId: null,
    ...more,
  };
}

/** A message that nobody has taken, and its sound, which is ready. */
export function aVoicemail(more: Partial<VoicemailRow> & Pick<VoicemailRow, 'voicemailId' | 'leftAtMs'>): {
  voicemail: VoicemailRow;
  recording: RecordingRow;
} {
  const { voicemailId, leftAtMs } = more;
  const callId = more.callId ?? `call-of-${voicemailId}`;
  return {
    voicemail: {
      callId,
      queueId: 'service',
      callerNumber: '+8613800138000',
      customerId: null,
      customerName: null,
      state: 'new',
      takenBy: null,
      takenAtMs: null,
      doneAtMs: null,
      note: '',
      ...more,
    },
    recording: {
      recordingId: voicemailId,
      callId,
      agentFile: '',
      customerFile: `${voicemailId}.wav`,
      startedAtMs: leftAtMs,
      callEndedAtMs: leftAtMs + 8000,
      state: 'ready',
      path: `${voicemailId}.mp3`,
      bytes: 1000,
      durationMs: 8000,
      sha256: null,
      mediaType: 'audio/mpeg',
      deletedAtMs: null,
    },
  };
}
