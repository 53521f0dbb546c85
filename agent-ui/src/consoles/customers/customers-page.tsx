import { DownloadOutlined, IdcardOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { CustomerPage, type CustomerSummary } from '@sansheng/shared/contracts/customers';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Dropdown, Input, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { CustomerDrawer } from '../../features/customers/customer-drawer.tsx';
import { CustomerFile } from '../../features/customers/customer-file.tsx';
import { CustomerImportDrawer } from '../../features/customers/customer-import.tsx';
import { useSession } from '../../features/sign-in/session.tsx';
import { download } from '../../rest/download.ts';
import { queryString, request } from '../../rest/rest.ts';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { formatClock, formatNumber } from '../../ui/format.ts';
import { useSayRefusal } from '../../ui/say-refusal.ts';
import { Trouble } from '../../ui/trouble.tsx';

/** Search, tag, owner and the open file stand in the address, so that a list can be sent to a colleague. */
export function CustomersPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const [params, setParams] = useSearchParams();
  const [isAdding, setAdding] = useState(false);
  const [isImporting, setImporting] = useState(false);
  const is = (...roles: string[]) => me.roles.some((role) => roles.includes(role));
  const filter = { search: params.get('search'), tag: params.get('tag'), owner: params.get('owner') };
  const change = (changes: Record<string, string | null>) => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === '') next.delete(name);
      else next.set(name, value);
    }
    setParams(next, { replace: true });
  };
  const list = useInfiniteQuery({
    queryKey: ['customers', 'list', filter],
    queryFn: ({ pageParam }) =>
      request(CustomerPage, 'GET', `/customers${queryString({ ...filter, cursor: pageParam, limit: 50 })}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const customers = list.data?.pages.flatMap((page) => page.customers) ?? [];
  const exporting = useMutation({
    mutationFn: (format: string) => download(`/customers-export${queryString({ ...filter, format })}`),
    onError: sayRefusal,
  });
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
          style={{ width: 430 }}
          data-testid="customer-search"
          onSearch={(search) => change({ search: search.trim() })}
        />
        {filter.tag !== null && (
          <Tag closable onClose={() => change({ tag: null })}>
            {filter.tag}
          </Tag>
        )}
        <Checkbox
          checked={filter.owner === me.employeeNo}
          onChange={(event) => change({ owner: event.target.checked ? me.employeeNo : null })}
        >
          {t('customers.mine')}
        </Checkbox>
        <span style={{ display: 'flex', gap: 8, marginLeft: 'auto' }}>
          {is('supervisor', 'admin') && (
            <>
              <Button icon={<UploadOutlined />} onClick={() => setImporting(true)}>
                {t('customers.import')}
              </Button>
              <Dropdown
                menu={{
                  items: [
                    { key: 'xlsx', label: 'xlsx' },
                    { key: 'csv', label: 'csv' },
                    { type: 'divider' },
                    { key: 'hint', disabled: true, label: t('customers.exportHint') },
                  ],
                  onClick: ({ key }) => exporting.mutate(key),
                }}
              >
                <Button icon={<DownloadOutlined />} loading={exporting.isPending}>
                  {t('customers.export')}
                </Button>
              </Dropdown>
            </>
          )}
          {is('agent', 'lead', 'supervisor', 'complaint_handler', 'telesales', 'dispatcher') && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
              {t('screenPop.create')}
            </Button>
          )}
        </span>
      </div>
      {list.error && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      <section className="panel" style={{ padding: 8 }}>
        <Table<CustomerSummary>
          size="small"
          rowKey="customerId"
          dataSource={customers}
          loading={list.isPending}
          pagination={false}
          onRow={(customer) => ({
            tabIndex: 0,
            style: { cursor: 'pointer' },
            onClick: () => change({ customer: customer.customerId }),
            onKeyDown: (event) => {
              if (event.key === 'Enter') change({ customer: customer.customerId });
            },
          })}
          locale={{
            emptyText: (
              <EmptyHint icon={<IdcardOutlined />} title={t('customers.none')}>
                {t('customers.noneHint')}
              </EmptyHint>
            ),
          }}
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
              render: (_, customer) => customer.numbers.map(formatNumber).join('、'),
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
              width: 140,
              render: (_, customer) => formatClock(customer.updatedAtMs, me.timeZone, 'YYYY-MM-DD HH:mm'),
            },
          ]}
        />
        {list.hasNextPage && (
          <div style={{ padding: 12, textAlign: 'center' }}>
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('action.more')}
            </Button>
          </div>
        )}
      </section>
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
