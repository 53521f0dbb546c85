import { access, may } from '@sansheng/shared/domain/access';
import { CarryOutOutlined } from '@ant-design/icons';
import { matterKinds } from '@sansheng/shared/contracts/service-desk/open-matters';
import { MatterOwners, MatterPage, matterViews } from '@sansheng/shared/contracts/service-desk/matters';
import { useQuery } from '@tanstack/react-query';
import { Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { TierMark } from '../../customers/customers/tier-mark.tsx';
import { DueTime } from './due-time.tsx';
import { MatterDrawer } from './matter-drawer.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { queryString, request } from '../../../rest/rest.ts';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { formatClock } from '../../../ui/format.ts';
import { NumberedTable, PAGE_SIZE } from '../../../ui/numbered-table.tsx';
import { useAddress } from '../../../ui/use-address.ts';

const REFRESH_MS = 10_000;

/** What is open with customers, sorted by due time. */
export function MattersPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const [params, change] = useAddress();
  // Roles that only read own none.
  const mayOwn = may(me, access.matterWriting);
  const views = matterViews.filter((one) => one !== 'mine' || mayOwn);
  const view = views.find((one) => one === params.get('view')) ?? views[0];
  const kind = params.get('kind') ?? undefined;
  const owner = params.get('owner') ?? undefined;
  const page = Number(params.get('page') ?? 1);
  const filter = (changes: Record<string, string | undefined>) => change({ ...changes, page: undefined });
  const list = useQuery({
    queryKey: ['matters', 'list', view, kind, owner, page],
    queryFn: () =>
      request(
        MatterPage,
        'GET',
        `/matters${queryString({ view, kind, owner, offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE })}`,
      ),
    refetchInterval: REFRESH_MS,
    placeholderData: (before) => before,
  });
  const owners = useQuery({
    queryKey: ['matter-owners'],
    queryFn: () => request(MatterOwners, 'GET', '/matters/owners'),
    staleTime: 60_000,
  });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('matters.title')}</h1>
        <Segmented
          value={view}
          onChange={(next) => filter({ view: next })}
          options={views.map((value) => ({ value, label: t(`matters.views.${value}`) }))}
        />
        <Select
          allowClear
          placeholder={t('matters.kind')}
          aria-label={t('matters.kind')}
          style={{ width: 130 }}
          value={kind}
          onChange={(next) => filter({ kind: next })}
          options={matterKinds.map((value) => ({ value, label: t(`screenPop.matterKinds.${value}`) }))}
        />
        {view !== 'mine' && (
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('matters.owner')}
            aria-label={t('matters.owner')}
            style={{ width: 160 }}
            value={owner}
            onChange={(next) => filter({ owner: next })}
            options={(owners.data?.owners ?? []).map(({ employeeNo, name }) => ({
              value: employeeNo,
              label: `${name} ${employeeNo}`,
            }))}
          />
        )}
        <span className="spread quiet small">{list.data?.total}</span>
      </div>
      <NumberedTable
        list={list}
        rowsOf={({ matters }) => matters}
        rowKey="matterId"
        scroll={{ x: 980 }}
        page={page}
        onPage={(next) => change({ page: next })}
        onOpen={(matter) => change({ matter: matter.matterId })}
        empty={
          <EmptyHint icon={<CarryOutOutlined />} title={t(`matters.none.${view}`)}>
            {t('matters.noneHint')}
          </EmptyHint>
        }
        columns={[
          {
            title: t(view === 'closed' ? 'matters.closedAt' : 'matters.due'),
            width: 150,
            render: (_, { status, dueAtMs, closedAtMs }) =>
              status === 'closed' && closedAtMs !== null ? (
                formatClock(closedAtMs, me.timeZone, 'MM-DD HH:mm')
              ) : (
                <DueTime dueAtMs={dueAtMs} />
              ),
          },
          { title: t('matters.kind'), width: 90, render: (_, row) => t(`screenPop.matterKinds.${row.kind}`) },
          { title: t('matters.what'), ellipsis: true, dataIndex: 'title' },
          {
            title: t('matters.customer'),
            width: 190,
            ellipsis: true,
            render: (_, { customerName, tier }) => (
              <>
                {customerName} <TierMark tier={tier} />
              </>
            ),
          },
          {
            title: t('matters.owner'),
            width: 150,
            ellipsis: true,
            render: (_, { ownerId, ownerName }) =>
              ownerId === null ? t('matters.nobody') : `${ownerName ?? ''} ${ownerId}`,
          },
          {
            title: t('matters.since'),
            width: 120,
            render: (_, { openedAtMs }) => formatClock(openedAtMs, me.timeZone, 'MM-DD HH:mm'),
          },
        ]}
      />
      <MatterDrawer matterId={params.get('matter')} onClose={() => change({ matter: undefined })} />
    </div>
  );
}
