import { Team } from '@sansheng/shared/contracts/people/accounts';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { IdField } from '../../settings/setting-kit/id-field.tsx';
import { SettingTable } from '../../settings/setting-kit/setting-table.tsx';

export function TeamSettings() {
  const { t } = useTranslation();
  return (
    <SettingTable
      kind={{
        path: 'teams',
        word: 'teams',
        row: Team,
        idField: 'teamId',
        nameOf: (team) => team.name,
        columns: [
          { title: t('admin.id'), dataIndex: 'teamId', width: 200 },
          { title: t('admin.name'), dataIndex: 'name' },
        ],
        fields: (isNew) => (
          <>
            <IdField name="teamId" isNew={isNew} />
            <Form.Item name="name" label={t('admin.name')} rules={[{ required: true, max: 64 }]}>
              <Input />
            </Form.Item>
          </>
        ),
      }}
    />
  );
}
