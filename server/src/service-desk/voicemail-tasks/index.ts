export { addVoicemailRoutes as voicemailTasksFeature } from './voicemail-tasks.routes.ts';
