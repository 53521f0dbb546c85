export { callOfVoicemail, createVoicemailRecording, type RecordVoicemail } from './record-voicemail.ari.ts';
export { addVoicemailRoutes as voicemailFeature } from './voicemail.routes.ts';
