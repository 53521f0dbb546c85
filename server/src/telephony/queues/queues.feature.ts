import type { NumberPlan } from '@sansheng/shared/domain/phone-number';
import type { AppContext } from '../../platform/app-context.ts';
import type { LiveState } from '../live-state/index.ts';
import type { NodeHooks } from '../wing-parts.ts';
import { createQueueSettings, type QueueSettings } from './queue-settings.ts';

/** The settings of queues, in force on every server. */
export async function queuesFeature(wing: {
  context: AppContext;
  state: LiveState;
  plan: NumberPlan;
  node: NodeHooks;
}): Promise<QueueSettings> {
  const { db, env, log } = wing.context;
  const queues = await createQueueSettings(db, wing.state, { timeZone: env.CENTER_TIME_ZONE, plan: wing.plan }, log);
  // A Redis that came back empty has the queues again before it has callers.
  wing.node.onAdopt('beforeCalls', 'queues', () => queues.catchUp());
  return queues;
}
