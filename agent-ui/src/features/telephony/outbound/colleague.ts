import type { ScreenPop } from '@sansheng/shared/contracts/desk-work/screen-pop';
import { formatNumber } from '../../../ui/format.ts';

/** Four digits or fewer are a colleague's employee number: no customer has such a short number. */
export const isColleague = (number: string): boolean => /^\d{3,4}$/.test(number.trim());

/**
 * The other party: the customer, the number, or the colleague as this seat sees it; for a third seat, the called one.
 */
export function nameOfOther(pop: ScreenPop | null, employeeNo: string): string {
  if (pop === null) return '';
  const { colleague, customer, callerNumber } = pop;
  if (colleague === null) return customer?.name ?? formatNumber(callerNumber);
  return colleague.calleeId === employeeNo
    ? `${colleague.callerName} ${colleague.callerId}`
    : `${colleague.calleeName} ${colleague.calleeId}`;
}
