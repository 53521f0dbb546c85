export { createNumberDialling, NUMBER_RING_MS } from './dial-number.ari.ts';
export { createLegs, type LegRoleMedia, type Legs } from './legs.ts';
export { createLegStore, type LegAdded, type LegStore } from './legs.store.ts';
