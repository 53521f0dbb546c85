import type { AgentState } from '@sansheng/shared/domain/agent-state';
import type { CallOutcome } from '@sansheng/shared/domain/call-state';
import { useTranslation } from 'react-i18next';
import { StateMark } from '../../../ui/state-mark.tsx';

const tones: Partial<Record<CallOutcome | 'live', AgentState | 'alarm'>> = {
  answered: 'ready',
  abandoned: 'alarm',
  lost: 'alarm',
  live: 'talking',
};

export function OutcomeMark({ outcome }: { outcome: CallOutcome | null }) {
  const { t } = useTranslation();
  return (
    <StateMark tone={tones[outcome ?? 'live'] ?? 'notReady'}>{t(`calls.outcomes.${outcome ?? 'live'}`)}</StateMark>
  );
}
