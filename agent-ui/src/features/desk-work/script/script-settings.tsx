import { Article, CallScript } from '@sansheng/shared/contracts/desk-work/knowledge';
import { Form, Input, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQueueName, useDeskSettings } from '../desk/seat.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { nameOf } from '../../../language/language.ts';
import { formatClock } from '../../../ui/format.ts';
import { ActiveMark } from '../../settings/setting-kit/active-mark.tsx';
import { IdField } from '../../settings/setting-kit/id-field.tsx';
import { SettingTable } from '../../settings/setting-kit/setting-table.tsx';

const kinds = ['ordinary', 'returningCustomer', 'holiday'] as const;

/** What agents of a queue say when they answer. */
export function ScriptSettings() {
  const { t } = useTranslation();
  const queueName = useQueueName();
  const settings = useDeskSettings();
  return (
    <SettingTable
      kind={{
        path: 'scripts',
        word: 'scripts',
        row: CallScript,
        idField: 'queueId',
        nameOf: ({ queueId }) => queueName(queueId, queueId),
        fresh: {},
        columns: [
          { title: t('admin.queue'), width: 140, render: (_, script) => queueName(script.queueId, script.queueId) },
          ...kinds.map((kind) => ({ title: t(`script.kinds.${kind}`), dataIndex: kind, ellipsis: true })),
        ],
        fields: (isNew) => (
          <>
            <Form.Item name="queueId" label={t('admin.queue')} rules={[{ required: true }]}>
              <Select
                disabled={!isNew}
                options={(settings?.queues ?? []).map((queue) => ({ value: queue.queueId, label: nameOf(queue) }))}
              />
            </Form.Item>
            {kinds.map((kind) => (
              <Form.Item
                key={kind}
                name={kind}
                label={t(`script.kinds.${kind}`)}
                extra={kind === 'holiday' ? t('script.hint') : undefined}
                rules={[{ max: 1000 }]}
              >
                <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} placeholder={t(`script.usual.${kind}`)} />
              </Form.Item>
            ))}
          </>
        ),
      }}
    />
  );
}

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
            <Form.Item name="isActive" label={t('admin.isActive')} valuePropName="checked">
              <Switch />
            </Form.Item>
          </>
        ),
      }}
    />
  );
}
