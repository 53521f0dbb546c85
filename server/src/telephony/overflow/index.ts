export { addOverflowRoutes as overflowFeature } from './overflow.routes.ts';
export { createForwardCalls } from './forward-call.ari.ts';
export { createOverflow, type OverflowRules } from './overflow.ts';
export { listenToAwayCalls } from './overflow.ari.ts';
export { createOverflowStore } from './overflow.store.ts';
export { createQueueRules } from './queue-rules.store.ts';
