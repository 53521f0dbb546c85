import { AREA_LEVELS, AreaEdit } from '@sansheng/shared/contracts/service-desk/areas';
import { areaKinds } from '@sansheng/shared/contracts/service-desk/case-types';
import { Form, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { ActiveMark } from '../../settings/setting-kit/active-mark.tsx';
import { IdField } from '../../settings/setting-kit/id-field.tsx';
import { ActiveField, NameFields } from '../../settings/setting-kit/name-fields.tsx';
import { SettingTable, useSettings } from '../../settings/setting-kit/setting-table.tsx';
import { ParentField } from './parent-field.tsx';
import { TreePath, usePathOrder } from './tree-path.tsx';

export function AreaSettings() {
  const { t } = useTranslation();
  const rows = useSettings('areas', AreaEdit).data ?? [];
  const tree = new Map(rows.map((row) => [row.areaId, row]));
  const order = usePathOrder(tree);
  return (
    <SettingTable
      kind={{
        path: 'areas',
        word: 'areas',
        row: AreaEdit,
        idField: 'areaId',
        nameOf,
        order: (one, other) => order(one.areaId, other.areaId),
        columns: [
          {
            title: t('admin.name'),
            render: (_, { areaId }) => <TreePath tree={tree} id={areaId} />,
          },
          { title: t('admin.id'), dataIndex: 'areaId', width: 180 },
          { title: t('admin.kind'), width: 120, render: (_, { kind }) => t(`cases.areaKinds.${kind}`) },
          { title: t('admin.isActive'), width: 90, render: (_, row) => <ActiveMark isActive={row.isActive} /> },
        ],
        fields: (isNew) => (
          <>
            <IdField name="areaId" isNew={isNew} />
            <ParentField tree={tree} idField="areaId" levels={AREA_LEVELS} />
            <NameFields />
            <ActiveField />
            <Form.Item name="kind" label={t('admin.kind')}>
              <Segmented options={areaKinds.map((value) => ({ value, label: t(`cases.areaKinds.${value}`) }))} />
            </Form.Item>
          </>
        ),
      }}
    />
  );
}
