import type { CaseNotices } from '@sansheng/shared/contracts/lead-room/messages';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatClock } from '../../../ui/format.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { useCaseTypes, useNames } from './names.ts';
import './cases.css';

/** What the center itself says of cases: each leads to its case. */
export function CaseNoticeList({ notices, onOpen }: { notices: CaseNotices; onOpen: () => void }) {
  const { t, i18n } = useTranslation();
  const { me } = useSession();
  const nameOf = useNames();
  const types = useCaseTypes().data?.types ?? [];
  const clockName = (clockKey: string | null) => {
    const found = types.flatMap(({ clocks }) => clocks).find(({ key }) => key === clockKey);
    return found === undefined ? '' : nameOf(found.name);
  };
  const stepName = (caseNo: string, stepKey: string) => {
    const found = types.find(({ prefix }) => caseNo.startsWith(prefix))?.steps.find(({ key }) => key === stepKey);
    return found === undefined ? stepKey : nameOf(found.name);
  };
  return (
    <div className="case-notices">
      <b>{t('cases.notice.arrived')}</b>
      <ul>
        {notices.cases.map(({ caseNo, title, kind, key, clockKey, dueAtMs }) => {
          const due = dueAtMs === null ? '' : formatClock(dueAtMs, me.timeZone, 'MM-DD HH:mm');
          const word = i18n.exists(`cases.notice.templates.${key}`) ? t(`cases.notice.templates.${key}` as never) : key;
          return (
            <li key={`${caseNo}.${kind}.${key}.${clockKey ?? ''}`}>
              <Link
                className="plain-link"
                to={`/cases/${caseNo}`}
                onClick={onOpen}
                data-testid={`case-notice-${caseNo}`}
              >
                {kind === 'level' &&
                  t('cases.notice.level', { number: caseNo, title, clock: clockName(clockKey), due })}
                {kind === 'step' && t('cases.notice.step', { number: caseNo, title, step: stepName(caseNo, key) })}
                {kind === 'pausedTooLong' && t('cases.notice.paused', { number: caseNo, title })}
                {kind === 'notify' && `${caseNo} ${title}: ${word}`}
              </Link>
            </li>
          );
        })}
      </ul>
      {notices.more > 0 && <span className="quiet small">{t('cases.notice.more', { count: notices.more })}</span>}
    </div>
  );
}
