import type { DataSource } from 'typeorm';
import type { AppContext } from '../../platform/app-context.ts';
import type { Calendars } from '@sansheng/shared/db';
import type { Deadlines } from '../deadlines/index.ts';
import type { EventTail, LiveState } from '../live-state/index.ts';
import type { LiveCall } from '../calls/index.ts';
import type { NodeHooks, Takers } from '../wing-parts.ts';
import * as awayCalls from './away-calls.ts';
import { listenToAwayCalls } from './overflow.ari.ts';
import { foretell, seatLeft, takesBeforeQueue, takesWhenFull, waitedTooLong } from './overflow.ts';
import { isOpen, type OverflowParts } from './overflow-parts.ts';
import { addOverflowRoutes } from './overflow.routes.ts';
import { createOverflowStore } from './overflow.store.ts';
import { createQueueRules } from './queue-rules.store.ts';
import { takeOver } from './take-over.ts';

export interface OverflowWing extends Omit<OverflowParts, 'rules' | 'overflowStore'> {
  context: AppContext;
  db: DataSource;
  state: LiveState;
  calendars: Calendars;
  events: EventTail;
  deadlines: Deadlines;
  takers: Takers;
  node: NodeHooks;
}

/** What happens to calls that a queue does not accept: the line is closed, or the queue overflows. */
export async function overflowFeature(wing: OverflowWing) {
  const { db, state, queues, calendars, events, deadlines, takers, node, log } = wing;
  const rules = await createQueueRules(db, state, queues, calendars);
  const parts: OverflowParts = { ...wing, rules, overflowStore: createOverflowStore(state) };
  addOverflowRoutes(wing.context);

  takers.add({
    name: 'overflow',
    order: 30,
    beforeQueue: (callId, queueId) => takesBeforeQueue(parts, callId, queueId),
    whenFull: (callId, queueId) => takesWhenFull(parts, callId, queueId),
    keys: { in: 'away', press: (_callId, digit, call) => awayCalls.press(parts, call as LiveCall, digit, Date.now()) },
  });
  deadlines.on('overflow', ({ callId }) => waitedTooLong(parts, callId));
  deadlines.on('away', ({ callId }) => awayCalls.timedOut(parts, callId));
  node.onTake((channels) => listenToAwayCalls(channels, parts, log));
  node.onAdopt('afterCalls', 'overflow', () => awayCalls.adopt(parts));
  events.on('agent.stateChanged', ({ agentId, data }) => (data.to === 'offline' ? seatLeft(parts, agentId) : null));
  events.on('call.ended', ({ callId, data }) => (data.why === 'forwarded' ? parts.forward.hangUp(callId) : null));

  return {
    isOpen: (queueId: string) => isOpen(parts, queueId),
    foretell: (queueId: string, isFull: boolean) => foretell(parts, queueId, isFull),
    /** A menu leads to an outside number. The call counts for a queue, which gets it if the number does not answer. */
    forward: (callId: string, queueId: string, number: string): Promise<boolean> =>
      takeOver(parts, callId, queueId, { to: 'number', why: 'menu', endWhy: 'forwarded', number, otherwise: 'queue' }),
  };
}
