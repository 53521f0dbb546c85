export { callRecordsFeature, findRecording } from './call-records/index.ts';
export { playRecording, recordingsFeature } from './recordings/index.ts';
export { reportsFeature } from './reports/index.ts';
