export { createRecordingStart, type StartRecording } from './start-recording.ts';
