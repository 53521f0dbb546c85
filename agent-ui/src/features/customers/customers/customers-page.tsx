import { IdcardOutlined } from '@ant-design/icons';
import { CustomerPage } from '@sansheng/shared/contracts/customers/customers';
import { access, may } from '@sansheng/shared/domain/access';
import { useTranslation } from 'react-i18next';
import { queryString } from '../../../rest/rest.ts';
import { ExportButton } from '../../../ui/export-button.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { ListFlag, ListSearch } from '../../../ui/list-page/list-filters.tsx';
import { ListPage } from '../../../ui/list-page/list-page.tsx';
import { useList } from '../../../ui/list-page/use-list.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { AddCustomer } from './add-customer.tsx';
import { CustomerFile } from './customer-file.tsx';
import { ImportCustomers } from './customer-import.tsx';
import { CustomerTags, NameWithSecrecy } from './customer-tags.tsx';

const filters = ['search', 'tag', 'owner'] as const;

/** Search, tag, owner and the open file are in the address, so that a list can be sent to a colleague. */
export function CustomersPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const list = useList({ path: '/customers', page: CustomerPage, rowsOf: (page) => page.customers, filters });
  const customer = list.opened('customer');
  return (
    <ListPage
      words="customers"
      icon={<IdcardOutlined />}
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
          {may(me, access.customerNumbers) && <AddCustomer onAdded={customer.open} />}
        </>
      }
      rowKey="customerId"
      onOpen={({ customerId }) => customer.open(customerId)}
      columns={[
        {
          title: t('screenPop.name'),
          width: 190,
          show: (one) => <NameWithSecrecy of={one} />,
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
          show: ({ tags }) => <CustomerTags tags={tags} choose={list.choose} />,
        },
        {
          title: t('customers.owner'),
          width: 130,
          person: ({ ownerId, ownerName }) => ({ id: ownerId, name: ownerName }),
        },
        {
          title: t('customers.changed'),
          width: 156,
          time: ({ updatedAtMs }) => updatedAtMs,
          timeZone: me.timeZone,
          pattern: 'YYYY-MM-DD HH:mm',
        },
      ]}
    >
      <CustomerFile customerId={customer.id} onClose={customer.close} />
    </ListPage>
  );
}
