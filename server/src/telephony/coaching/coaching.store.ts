import type { CoachingRole } from '@sansheng/shared/contracts/telephony/coaching';
import { type CallLeg, readLeg, type StoredLeg } from '../calls/index.ts';
import { defineTransition, type LiveState, shape } from '../live-state/index.ts';

const change = defineTransition({
  script: new URL('./lua/change-coaching.lua', import.meta.url),
  args: { callId: 'text', leadId: 'text', role: 'text' },
  replies: { changed: shape<{ leg: StoredLeg }>(), again: shape<{ leg: StoredLeg }>(), notYourCall: {} },
});

export async function changeCoaching(
  state: LiveState,
  callId: string,
  leadId: string,
  role: CoachingRole,
): Promise<{ result: 'changed' | 'again'; leg: CallLeg } | { result: 'notYourCall' }> {
  const changed = await change(state, { callId, leadId, role });
  return changed.result === 'notYourCall' ? changed : { result: changed.result, leg: readLeg(changed.leg) };
}
