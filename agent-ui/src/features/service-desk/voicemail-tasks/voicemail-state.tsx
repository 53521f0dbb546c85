import type { Voicemail } from '@sansheng/shared/contracts/service-desk/voicemail-tasks';
import { useTranslation } from 'react-i18next';
import { StateMark } from '../../../ui/state-mark.tsx';

const tones = { new: 'alarm', taken: 'talking', done: 'ready' } as const;

/** State of a message, who has claimed it, and what was done about it. */
export function VoicemailState({ voicemail: { state, takenBy, takenByName, note } }: { voicemail: Voicemail }) {
  const { t } = useTranslation();
  return (
    <span title={note}>
      <StateMark tone={tones[state]}>{t(`voicemail.views.${state}`)}</StateMark>{' '}
      {takenBy !== null && `${takenByName ?? ''} ${takenBy}`}
    </span>
  );
}
