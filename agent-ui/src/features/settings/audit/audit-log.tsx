import { AuditEntry } from '@sansheng/shared/contracts/settings/audit';
import { AuditOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { queryString, request } from '../../../rest/rest.ts';
import { ExportButton } from '../../../ui/export-button.tsx';
import { ListChoice, ListDays, ListSearch } from '../../../ui/list-page/list-filters.tsx';
import { ListSection } from '../../../ui/list-page/list-page.tsx';
import { useList } from '../../../ui/list-page/use-list.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { AuditAct, AuditAuthor } from './audit-entry.tsx';
import { actionOptions } from './audit-actions.ts';
import { AuditChange } from './audit-change.tsx';
import '../setting-kit/setting-kit.css';

const Actions = z.object({ actions: z.array(z.string()) });
const AuditPage = z.object({ entries: z.array(AuditEntry), nextCursor: z.string().nullable() });
const filters = ['employeeNo', 'action', 'target', 'from', 'to'] as const;

/** Who did what, the newest on top; what was changed is below its line. */
export function AuditLog() {
  const { t } = useTranslation();
  const { me } = useSession();
  const actions = useQuery({
    queryKey: ['audit', 'actions'],
    queryFn: () => request(Actions, 'GET', '/audit-actions'),
  });
  const list = useList({ path: '/audit', page: AuditPage, rowsOf: (page) => page.entries, filters, limit: 100 });
  return (
    <ListSection
      words="audit"
      icon={<AuditOutlined />}
      list={list}
      filters={
        <>
          <ListSearch name="employeeNo" label={t('admin.auditWho')} width={160} />
          <ListChoice
            name="action"
            label={t('admin.auditAction')}
            width={240}
            options={actionOptions(t, actions.data?.actions ?? [])}
          />
          <ListSearch name="target" label={t('admin.auditTarget')} width={220} />
          <ListDays label={t('calls.period')} timeZone={me.timeZone} />
        </>
      }
      beside={<ExportButton pathOf={(format) => `/audit-export${queryString({ ...list.chosen, format })}`} />}
      rowKey="auditId"
      expandable={{
        expandRowByClick: true,
        rowExpandable: ({ detail }) => Object.keys(detail).length > 0,
        expandedRowRender: (entry) => <AuditChange entry={entry} />,
      }}
      columns={[
        {
          title: t('admin.auditAt'),
          width: 170,
          time: ({ atMs }) => atMs,
          timeZone: me.timeZone,
          pattern: 'YYYY-MM-DD HH:mm:ss',
        },
        { title: t('admin.auditWho'), width: 150, show: (entry) => <AuditAuthor entry={entry} /> },
        { title: t('admin.auditAction'), width: 200, show: (entry) => <AuditAct entry={entry} /> },
        { title: t('admin.auditTarget'), width: 200, show: ({ target }) => target },
        { title: t('admin.auditAddress'), width: 140, show: ({ address }) => address },
        {
          title: t('admin.auditDetail'),
          show: ({ detail }) => Object.keys(detail).length > 0 && <code>{JSON.stringify(detail)}</code>,
        },
      ]}
    />
  );
}
