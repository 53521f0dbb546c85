export { type AgentsStore, createAgentsStore, type LiveAgent, readAgentHash } from './agents.store.ts';
