import { centerClock } from '@sansheng/shared/domain/center-day';
import { AuditEntry } from '@sansheng/shared/contracts/settings/audit';
import { useQuery } from '@tanstack/react-query';
import { DatePicker, Input, Select, Tag } from 'antd';
import type { Dayjs } from 'dayjs';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useSession } from '../../people/sign-in/session.tsx';
import { queryString, request } from '../../../rest/rest.ts';
import { usePages } from '../../../rest/use-pages.ts';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { ExportButton } from '../../../ui/export-button.tsx';
import { formatClock } from '../../../ui/format.ts';
import { PagedTable } from '../../../ui/paged-table.tsx';
import { AuditChange } from './audit-change.tsx';
import '../setting-kit/setting-kit.css';

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
  const [filter, setFilter] = useState<AuditFilter>({});
  const change = (changes: AuditFilter) => setFilter((before) => ({ ...before, ...changes }));
  const actions = useQuery({
    queryKey: ['audit', 'actions'],
    queryFn: () => request(Actions, 'GET', '/audit-actions'),
  });
  const list = usePages(AuditPage, '/audit', { ...filter }, { limit: 100 });
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
          style={{ width: 240 }}
          placeholder={t('admin.auditAction')}
          aria-label={t('admin.auditAction')}
          onChange={(action?: string) => change({ action })}
          options={actionOptions(t, actions.data?.actions ?? [])}
          showSearch={{ optionFilterProp: 'label' }}
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
            const clock = centerClock(me.timeZone);
            const startOf = (day: Dayjs) => clock.startOfDay(clock.instantAt(day.format('YYYY-MM-DD'), 12 * 60));
            const [from, to] = [range?.[0], range?.[1]];
            change({
              from: from ? startOf(from) : undefined,
              to: to ? clock.startOfNextDay(startOf(to)) : undefined,
            });
          }}
        />
        <ExportButton pathOf={(format) => `/audit-export${queryString({ ...filter, format })}`} />
      </div>
      <PagedTable<z.infer<typeof AuditPage>, z.infer<typeof AuditEntry>>
        list={list}
        rowsOf={(page) => page.entries}
        rowKey="auditId"
        expandable={{
          expandRowByClick: true,
          rowExpandable: (entry) => Object.keys(entry.detail).length > 0,
          expandedRowRender: (entry) => <AuditChange entry={entry} />,
        }}
        empty={<EmptyHint title={t('admin.empty')} />}
        columns={[
          {
            title: t('admin.auditAt'),
            width: 170,
            render: (_, entry) => formatClock(entry.atMs, me.timeZone, 'YYYY-MM-DD HH:mm:ss'),
          },
          {
            title: t('admin.auditWho'),
            width: 150,
            render: (_, { employeeNo, detail }) => (
              <>
                {employeeNo}
                {ByToken.safeParse(detail).data && (
                  <Tag style={{ marginLeft: 6 }} title={ByToken.parse(detail).byToken.name}>
                    {t('account.byToken')}
                  </Tag>
                )}
              </>
            ),
          },
          {
            title: t('admin.auditAction'),
            width: 200,
            render: (_, { action, detail }) => (
              <>
                <span title={action}>{actionInWords(t, action)}</span>
                {NotDone.safeParse(detail).data && (
                  <Tag color="warning" style={{ marginLeft: 6 }} title={t(`errors.${NotDone.parse(detail).notDone}`)}>
                    {t('audit.notDone')}
                  </Tag>
                )}
              </>
            ),
          },
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
    </>
  );
}

/** Actions of a program with somebody's token. */
const ByToken = z.object({ byToken: z.object({ name: z.string() }) });
/** The second entry of an act that came to nothing. */
const NotDone = z.object({ notDone: z.string() });

/** `customers.exported`: a thing and a deed. One without a text is shown as it is. */
function actionInWords(t: TFunction, action: string): string {
  const [thing = '', deed = ''] = action.split('.');
  return t('audit.of', {
    thing: t(`audit.things.${thing}`, { defaultValue: thing }),
    deed: t(`audit.deeds.${deed}`, { defaultValue: deed }),
  });
}

/** Each thing as a whole, and each action. */
function actionOptions(t: TFunction, actions: readonly string[]) {
  const things = [...new Set(actions.map((action) => action.split('.')[0] ?? ''))];
  return [
    ...things.map((thing) => ({
      value: `${thing}.`,
      label: `${t(`audit.things.${thing}`, { defaultValue: thing })} · *`,
    })),
    ...actions.map((value) => ({ value, label: actionInWords(t, value) })),
  ];
}
