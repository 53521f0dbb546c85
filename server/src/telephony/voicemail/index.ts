export { callOfVoicemail, createVoicemailRecording, type RecordVoicemail } from './record-voicemail.ari.ts';
