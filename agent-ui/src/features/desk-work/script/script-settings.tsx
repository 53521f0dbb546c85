import { CallScript } from '@sansheng/shared/contracts/desk-work/knowledge';
import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQueueName, useDeskSettings } from '../desk/seat.tsx';
import { nameOf } from '../../../language/language.ts';
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
