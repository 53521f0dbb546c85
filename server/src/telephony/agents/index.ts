export { agentsFeature } from './agents.feature.ts';
export { type AgentsStore, createAgentsStore, type LiveAgent } from './agents.store.ts';
export { createSeatOpening, type OpenSeat } from './open-seat.store.ts';
