import { Article } from '@sansheng/shared/contracts/desk-work/knowledge';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../people/sign-in/session.tsx';
import { formatClock } from '../../../ui/format.ts';
import { ActiveField } from '../../settings/setting-kit/name-fields.tsx';
import { ActiveMark } from '../../settings/setting-kit/active-mark.tsx';
import { IdField } from '../../settings/setting-kit/id-field.tsx';
import { SettingTable } from '../../settings/setting-kit/setting-table.tsx';

/** What agents look up while they talk. */
export function ArticleSettings() {
  const { t } = useTranslation();
  const { me } = useSession();
  return (
    <SettingTable
      kind={{
        path: 'articles',
        word: 'articles',
        row: Article,
        idField: 'articleId',
        nameOf: ({ title }) => title,
        fresh: { keywords: '', isActive: true },
        columns: [
          { title: t('admin.id'), dataIndex: 'articleId', width: 160 },
          { title: t('knowledge.titleOf'), dataIndex: 'title' },
          { title: t('knowledge.keywords'), dataIndex: 'keywords' },
          {
            title: t('knowledge.updated'),
            width: 190,
            render: (_, article) =>
              `${article.updatedBy} ${formatClock(article.updatedAtMs, me.timeZone, 'MM-DD HH:mm')}`,
          },
          { title: t('admin.isActive'), width: 110, render: (_, one) => <ActiveMark isActive={one.isActive} /> },
        ],
        fields: (isNew) => (
          <>
            <IdField name="articleId" isNew={isNew} />
            <Form.Item name="title" label={t('knowledge.titleOf')} rules={[{ required: true, max: 200 }]}>
              <Input />
            </Form.Item>
            <Form.Item
              name="keywords"
              label={t('knowledge.keywords')}
              extra={t('knowledge.keywordsHint')}
              rules={[{ max: 400 }]}
            >
              <Input />
            </Form.Item>
            <Form.Item name="body" label={t('knowledge.body')} rules={[{ required: true, max: 10_000 }]}>
              <Input.TextArea autoSize={{ minRows: 8, maxRows: 20 }} />
            </Form.Item>
            <ActiveField />
          </>
        ),
      }}
    />
  );
}
