import type { CoachingRole } from '@sansheng/shared/contracts/telephony/coaching';
import { type CallLeg, readLeg, type StoredLeg } from '../calls/index.ts';
import { defineTransition, type LiveState } from '../live-state/index.ts';

const change = defineTransition<{ result: 'changed' | 'again'; leg: StoredLeg } | { result: 'notYourCall' }>(
  new URL('./lua/change-coaching.lua', import.meta.url),
);

export async function changeCoaching(
  state: LiveState,
  callId: string,
  leadId: string,
  role: CoachingRole,
): Promise<{ result: 'changed' | 'again'; leg: CallLeg } | { result: 'notYourCall' }> {
  const changed = await change(state, callId, leadId, role);
  return changed.result === 'notYourCall' ? changed : { result: changed.result, leg: readLeg(changed.leg) };
}
