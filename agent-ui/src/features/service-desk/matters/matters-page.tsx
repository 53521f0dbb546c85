import { access, may } from '@sansheng/shared/domain/access';
import { CarryOutOutlined } from '@ant-design/icons';
import { matterKinds } from '@sansheng/shared/contracts/service-desk/open-matters';
import { MatterOwners, MatterPage, matterViews } from '@sansheng/shared/contracts/service-desk/matters';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../../../rest/rest.ts';
import { formatClock } from '../../../ui/format.ts';
import { ListChoice, ListViews } from '../../../ui/list-page/list-filters.tsx';
import { ListPage } from '../../../ui/list-page/list-page.tsx';
import { useList } from '../../../ui/list-page/use-list.ts';
import { CustomerName } from '../../customers/customers/customer-name.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { DueTime } from './due-time.tsx';
import { MatterDrawer } from './matter-drawer.tsx';

/** What is open with customers, sorted by due time. */
export function MattersPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  // Roles that only read own none.
  const mayOwn = may(me, access.matterWriting);
  const views = matterViews.filter((one) => one !== 'mine' || mayOwn);
  const list = useList({
    path: '/matters',
    page: MatterPage,
    filters: ['view', 'kind', 'owner'],
    usual: { view: views[0] ?? 'open' },
    asked: (chosen) => ({ ...chosen, view: views.find((one) => one === chosen.view) ?? views[0] }),
    refreshMs: 10_000,
  });
  const view = views.find((one) => one === list.chosen.view) ?? views[0] ?? 'open';
  const owners = useQuery({
    queryKey: ['matter-owners'],
    queryFn: () => request(MatterOwners, 'GET', '/matters/owners'),
    staleTime: 60_000,
  }).data?.owners;
  const clock = (atMs: number) => formatClock(atMs, me.timeZone, 'MM-DD HH:mm');
  return (
    <ListPage
      title={t('matters.title')}
      list={list}
      filters={
        <>
          <ListViews name="view" options={views.map((value) => ({ value, label: t(`matters.views.${value}`) }))} />
          <ListChoice
            name="kind"
            label={t('matters.kind')}
            options={matterKinds.map((value) => ({ value, label: t(`screenPop.matterKinds.${value}`) }))}
          />
          {view !== 'mine' && (
            <ListChoice
              name="owner"
              label={t('matters.owner')}
              width={160}
              options={(owners ?? []).map((one) => ({ value: one.employeeNo, label: `${one.name} ${one.employeeNo}` }))}
            />
          )}
        </>
      }
      beside={<span className="quiet small">{list.pages.data?.pages[0]?.total}</span>}
      rowsOf={(page) => page.matters}
      rowKey="matterId"
      onOpen={({ matterId }) => list.choose({ matter: matterId })}
      empty={{ icon: <CarryOutOutlined />, title: t(`matters.none.${view}`), hint: t('matters.noneHint') }}
      columns={[
        {
          title: t(view === 'closed' ? 'matters.closedAt' : 'matters.due'),
          width: 150,
          show: ({ dueAtMs, closedAtMs }) => (closedAtMs === null ? <DueTime dueAtMs={dueAtMs} /> : clock(closedAtMs)),
        },
        { title: t('matters.kind'), width: 90, show: ({ kind }) => t(`screenPop.matterKinds.${kind}`) },
        { title: t('matters.what'), show: ({ title }) => title },
        {
          title: t('matters.customer'),
          width: 190,
          show: (one) => <CustomerName name={one.customerName} tier={one.tier} />,
        },
        {
          title: t('matters.owner'),
          width: 150,
          show: ({ ownerId, ownerName }) => (ownerId === null ? t('matters.nobody') : `${ownerName ?? ''} ${ownerId}`),
        },
        { title: t('matters.since'), width: 120, show: ({ openedAtMs }) => clock(openedAtMs) },
      ]}
    >
      <MatterDrawer matterId={list.opened('matter')} onClose={() => list.choose({ matter: undefined })} />
    </ListPage>
  );
}
