export { adoptCalls } from './adopt-calls.ts';
export { createSeatBorrowing } from './borrow-seats.ts';
export { deafChannelsFeature } from './deaf-channels.feature.ts';
export { createDriftWatch } from './drift-watch.ts';
export { goneCallersFeature } from './gone-callers.ari.ts';
export { createNode } from './node.ts';
export { type SwitchRestart, switchRestarts } from './plan-restart.ts';
