export { callbackListFeature } from './call-back-list/index.ts';
export { casesFeature } from './cases/index.ts';
export { mattersFeature } from './matters/index.ts';
export { voicemailTasksFeature } from './voicemail-tasks/index.ts';
