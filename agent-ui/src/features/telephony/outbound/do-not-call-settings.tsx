import { DoNotCall } from '@sansheng/shared/contracts/telephony/outbound';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../../ui/format.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { SettingTable } from '../../settings/setting-kit/setting-table.tsx';

/** The do-not-call list, with reasons; maintained by administrators and leads. */
export function DoNotCallSettings() {
  const { t } = useTranslation();
  const { me } = useSession();
  return (
    <SettingTable
      kind={{
        path: 'do-not-call',
        word: 'doNotCall',
        row: DoNotCall,
        idField: 'number',
        nameOf: ({ number }) => number,
        columns: [
          { title: t('outbound.number'), dataIndex: 'number', width: 170 },
          { title: t('outbound.reason'), dataIndex: 'reason' },
          { title: t('outbound.addedBy'), dataIndex: 'addedBy', width: 100 },
          {
            title: t('outbound.addedAt'),
            width: 150,
            render: (_, entry) => formatClock(entry.addedAtMs, me.timeZone, 'YYYY-MM-DD HH:mm'),
          },
        ],
        fields: (isNew) => (
          <>
            <Form.Item name="number" label={t('outbound.number')} rules={[{ required: true, max: 40 }]}>
              <Input inputMode="tel" disabled={!isNew} />
            </Form.Item>
            <Form.Item name="reason" label={t('outbound.reason')} rules={[{ required: true, max: 200 }]}>
              <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} />
            </Form.Item>
          </>
        ),
      }}
    />
  );
}
