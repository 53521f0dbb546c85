import type { recordingWords as Words } from './words.ts';

export const recordingWords: typeof Words = {
  event: {
    'recording.started': 'Recording starts',
    'recording.omitted': 'Not recorded: no consent of the customer',
    'recording.omittedByQueue': 'Not recorded: queue setting',
    'recording.omittedDiskFull': 'Not recorded: the disk was full',
    'recording.paused': 'Agent {{agent}} pauses the recording',
    'recording.resumed': 'Recording resumed after {{paused}} ({{why}})',
  },
  recording: {
    pause: 'Pause recording',
    resume: 'Resume',
    recording: 'Recording',
    paused: 'Recording paused',
    left: 'resumes in {{time}}',
    off: 'Not recorded',
    resumedBy: { seat: 'by the agent', limit: 'by itself', callEnded: 'the call ended' },
  },
  errors: { notRecorded: 'This call is not being recorded.' },
};
