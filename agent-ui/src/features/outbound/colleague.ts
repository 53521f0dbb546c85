import type { ScreenPop } from '@sansheng/shared/contracts/screen-pop';

/** Who is at the other end: the customer, the number, or the colleague as this seat sees it. */
export function nameOfOther(pop: ScreenPop | null, employeeNo: string): string {
  if (pop === null) return '';
  const { colleague, customer, callerNumber } = pop;
  if (colleague === null) return customer?.name ?? callerNumber;
  return colleague.callerId === employeeNo
    ? `${colleague.calleeName} ${colleague.calleeId}`
    : `${colleague.callerName} ${colleague.callerId}`;
}
