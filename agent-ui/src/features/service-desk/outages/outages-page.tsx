import { ToolOutlined } from '@ant-design/icons';
import { OutagePage } from '@sansheng/shared/contracts/service-desk/outages';
import { useTranslation } from 'react-i18next';
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
    rowsOf: (page) => page.outages,
    views,
    refreshMs: 10_000,
  });
  const outage = list.opened('outage');
  return (
    <ListPage
      words="outages"
      icon={<ToolOutlined />}
      list={list}
      rowKey="caseNo"
      onOpen={({ caseNo }) => outage.open(caseNo)}
      columns={[
        { title: t('outages.number'), width: 170, show: ({ caseNo }) => <span className="figures">{caseNo}</span> },
        { title: t('outages.what'), show: ({ title }) => title },
        { title: t('outages.area'), width: 150, show: ({ areaName }) => areaName || '–' },
        { title: t('outages.step'), width: 110, show: ({ stepName }) => nameOf(stepName) },
        {
          title: t('outages.expectedEnd'),
          width: 140,
          time: ({ expectedEndAtMs }) => expectedEndAtMs,
          timeZone: me.timeZone,
          none: t('outages.noEnd'),
        },
        { title: t('outages.callers'), width: 90, number: ({ callers }) => callers },
        { title: t('outages.progress'), width: 240, hasControls: true, show: (one) => <OutageProgress one={one} /> },
      ]}
    >
      <OutageDrawer caseNo={outage.id} onClose={outage.close} />
    </ListPage>
  );
}
