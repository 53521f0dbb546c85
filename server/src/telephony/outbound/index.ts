export { createOutbound, type Outbound } from './outbound.feature.ts';
export { createOutboundStore } from './outbound.store.ts';
export { outboundFeature } from './outbound.routes.ts';
export { addOutboundCommands } from './outbound.socket.ts';
