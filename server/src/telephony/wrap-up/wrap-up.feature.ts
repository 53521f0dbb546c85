import type { Deadlines } from '../deadlines/index.ts';
import type { LiveState } from '../live-state/index.ts';
import { expireWrapUp } from './wrap-up.store.ts';

/** The limit of time for writing a call up. */
export function wrapUpFeature({ state, deadlines }: { state: LiveState; deadlines: Deadlines }): void {
  deadlines.on('wrapUp', ({ agentId, callId }) => expireWrapUp(state, agentId, callId));
}
