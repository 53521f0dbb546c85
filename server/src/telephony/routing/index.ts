export { applySettings } from './apply-settings.ts';
export { callersLetIn } from './callers-let-in.ts';
export { countPorts } from './count-ports.ari.ts';
export { createSeatRinging } from './ring-seats.ts';
export { type Routing, routingFeature } from './routing.feature.ts';
export { addRoutingRoutes } from './routing.routes.ts';
export { createRoutingStore, type RoutingStore } from './routing.store.ts';
export { createSeatPhones } from './seat-phones.ari.ts';
