import { DispatchPersonEdit, dispatchRanks } from '@sansheng/shared/contracts/service-desk/dispatch';
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../../ui/format.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { SettingTable } from '../../settings/setting-kit/setting-table.tsx';
import { PersonPicker } from '../case-choices/person-picker.tsx';
import { InstantInput } from '../desk-settings/instant-input.tsx';

/** What rank people have, and when they are away; who is not here counts as ordinary and present. */
export function DispatchPeople() {
  const { t } = useTranslation();
  const { me } = useSession();
  const clock = (atMs: number | null) => (atMs === null ? '' : formatClock(atMs, me.timeZone, 'MM-DD HH:mm'));
  return (
    <SettingTable
      kind={{
        path: 'dispatch-people',
        word: 'dispatchPeople',
        row: DispatchPersonEdit,
        idField: 'employeeNo',
        nameOf: ({ employeeNo }) => employeeNo,
        columns: [
          { title: t('admin.employeeNo'), dataIndex: 'employeeNo', width: 160 },
          { title: t('admin.rank'), render: (_, { rank }) => t(`dispatch.ranks.${rank}`) },
          {
            title: t('dispatch.away'),
            render: (_, { awayFromMs, awayToMs }) =>
              awayFromMs === null ? '–' : `${clock(awayFromMs)} – ${clock(awayToMs)}`,
          },
        ],
        fields: (isNew) => (
          <>
            <Form.Item name="employeeNo" label={t('admin.employeeNo')} rules={[{ required: true }]} hidden={!isNew}>
              <PersonPicker />
            </Form.Item>
            <Form.Item name="rank" label={t('admin.rank')}>
              <Select options={dispatchRanks.map((value) => ({ value, label: t(`dispatch.ranks.${value}`) }))} />
            </Form.Item>
            <div className="admin-numbers">
              <Form.Item name="awayFromMs" label={t('admin.awayFromMs')}>
                <InstantInput />
              </Form.Item>
              <Form.Item name="awayToMs" label={t('admin.awayToMs')}>
                <InstantInput />
              </Form.Item>
            </div>
          </>
        ),
      }}
    />
  );
}
