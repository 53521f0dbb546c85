import type { callQualityEvents } from '../../contracts/events/call-quality.ts';
import type { legEvents } from '../../contracts/events/legs.ts';
import { changesNothing, type Reducers } from './call-so-far.ts';

/** What each leg did is computed by legsFrom. */
export const legReducers = {
  'call.transferred': (call, event) => {
    // A seat that was lost has not transferred the call.
    if (call.ended === undefined && event.data.how !== 'gone') call.transfers += 1;
  },
  'call.takenOver': changesNothing,
  'leg.added': changesNothing,
  'leg.answered': changesNothing,
  'leg.roleChanged': changesNothing,
  'leg.held': changesNothing,
  'leg.retrieved': changesNothing,
  'leg.rejoined': changesNothing,
  'leg.ended': changesNothing,
} satisfies Reducers<typeof legEvents>;

export const callQualityReducers = {
  'call.qualityMeasured': ({ callId, qualities }, { agentId, data }) => {
    qualities.set(`${agentId}.${data.offerGen}`, { callId, agentId, ...data });
  },
  'call.soundLost': changesNothing,
  'call.soundRestored': changesNothing,
} satisfies Reducers<typeof callQualityEvents>;
