import type { AgentsStore, OpenSeat } from '../agents/index.ts';
import type { QueueSettings } from '../queues/index.ts';
import type { NodeHooks } from '../wing-parts.ts';
import type { RoutingStore } from './routing.store.ts';

/**
 * Settings apply live: waiting calls keep their place, seats their state, and what may now be matched is. What was changed
 * while no server was there is in force for seats and calls from before too.
 */
export function applySettings(wing: {
  agents: AgentsStore;
  queues: QueueSettings;
  routingStore: RoutingStore;
  openSeat: OpenSeat;
  node: NodeHooks;
}): void {
  const { agents, queues, routingStore } = wing;
  async function apply(regrouped: string[]): Promise<void> {
    for (const queueId of regrouped) await routingStore.regroupQueue(queueId);
    for (const agentId of await agents.seatIds()) await wing.openSeat(agentId, true);
    for (const pool of queues.pools()) await routingStore.matchPool(pool);
  }
  queues.onChange(({ regrouped }) => apply(regrouped));
  wing.node.onAdopt(
    'afterCalls',
    'settings',
    ({ isTakeover }) => isTakeover && apply(queues.activeQueues().map(({ queueId }) => queueId)),
  );
}
