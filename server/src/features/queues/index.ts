export { createQueueSettings, type Membership, type QueueSettings } from './queue-settings.ts';
export { tellSettingsChanged } from './settings-mark.store.ts';
