import type { CallbackEntry } from '@sansheng/shared/contracts/service-desk/call-back-list';
import { useTranslation } from 'react-i18next';
import { StateMark } from '../../../ui/state-mark.tsx';

const tones = {
  inQueue: 'offered',
  open: 'alarm',
  claimed: 'talking',
  done: 'ready',
  struckOff: 'ready',
  repeated: 'notReady',
} as const;

/** State of an entry, who claimed it, and the result of the last attempt. */
export function CallbackState({
  entry: { state, claimedBy, claimedByName, result, note, tries },
}: {
  entry: CallbackEntry;
}) {
  const { t } = useTranslation();
  return (
    <>
      <StateMark tone={tones[state]}>{t(`callbacks.states.${state}`)}</StateMark>{' '}
      {claimedBy !== null && `${claimedByName ?? ''} ${claimedBy} `}
      {result !== null && (
        <span title={note}>
          {t(`callbacks.results.${result}`)} {tries > 1 && `×${tries}`}
        </span>
      )}
    </>
  );
}
