export { recordingPauseFeature, type RecordingPause } from './pause-recording.ts';
export { createRecordingStart, type StartRecording } from './start-recording.ts';
