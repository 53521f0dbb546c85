import type { ScreenPop } from '@sansheng/shared/contracts/screen-pop';
import { formatNumber } from '../../ui/format.ts';

/** Who is at the other end: the customer, the number, or the colleague as this seat sees it; to a third seat who was called. */
export function nameOfOther(pop: ScreenPop | null, employeeNo: string): string {
  if (pop === null) return '';
  const { colleague, customer, callerNumber } = pop;
  if (colleague === null) return customer?.name ?? formatNumber(callerNumber);
  return colleague.calleeId === employeeNo
    ? `${colleague.callerName} ${colleague.callerId}`
    : `${colleague.calleeName} ${colleague.calleeId}`;
}
