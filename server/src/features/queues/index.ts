export { createQueueSettings, type QueueSettings } from './queue-settings.ts';
