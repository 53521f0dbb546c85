import { mayMailReports } from '@sansheng/shared/domain/report-mail';
import { lazy, Suspense } from 'react';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { NavLink, Route, Routes } from 'react-router';
import { useSession } from '../../features/people/sign-in/session.tsx';
import { SavedViews } from '../../features/records/reports/saved-views.tsx';
import { FiguresView, ServiceLevelView } from '../../features/records/reports/figures-view.tsx';
import './report-console.css';

const WeekView = lazy(async () => ({
  default: (await import('../../features/records/reports/week-view.tsx')).WeekView,
}));
const StarsView = lazy(async () => ({
  default: (await import('../../features/records/reports/stars-view.tsx')).StarsView,
}));
const LedgerView = lazy(async () => ({
  default: (await import('../../features/records/reports/ledger-view.tsx')).LedgerView,
}));
const MailsView = lazy(async () => ({
  default: (await import('../../features/records/reports/mails-view.tsx')).MailsView,
}));
const DefinitionsView = lazy(async () => ({
  default: (await import('../../features/records/reports/definitions-view.tsx')).DefinitionsView,
}));

const views = [
  ['level', '/reports'],
  ['all', '/reports/figures'],
  ['week', '/reports/week'],
  ['stars', '/reports/stars'],
  ['ledger', '/reports/ledger'],
  ['definitions', '/reports/definitions'],
  ['mails', '/reports/mails'],
] as const;

/** Each view has an address, which also holds what it shows. */
export function ReportConsole() {
  const { t } = useTranslation();
  const { me } = useSession();
  const maySend = mayMailReports(me.roles);
  return (
    <div className="page report-console">
      <nav className="report-views" aria-label={t('nav.reports')}>
        {views.map(
          ([view, path]) =>
            (view !== 'mails' || maySend) && (
              <NavLink key={view} to={path} end>
                {t(`figures.views.${view}`)}
              </NavLink>
            ),
        )}
        <span className="report-saved">
          <SavedViews />
        </span>
      </nav>
      <Suspense fallback={<Skeleton active />}>
        <Routes>
          <Route index element={<ServiceLevelView />} />
          <Route path="figures" element={<FiguresView />} />
          <Route path="week" element={<WeekView />} />
          <Route path="stars" element={<StarsView />} />
          <Route path="ledger" element={<LedgerView />} />
          {maySend && <Route path="mails" element={<MailsView />} />}
          <Route path="definitions" element={<DefinitionsView />} />
        </Routes>
      </Suspense>
    </div>
  );
}
