import type { recordingWords as Words } from './words.ts';

export const recordingWords: typeof Words = {
  event: {
    'recording.started': 'Recording starts',
    'recording.omitted': 'Not recorded: the customer refuses it',
    'recording.omittedByQueue': 'Not recorded: a setting of the queue',
    'recording.omittedDiskFull': 'Not recorded: the disk was full',
    'recording.paused': 'Seat {{agent}} pauses the recording',
    'recording.resumed': 'The recording goes on after {{paused}} ({{why}})',
  },
  recording: {
    pause: 'Pause recording',
    resume: 'Resume',
    recording: 'Recording',
    paused: 'Recording paused',
    left: 'goes on by itself in {{time}}',
    off: 'Not recorded',
    resumedBy: { seat: 'by the seat', limit: 'by itself', callEnded: 'the call ended' },
  },
  errors: { notRecorded: 'This call is not being recorded.' },
};
