import { Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { settingParts } from '../../setting-parts.ts';
import './admin-console.css';

const programs = new Map(
  Object.entries(settingParts).map(([key, { load }]) => {
    const Part = lazy(async () => ({ default: await load() }));
    return [key, <Part key={key} />] as const;
  }),
);

/** A menu of the settings that the features bring, and the one that is chosen. */
export function AdminConsole() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const asked = params.get('part') ?? '';
  const part = Object.hasOwn(settingParts, asked) ? asked : 'accounts';
  return (
    <div className="page admin-console">
      <div className="page-head">
        <h1>{t('admin.title')}</h1>
      </div>
      <div className="admin-parts">
        <nav aria-label={t('admin.title')}>
          {Object.entries(settingParts).map(([key, { word }]) => (
            <Link key={key} to={`?part=${key}`} replace aria-current={key === part ? 'page' : undefined}>
              {t(word)}
            </Link>
          ))}
        </nav>
        <div>
          <Suspense fallback={<Skeleton active />}>{programs.get(part)}</Suspense>
        </div>
      </div>
    </div>
  );
}
