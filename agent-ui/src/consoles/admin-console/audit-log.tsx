import { DownloadOutlined } from '@ant-design/icons';
import { AuditEntry } from '@sansheng/shared/contracts/admin';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Dropdown, Input, Select, Table } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useSession } from '../../features/sign-in/session.tsx';
import { download } from '../../rest/download.ts';
import { queryString, request } from '../../rest/rest.ts';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { formatClock } from '../../ui/format.ts';
import { useSayRefusal } from '../../ui/say-refusal.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { AuditChange } from './audit-change.tsx';

const Actions = z.object({ actions: z.array(z.string()) });
const AuditPage = z.object({ entries: z.array(AuditEntry), nextCursor: z.string().nullable() });

interface AuditFilter {
  employeeNo?: string;
  action?: string | undefined;
  target?: string;
  from?: number | undefined;
  to?: number | undefined;
}

export function AuditLog() {
  const { t } = useTranslation();
  const { me } = useSession();
  const sayRefusal = useSayRefusal();
  const [filter, setFilter] = useState<AuditFilter>({});
  const change = (changes: AuditFilter) => setFilter((before) => ({ ...before, ...changes }));
  const actions = useQuery({
    queryKey: ['audit', 'actions'],
    queryFn: () => request(Actions, 'GET', '/audit-actions'),
  });
  const exporting = useMutation({
    mutationFn: (format: string) => download(`/audit-export${queryString({ ...filter, format })}`),
    onError: sayRefusal,
  });
  const list = useInfiniteQuery({
    queryKey: ['audit', 'list', filter],
    queryFn: ({ pageParam }) =>
      request(AuditPage, 'GET', `/audit${queryString({ ...filter, cursor: pageParam, limit: 100 })}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const entries = list.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <>
      <div className="admin-bar">
        <Input.Search
          allowClear
          style={{ width: 160 }}
          placeholder={t('admin.auditWho')}
          aria-label={t('admin.auditWho')}
          onSearch={(text) => change({ employeeNo: text.trim() })}
        />
        <Select
          allowClear
          showSearch
          style={{ width: 240 }}
          placeholder={t('admin.auditAction')}
          aria-label={t('admin.auditAction')}
          onChange={(action?: string) => change({ action })}
          options={actionOptions(actions.data?.actions ?? [])}
        />
        <Input.Search
          allowClear
          style={{ width: 220 }}
          placeholder={t('admin.auditTarget')}
          aria-label={t('admin.auditTarget')}
          onSearch={(text) => change({ target: text.trim() })}
        />
        <DatePicker.RangePicker
          aria-label={t('calls.period')}
          onChange={(range) => {
            // The days of the center, the last one included.
            const startOf = (day: dayjs.Dayjs) => dayjs.tz(day.format('YYYY-MM-DD'), me.timeZone);
            const [from, to] = [range?.[0], range?.[1]];
            change({
              from: from ? startOf(from).valueOf() : undefined,
              to: to ? startOf(to).add(1, 'day').valueOf() : undefined,
            });
          }}
        />
        <Dropdown
          menu={{
            items: ['xlsx', 'csv'].map((key) => ({ key, label: key })),
            onClick: ({ key }) => exporting.mutate(key),
          }}
        >
          <Button icon={<DownloadOutlined />} loading={exporting.isPending}>
            {t('customers.export')}
          </Button>
        </Dropdown>
      </div>
      {list.error && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      <section className="panel" style={{ padding: 8 }}>
        <Table<z.infer<typeof AuditEntry>>
          size="small"
          rowKey="auditId"
          dataSource={entries}
          loading={list.isPending}
          pagination={false}
          expandable={{
            expandRowByClick: true,
            rowExpandable: (entry) => Object.keys(entry.detail).length > 0,
            expandedRowRender: (entry) => <AuditChange entry={entry} />,
          }}
          locale={{ emptyText: <EmptyHint title={t('admin.empty')} /> }}
          columns={[
            {
              title: t('admin.auditAt'),
              width: 170,
              render: (_, entry) => formatClock(entry.atMs, me.timeZone, 'YYYY-MM-DD HH:mm:ss'),
            },
            { title: t('admin.auditWho'), dataIndex: 'employeeNo', width: 90 },
            { title: t('admin.auditAction'), dataIndex: 'action', width: 200 },
            { title: t('admin.auditTarget'), dataIndex: 'target', width: 200, ellipsis: true },
            { title: t('admin.auditAddress'), dataIndex: 'address', width: 140, ellipsis: true },
            {
              title: t('admin.auditDetail'),
              ellipsis: true,
              render: (_, entry) =>
                Object.keys(entry.detail).length === 0 ? '' : <code>{JSON.stringify(entry.detail)}</code>,
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
    </>
  );
}

/** Each action, and each feature as a whole. */
function actionOptions(actions: readonly string[]) {
  const features = [...new Set(actions.map((action) => `${action.split('.')[0]}.`))];
  return [
    ...features.map((value) => ({ value, label: `${value}*` })),
    ...actions.map((value) => ({ value, label: value })),
  ];
}
