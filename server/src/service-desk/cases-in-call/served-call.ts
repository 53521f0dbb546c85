import type { CallDirection } from '@sansheng/shared/domain/call-state';
import type { LiveCall } from '../../telephony/index.ts';

/** What a call is to one person of the center. */
export interface ServedCall {
  customerId: string | null;
  direction: CallDirection;
  /** Their phone rings for it, or they talk or talked in it. */
  isServed: boolean;
}

/** Of a call that goes on. A lead who listens to it serves nobody. */
export function servedCall(call: LiveCall, employeeNo: string): ServedCall {
  const isOn =
    call.agentId === employeeNo ||
    call.rings.some(({ agentId }) => agentId === employeeNo) ||
    call.legs.some(({ kind, who }) => kind === 'seat' && who === employeeNo);
  return { customerId: call.customerId, direction: call.direction, isServed: isOn };
}
