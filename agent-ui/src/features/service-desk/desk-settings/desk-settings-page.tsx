import { Tabs } from 'antd';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { NoticeSettings } from '../customer-notices/notice-settings.tsx';
import { AreaSettings } from './area-settings.tsx';
import { CaseTypeBook } from './case-type-book.tsx';
import { CategorySettings } from './category-settings.tsx';
import { DeadlineCalendarSettings } from './deadline-calendar-settings.tsx';
import { DepartmentSettings } from './department-settings.tsx';

const parts = {
  departments: { word: 'admin.departments', Part: DepartmentSettings },
  categories: { word: 'admin.caseCategories', Part: CategorySettings },
  areas: { word: 'admin.areas', Part: AreaSettings },
  calendars: { word: 'admin.deadlineCalendars', Part: DeadlineCalendarSettings },
  notices: { word: 'admin.noticeSettings', Part: NoticeSettings },
  types: { word: 'deskSettings.types', Part: CaseTypeBook },
} as const satisfies Record<string, { word: string; Part: ComponentType }>;
const isPart = (key: string): key is keyof typeof parts => Object.hasOwn(parts, key);

/** What the service desk works by; `?part=` is the one that is shown. */
export function DeskSettingsPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const asked = params.get('part') ?? '';
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.deskSettings')}</h1>
      </div>
      <Tabs
        activeKey={isPart(asked) ? asked : 'departments'}
        onChange={(part) => setParams({ part }, { replace: true })}
        destroyOnHidden
        items={Object.entries(parts).map(([key, { word, Part }]) => ({
          key,
          label: <span data-testid={`desk-settings-${key}`}>{t(word)}</span>,
          children: <Part />,
        }))}
      />
    </div>
  );
}
