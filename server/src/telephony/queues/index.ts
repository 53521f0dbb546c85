export { createQueueSettings, type Membership, type QueueSettings } from './queue-settings.ts';
export { queuesFeature } from './queues.feature.ts';
