import { ToolOutlined } from '@ant-design/icons';
import { OutagePage } from '@sansheng/shared/contracts/service-desk/outages';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../../ui/format.ts';
import { ListViews } from '../../../ui/list-page/list-filters.tsx';
import { ListPage } from '../../../ui/list-page/list-page.tsx';
import { useList } from '../../../ui/list-page/use-list.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { useNames } from '../cases/names.ts';
import { OutageDrawer } from './outage-drawer.tsx';
import { OutageProgress } from './outage-progress.tsx';

const views = ['open', 'completed'] as const;

/** Outages, the newest on top, each with how many callers are told and how many are to be told. */
export function OutagesPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const nameOf = useNames();
  const list = useList({
    path: '/outages',
    page: OutagePage,
    filters: ['view'],
    usual: { view: 'open' },
    refreshMs: 10_000,
  });
  const view = views.find((one) => one === list.chosen.view) ?? 'open';
  return (
    <ListPage
      title={t('outages.title')}
      list={list}
      filters={
        <ListViews name="view" options={views.map((value) => ({ value, label: t(`outages.views.${value}`) }))} />
      }
      rowsOf={(page) => page.outages}
      rowKey="caseNo"
      onOpen={({ caseNo }) => list.choose({ outage: caseNo })}
      empty={{ icon: <ToolOutlined />, title: t(`outages.none.${view}`), hint: t('outages.noneHint') }}
      columns={[
        { title: t('outages.number'), width: 170, show: ({ caseNo }) => <span className="figures">{caseNo}</span> },
        { title: t('outages.what'), show: ({ title }) => title },
        { title: t('outages.area'), width: 150, show: ({ areaName }) => areaName || '–' },
        { title: t('outages.step'), width: 110, show: ({ stepName }) => nameOf(stepName) },
        {
          title: t('outages.expectedEnd'),
          width: 140,
          show: ({ expectedEndAtMs }) =>
            expectedEndAtMs === null ? t('outages.noEnd') : formatClock(expectedEndAtMs, me.timeZone, 'MM-DD HH:mm'),
        },
        { title: t('outages.callers'), width: 90, isNumber: true, show: ({ callers }) => callers },
        { title: t('outages.progress'), width: 240, hasControls: true, show: (one) => <OutageProgress one={one} /> },
      ]}
    >
      <OutageDrawer caseNo={list.opened('outage')} onClose={() => list.choose({ outage: undefined })} />
    </ListPage>
  );
}
