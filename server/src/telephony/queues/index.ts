export { createQueueSettings, type QueueSettings } from './queue-settings.ts';
export type { Membership } from './queues-in-force.ts';
export { queuesFeature } from './queues.feature.ts';
