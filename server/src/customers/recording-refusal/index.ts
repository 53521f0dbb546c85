export { addRecordingRefusalRoutes as recordingRefusalFeature, refusesRecording } from './recording-refusal.routes.ts';
