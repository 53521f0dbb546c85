import { NotReadyReason } from '@sansheng/shared/contracts/telephony/agents';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { ActiveMark } from '../../settings/setting-kit/active-mark.tsx';
import { IdField } from '../../settings/setting-kit/id-field.tsx';
import { ActiveField, NameFields } from '../../settings/setting-kit/name-fields.tsx';
import { SettingTable } from '../../settings/setting-kit/setting-table.tsx';

export function ReasonSettings() {
  const { t } = useTranslation();
  return (
    <SettingTable
      kind={{
        path: 'not-ready-reasons',
        word: 'reasons',
        row: NotReadyReason,
        idField: 'reasonId',
        nameOf,
        columns: [
          { title: t('admin.id'), dataIndex: 'reasonId', width: 200 },
          { title: t('admin.name'), dataIndex: 'name' },
          { title: t('admin.nameEn'), dataIndex: 'nameEn' },
          { title: t('admin.isActive'), width: 110, render: (_, reason) => <ActiveMark isActive={reason.isActive} /> },
        ],
        fields: (isNew) => (
          <>
            <IdField name="reasonId" isNew={isNew} />
            <NameFields />
            <ActiveField />
          </>
        ),
      }}
    />
  );
}
