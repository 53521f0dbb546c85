import type { CallOutcome } from '@sansheng/shared/domain/call-state';
import { useTranslation } from 'react-i18next';
import { StateMark } from '../../ui/state-mark.tsx';

const tones = { answered: 'ready', abandoned: 'alarm', sentAway: 'notReady', lost: 'alarm', live: 'talking' } as const;

export function OutcomeMark({ outcome }: { outcome: CallOutcome | null }) {
  const { t } = useTranslation();
  return <StateMark tone={tones[outcome ?? 'live']}>{t(`calls.outcomes.${outcome ?? 'live'}`)}</StateMark>;
}
