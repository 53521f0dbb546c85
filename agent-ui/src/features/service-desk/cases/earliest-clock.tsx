import type { CaseRowView } from '@sansheng/shared/contracts/service-desk/cases';
import { ClockBar } from './clock-bar.tsx';
import { useNames } from './names.ts';

type Clocked = Pick<CaseRowView, 'nextDueName' | 'nextDueAtMs' | 'nextDueLeft' | 'state'>;

/** Of the clocks of a case the one that is due first. */
export function EarliestClock({ of: { nextDueName, nextDueAtMs, nextDueLeft, state } }: { of: Clocked }) {
  const nameOf = useNames();
  return (
    <ClockBar
      name={nextDueName === null ? '' : nameOf(nextDueName)}
      left={nextDueLeft}
      dueAtMs={nextDueAtMs}
      isPaused={state === 'waiting'}
    />
  );
}
