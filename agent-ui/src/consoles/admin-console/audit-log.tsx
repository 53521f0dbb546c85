import { AuditEntry } from '@sansheng/shared/contracts/admin';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useSession } from '../../features/sign-in/session.tsx';
import { queryString, request } from '../../rest/rest.ts';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { formatClock } from '../../ui/format.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { AuditChange } from './audit-change.tsx';

const AuditPage = z.object({ entries: z.array(AuditEntry), nextCursor: z.string().nullable() });

export function AuditLog() {
  const { t } = useTranslation();
  const { me } = useSession();
  const [employeeNo, setEmployeeNo] = useState('');
  const [action, setAction] = useState('');
  const list = useInfiniteQuery({
    queryKey: ['audit', employeeNo, action],
    queryFn: ({ pageParam }) =>
      request(AuditPage, 'GET', `/audit${queryString({ employeeNo, action, cursor: pageParam, limit: 100 })}`),
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
          onSearch={(text) => setEmployeeNo(text.trim())}
        />
        <Input.Search
          allowClear
          style={{ width: 220 }}
          placeholder={t('admin.auditAction')}
          aria-label={t('admin.auditAction')}
          onSearch={(text) => setAction(text.trim())}
        />
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
