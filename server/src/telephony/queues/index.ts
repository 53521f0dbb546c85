export { createQueueSettings, type Membership, type QueueSettings } from './queue-settings.ts';
