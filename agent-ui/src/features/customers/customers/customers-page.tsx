import { IdcardOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { CustomerPage } from '@sansheng/shared/contracts/customers/customers';
import { access, may } from '@sansheng/shared/domain/access';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryString } from '../../../rest/rest.ts';
import { ExportButton } from '../../../ui/export-button.tsx';
import { formatClock, formatNumber } from '../../../ui/format.ts';
import { ListFlag, ListSearch } from '../../../ui/list-page/list-filters.tsx';
import { ListPage } from '../../../ui/list-page/list-page.tsx';
import { useList } from '../../../ui/list-page/use-list.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { CustomerDrawer } from './customer-drawer.tsx';
import { CustomerFile } from './customer-file.tsx';
import { CustomerImportDrawer } from './customer-import.tsx';

/** Search, tag, owner and the open file are in the address, so that a list can be sent to a colleague. */
export function CustomersPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const list = useList({ path: '/customers', page: CustomerPage, filters: ['search', 'tag', 'owner'] });
  const open = (customerId?: string) => list.choose({ customer: customerId });
  return (
    <ListPage
      title={t('customers.title')}
      list={list}
      filters={
        <>
          <ListSearch name="search" label={t('customers.search')} width={424} testId="customer-search" autoFocus />
          <ListSearch name="tag" label={t('screenPop.tags')} width={150} testId="customer-tag" />
          <ListFlag name="owner" value={me.employeeNo} label={t('customers.mine')} />
        </>
      }
      beside={
        <>
          {may(me, access.customerLists) && <ImportCustomers />}
          {may(me, access.customerLists) && (
            <ExportButton
              pathOf={(format) => `/customers-export${queryString({ ...list.chosen, format })}`}
              hint={t('customers.exportHint')}
            />
          )}
          {may(me, access.customerNumbers) && <AddCustomer onAdded={open} />}
        </>
      }
      rowsOf={(page) => page.customers}
      rowKey="customerId"
      onOpen={({ customerId }) => open(customerId)}
      empty={{ icon: <IdcardOutlined />, title: t('customers.none'), hint: t('customers.noneHint') }}
      columns={[
        {
          title: t('screenPop.name'),
          width: 190,
          show: ({ name, confidentiality }) => (
            <>
              <b>{name}</b>
              {confidentiality !== 'ordinary' && (
                <Tag color="volcano" style={{ marginLeft: 6 }}>
                  {t(`customers.confidentialities.${confidentiality}`)}
                </Tag>
              )}
            </>
          ),
        },
        {
          title: t('screenPop.tier'),
          width: 104,
          show: ({ tier }) => <span className={`tier tier-${tier}`}>{t(`screenPop.tiers.${tier}`)}</span>,
        },
        {
          title: t('screenPop.numbers'),
          width: 300,
          show: ({ numbers }) => numbers.map(formatNumber).join(t('list.comma')),
        },
        {
          title: t('screenPop.tags'),
          hasControls: true,
          show: ({ tags }) => <Tags tags={tags} choose={list.choose} />,
        },
        {
          title: t('customers.owner'),
          width: 130,
          show: ({ ownerId, ownerName }) => (ownerId === null ? '–' : `${ownerName ?? ''} ${ownerId}`),
        },
        {
          title: t('customers.changed'),
          width: 156,
          show: ({ updatedAtMs }) => formatClock(updatedAtMs, me.timeZone, 'YYYY-MM-DD HH:mm'),
        },
      ]}
    >
      <CustomerFile customerId={list.opened('customer')} onClose={() => open()} />
    </ListPage>
  );
}

/** Each leads to all who have it. */
function Tags({ tags, choose }: { tags: string[]; choose: (changes: { tag: string }) => void }) {
  return tags.map((tag) => (
    <Tag
      key={tag}
      style={{ cursor: 'pointer' }}
      onClick={(event) => {
        event.stopPropagation();
        choose({ tag });
      }}
    >
      {tag}
    </Tag>
  ));
}

function AddCustomer({ onAdded }: { onAdded: (customerId: string) => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
        {t('screenPop.create')}
      </Button>
      {isAdding && (
        <CustomerDrawer
          customer={null}
          onClose={() => setAdding(false)}
          onSaved={({ customerId }) => {
            setAdding(false);
            onAdded(customerId);
            void queries.invalidateQueries({ queryKey: ['customers'] });
          }}
        />
      )}
    </>
  );
}

function ImportCustomers() {
  const { t } = useTranslation();
  const [isImporting, setImporting] = useState(false);
  return (
    <>
      <Button icon={<UploadOutlined />} onClick={() => setImporting(true)}>
        {t('customers.import')}
      </Button>
      {isImporting && <CustomerImportDrawer onClose={() => setImporting(false)} />}
    </>
  );
}
