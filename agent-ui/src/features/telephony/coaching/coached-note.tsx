import type { LegView } from '@sansheng/shared/contracts/desk-work/desk';
import { useTranslation } from 'react-i18next';
import { Elapsed } from '../../../ui/elapsed.tsx';
import { isCoachingRole } from './coaching-role.ts';
import './coaching-panel.css';

/** At the seat: which lead is on its call, and who hears that lead. A hidden lead is not among the legs. */
export function CoachedNote({ legs }: { legs: readonly LegView[] }) {
  const { t } = useTranslation();
  return legs.map(
    ({ offerGen, kind, role, state, who, name, sinceMs }) =>
      kind === 'lead' &&
      state === 'up' &&
      isCoachingRole(role) && (
        <section
          key={offerGen}
          className="panel coached-note"
          data-role={role}
          data-testid="coached"
          aria-live="polite"
        >
          {t(`lead.coaching.coached.${role}`, { lead: `${name} ${who}` })} <Elapsed sinceMs={sinceMs} />
        </section>
      ),
  );
}
