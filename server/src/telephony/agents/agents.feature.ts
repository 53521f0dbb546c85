import type { Deadlines } from '../deadlines/index.ts';
import type { LiveState } from '../live-state/index.ts';
import { type AgentsStore, createAgentsStore } from './agents.store.ts';

/** Seats, and what becomes of one that is not heard of any more. */
export function agentsFeature({ state, deadlines }: { state: LiveState; deadlines: Deadlines }): AgentsStore {
  const agents = createAgentsStore(state);
  deadlines.on('life', ({ agentId }) => agents.checkLife(agentId));
  return agents;
}
