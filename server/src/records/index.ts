export { findRecording } from './call-records/index.ts';
export { playRecording } from './recordings/index.ts';
export { openRecords } from './wing.ts';
