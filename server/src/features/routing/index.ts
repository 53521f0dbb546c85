export { type Adoption, adoptCalls } from './adopt-calls.ts';
export { createSeatBorrowing } from './borrow-seats.ts';
export { createDeadlineRunner } from './deadlines.ts';
export { createDriftWatch } from './drift-watch.ts';
export { createSeatRinging } from './ring-seats.ts';
export { listenToChannels, listenToKeys, listenToPhones } from './routing.ari.ts';
export { createRouting, type Routing } from './routing.feature.ts';
export { addRoutingRoutes } from './routing.routes.ts';
export { createRoutingStore, type RoutingStore } from './routing.store.ts';
