import { FollowUpPage } from '@sansheng/shared/contracts/service-desk/follow-ups';
import { access, may } from '@sansheng/shared/domain/access';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../../../rest/rest.ts';
import { formatClock } from '../../../ui/format.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { FollowUpStateMark } from './follow-up-state.tsx';

/** Visits of one case: those that are owed, and what came of the others. */
export function CaseFollowUps({ caseId }: { caseId: string }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const isShown = may(me, access.followUps);
  const found = useQuery({
    queryKey: ['follow-ups', 'of-case', caseId],
    enabled: isShown,
    queryFn: async () => {
      const of = (view: string) => request(FollowUpPage, 'GET', `/follow-ups?view=${view}&case=${caseId}&limit=20`);
      const [open, settled] = await Promise.all([of('open'), of('settled')]);
      return [...open.followUps, ...settled.followUps];
    },
  });
  if (found.data === undefined || found.data.length === 0) return null;
  return (
    <section className="panel" data-testid="case-follow-ups">
      <h2>{t('followUps.ofCase')}</h2>
      <ul className="case-links">
        {found.data.map((one) => (
          <li key={one.followUpId}>
            <FollowUpStateMark one={one} />{' '}
            <span className="quiet small figures">
              {one.settledAtMs !== null
                ? formatClock(one.settledAtMs, me.timeZone, 'MM-DD HH:mm')
                : one.dueAtMs !== null &&
                  `${t('followUps.due')} ${formatClock(one.dueAtMs, me.timeZone, 'MM-DD HH:mm')}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
