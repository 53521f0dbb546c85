import { Account } from '@sansheng/shared/contracts/people/accounts';
import { DepartmentEdit } from '@sansheng/shared/contracts/service-desk/departments';
import { access, may } from '@sansheng/shared/domain/access';
import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../../ui/format.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { ActiveField } from '../../settings/setting-kit/name-fields.tsx';
import { ActiveMark } from '../../settings/setting-kit/active-mark.tsx';
import { IdField } from '../../settings/setting-kit/id-field.tsx';
import { SettingTable, useSettings } from '../../settings/setting-kit/setting-table.tsx';
import { InstantInput } from './instant-input.tsx';

export function DepartmentSettings() {
  const { t } = useTranslation();
  const { me } = useSession();
  const accounts = useSettings('accounts', Account).data ?? [];
  const nameOf = (employeeNo: string | null) => {
    if (employeeNo === null) return t('deskSettings.nobody');
    const found = accounts.find((one) => one.employeeNo === employeeNo);
    return found === undefined ? employeeNo : `${found.name} ${employeeNo}`;
  };
  const deputyOf = ({ deputyId, deputyToMs }: DepartmentEdit) =>
    deputyId === null || deputyToMs === null
      ? ''
      : t('deskSettings.deputyUntil', {
          name: nameOf(deputyId),
          to: formatClock(deputyToMs, me.timeZone, 'MM-DD HH:mm'),
        });
  const people = accounts
    .filter((one) => one.isActive && may(one, access.caseWork))
    .map(({ employeeNo }) => ({ value: employeeNo, label: nameOf(employeeNo) }));
  const chooser = { showSearch: { optionFilterProp: 'label' }, options: people };
  return (
    <SettingTable
      kind={{
        path: 'departments',
        word: 'departments',
        row: DepartmentEdit,
        idField: 'departmentId',
        nameOf: ({ name }) => name,
        columns: [
          { title: t('admin.id'), dataIndex: 'departmentId', width: 150 },
          { title: t('admin.name'), dataIndex: 'name' },
          { title: t('admin.headId'), render: (_, { headId }) => nameOf(headId) },
          { title: t('admin.deputyId'), render: (_, row) => <span className="quiet">{deputyOf(row)}</span> },
          {
            title: t('admin.members'),
            width: 100,
            render: (_, { members }) => t('deskSettings.memberCount', { count: members.length }),
          },
          { title: t('admin.isActive'), width: 90, render: (_, row) => <ActiveMark isActive={row.isActive} /> },
        ],
        fields: (isNew) => (
          <>
            <IdField name="departmentId" isNew={isNew} />
            <Form.Item name="name" label={t('admin.name')} rules={[{ required: true, max: 64 }]}>
              <Input />
            </Form.Item>
            <Form.Item name="headId" label={t('admin.headId')} normalize={orNull}>
              <Select allowClear placeholder={t('deskSettings.nobody')} {...chooser} />
            </Form.Item>
            <Form.Item
              name="deputyId"
              label={t('admin.deputyId')}
              extra={t('deskSettings.deputyHint')}
              normalize={orNull}
            >
              <Select allowClear placeholder={t('deskSettings.nobody')} {...chooser} />
            </Form.Item>
            <div className="admin-numbers">
              <Form.Item name="deputyFromMs" label={t('admin.deputyFromMs')}>
                <InstantInput />
              </Form.Item>
              <Form.Item name="deputyToMs" label={t('admin.deputyToMs')}>
                <InstantInput />
              </Form.Item>
            </div>
            <Form.Item name="members" label={t('admin.members')}>
              <Select mode="multiple" {...chooser} />
            </Form.Item>
            <ActiveField />
          </>
        ),
      }}
    />
  );
}

/** What was cleared is nobody. */
const orNull = (value: string | undefined): string | null => value ?? null;
