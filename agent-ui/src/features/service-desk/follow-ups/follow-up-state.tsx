import type { FollowUp } from '@sansheng/shared/contracts/service-desk/follow-ups';
import { useTranslation } from 'react-i18next';
import { StateMark } from '../../../ui/state-mark.tsx';

const tones = {
  planned: 'offered',
  reached: 'ready',
  refused: 'ready',
  unreachable: 'alarm',
  wrongNumber: 'alarm',
  cancelled: 'notReady',
  struckOff: 'ready',
} as const;

/** State of a visit, who has taken it, and how satisfied the customer is. */
export function FollowUpStateMark({ one: { state, assigneeId, assigneeName, rating, words } }: { one: FollowUp }) {
  const { t } = useTranslation();
  return (
    <span title={words}>
      <StateMark tone={state === 'planned' && assigneeId !== null ? 'talking' : tones[state]}>
        {t(`followUps.states.${state}`)}
      </StateMark>{' '}
      {assigneeId !== null && `${assigneeName ?? ''} ${assigneeId} `}
      {rating !== null && t(`followUps.ratings.${rating as 1 | 2 | 3 | 4 | 5}`)}
    </span>
  );
}
