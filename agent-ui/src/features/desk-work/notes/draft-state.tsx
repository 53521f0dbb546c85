import { useTranslation } from 'react-i18next';
import type { DraftView } from './draft-keeper.ts';

/** Whether what is written has reached the center. */
export function DraftState({ state }: Pick<DraftView, 'state'>) {
  const { t } = useTranslation();
  return (
    <p className="quiet small draft-state" data-testid="draft-state" data-state={state} aria-live="polite">
      {t(`notes.states.${state}`)}
    </p>
  );
}
