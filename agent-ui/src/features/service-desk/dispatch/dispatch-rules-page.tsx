import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { DispatchPeople } from './dispatch-people.tsx';
import { DispatchRules } from './dispatch-rules.tsx';

export function DispatchRulesPage() {
  const { t } = useTranslation();
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.dispatchRules')}</h1>
        <span className="quiet small">{t('dispatch.orderHint')}</span>
      </div>
      <Tabs
        destroyOnHidden
        items={[
          {
            key: 'rules',
            label: <span data-testid="dispatch-rules-tab">{t('admin.dispatchRules')}</span>,
            children: <DispatchRules />,
          },
          {
            key: 'people',
            label: <span data-testid="dispatch-people-tab">{t('admin.dispatchPeople')}</span>,
            children: <DispatchPeople />,
          },
        ]}
      />
    </div>
  );
}
