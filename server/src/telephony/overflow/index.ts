export { createForwardCalls } from './forward-call.ari.ts';
export { overflowFeature } from './overflow.feature.ts';
export { createOverflowStore } from './overflow.store.ts';
