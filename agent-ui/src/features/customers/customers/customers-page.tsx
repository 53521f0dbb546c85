import { access, may } from '@sansheng/shared/domain/access';
import { IdcardOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { CustomerPage, type CustomerSummary } from '@sansheng/shared/contracts/customers/customers';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { CustomerDrawer } from './customer-drawer.tsx';
import { CustomerFile } from './customer-file.tsx';
import { CustomerImportDrawer } from './customer-import.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { queryString } from '../../../rest/rest.ts';
import { usePages } from '../../../rest/use-pages.ts';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { ExportButton } from '../../../ui/export-button.tsx';
import { formatClock, formatNumber } from '../../../ui/format.ts';
import { PagedTable } from '../../../ui/paged-table.tsx';
import { useAddress } from '../../../ui/use-address.ts';

/** Search, tag, owner and the open file are in the address, so that a list can be sent to a colleague. */
export function CustomersPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const queries = useQueryClient();
  const [params, change] = useAddress();
  const [isAdding, setAdding] = useState(false);
  const [isImporting, setImporting] = useState(false);
  const filter = { search: params.get('search'), tag: params.get('tag'), owner: params.get('owner') };
  const list = usePages(CustomerPage, '/customers', filter);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('customers.title')}</h1>
        <Input.Search
          allowClear
          autoFocus
          key={filter.search}
          defaultValue={filter.search ?? ''}
          placeholder={t('customers.search')}
          aria-label={t('customers.search')}
          style={{ width: 424 }}
          data-testid="customer-search"
          onSearch={(search) => change({ search: search.trim() })}
        />
        <Input.Search
          allowClear
          key={`tag ${filter.tag}`}
          defaultValue={filter.tag ?? ''}
          placeholder={t('screenPop.tags')}
          aria-label={t('screenPop.tags')}
          style={{ width: 150 }}
          data-testid="customer-tag"
          onSearch={(tag) => change({ tag: tag.trim() })}
        />
        <Checkbox
          checked={filter.owner === me.employeeNo}
          onChange={(event) => change({ owner: event.target.checked ? me.employeeNo : null })}
        >
          {t('customers.mine')}
        </Checkbox>
        <span style={{ display: 'flex', gap: 8, marginLeft: 'auto' }}>
          {may(me, access.customerLists) && (
            <>
              <Button icon={<UploadOutlined />} onClick={() => setImporting(true)}>
                {t('customers.import')}
              </Button>
              <ExportButton
                pathOf={(format) => `/customers-export${queryString({ ...filter, format })}`}
                hint={t('customers.exportHint')}
              />
            </>
          )}
          {may(me, access.customerNumbers) && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
              {t('screenPop.create')}
            </Button>
          )}
        </span>
      </div>
      <PagedTable<z.infer<typeof CustomerPage>, CustomerSummary>
        list={list}
        rowsOf={(page) => page.customers}
        rowKey="customerId"
        onOpen={(customer) => change({ customer: customer.customerId })}
        empty={
          <EmptyHint icon={<IdcardOutlined />} title={t('customers.none')}>
            {t('customers.noneHint')}
          </EmptyHint>
        }
        columns={[
          {
            title: t('screenPop.name'),
            width: 190,
            ellipsis: true,
            render: (_, customer) => (
              <>
                <b>{customer.name}</b>
                {customer.confidentiality !== 'ordinary' && (
                  <Tag color="volcano" style={{ marginLeft: 6 }}>
                    {t(`customers.confidentialities.${customer.confidentiality}`)}
                  </Tag>
                )}
              </>
            ),
          },
          {
            title: t('screenPop.tier'),
            width: 104,
            render: (_, customer) => (
              <span className={`tier tier-${customer.tier}`} style={{ whiteSpace: 'nowrap' }}>
                {t(`screenPop.tiers.${customer.tier}`)}
              </span>
            ),
          },
          {
            title: t('screenPop.numbers'),
            width: 300,
            ellipsis: true,
            render: (_, customer) => customer.numbers.map(formatNumber).join(t('list.comma')),
          },
          {
            title: t('screenPop.tags'),
            render: (_, customer) =>
              customer.tags.map((tag) => (
                <Tag
                  key={tag}
                  style={{ cursor: 'pointer' }}
                  onClick={(event) => {
                    event.stopPropagation();
                    change({ tag });
                  }}
                >
                  {tag}
                </Tag>
              )),
          },
          {
            title: t('customers.owner'),
            width: 130,
            ellipsis: true,
            render: (_, customer) =>
              customer.ownerId === null ? '–' : `${customer.ownerName ?? ''} ${customer.ownerId}`,
          },
          {
            title: t('customers.changed'),
            width: 156,
            render: (_, customer) => formatClock(customer.updatedAtMs, me.timeZone, 'YYYY-MM-DD HH:mm'),
          },
        ]}
      />
      <CustomerFile customerId={params.get('customer')} onClose={() => change({ customer: null })} />
      {isAdding && (
        <CustomerDrawer
          customer={null}
          onClose={() => setAdding(false)}
          onSaved={(customer) => {
            setAdding(false);
            change({ customer: customer.customerId });
            void queries.invalidateQueries({ queryKey: ['customers'] });
          }}
        />
      )}
      {isImporting && <CustomerImportDrawer onClose={() => setImporting(false)} />}
    </div>
  );
}
