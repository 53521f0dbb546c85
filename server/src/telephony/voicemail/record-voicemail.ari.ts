import type { AriClient } from '../../platform/ari/index.ts';
import { defineTransition, type LiveState, shape } from '../live-state/index.ts';

export const startVoicemail = defineTransition({
  script: new URL('./lua/start-voicemail.lua', import.meta.url),
  args: { callId: 'text', recordingId: 'text', file: 'text' },
  replies: { started: shape<{ again: boolean }>(), gone: {} },
});

/** Maximum length of a message; this much silence, or the hash key, ends it. */
const MAX_SECONDS = 180;
const SILENCE_SECONDS = 6;

const recordingIdOf = (callId: string): string => `v${callId.slice(1)}`;
/** The call whose message a recording of Asterisk is; null for any other recording. */
export function callOfVoicemail(recordingName: string): string | null {
  return /^v[0-9a-z]+$/.test(recordingName) ? `c${recordingName.slice(1)}` : null;
}

/**
 * Lets a caller leave a message after a beep. True when Asterisk records: the end comes as an event. False when there
 * is nothing to wait for: the caller is gone, or the message was left before a crash. May be repeated.
 */
export function createVoicemailRecording(state: LiveState, ari: AriClient) {
  return async (callId: string, channelId: string): Promise<boolean> => {
    const name = recordingIdOf(callId);
    const started = await startVoicemail(state, { callId, recordingId: name, file: `${name}.wav` });
    if (started.result === 'gone') return false;
    const recording = await ari.channels.record({
      channelId,
      name,
      format: 'wav',
      maxDurationSeconds: MAX_SECONDS,
      maxSilenceSeconds: SILENCE_SECONDS,
      ifExists: 'fail',
      beep: true,
      terminateOn: '#',
    });
    if (recording === 'gone') return false;
    // Conflict: it is being recorded, or was.
    return recording !== 'conflict' || (await ari.recordings.getLive({ recordingName: name })) !== 'gone';
  };
}
export type RecordVoicemail = ReturnType<typeof createVoicemailRecording>;
