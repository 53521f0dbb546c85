import { createOutbound, type Outbound, type OutboundWing } from './outbound.feature.ts';
import { addOutboundRoutes } from './outbound.routes.ts';
import { addOutboundCommands } from './outbound.socket.ts';

export type { Outbound } from './outbound.feature.ts';
export { createOutboundStore } from './outbound.store.ts';

/** Calls that seats place, and the settings of what may be dialled. */
export function outboundFeature(wing: OutboundWing): Outbound {
  const outbound = createOutbound(wing);
  addOutboundRoutes(wing.context);
  addOutboundCommands(wing.context.commands, outbound);
  return outbound;
}
