import { CaseCategoryEdit, CATEGORY_LEVELS } from '@sansheng/shared/contracts/service-desk/case-categories';
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { ActiveMark } from '../../settings/setting-kit/active-mark.tsx';
import { IdField } from '../../settings/setting-kit/id-field.tsx';
import { ActiveField, NameFields } from '../../settings/setting-kit/name-fields.tsx';
import { SettingTable, useSettings } from '../../settings/setting-kit/setting-table.tsx';
import { useCaseTypes, useNames } from '../cases/names.ts';
import { ParentField } from './parent-field.tsx';
import { TreePath, usePathOrder } from './tree-path.tsx';

export function CategorySettings() {
  const { t } = useTranslation();
  const nameOfType = useNames();
  const types = useCaseTypes().data?.types ?? [];
  const rows = useSettings('case-categories', CaseCategoryEdit).data ?? [];
  const tree = new Map(rows.map((row) => [row.categoryId, row]));
  const order = usePathOrder(tree);
  const typeName = (key: string) => {
    const found = types.find((type) => type.key === key);
    return found === undefined ? key : nameOfType(found.name);
  };
  const typesOf = ({ parentId, typeKeys }: CaseCategoryEdit) => {
    if (parentId !== null) return '';
    return typeKeys.length === 0 ? t('deskSettings.allTypes') : typeKeys.map(typeName).join(' · ');
  };
  return (
    <SettingTable
      kind={{
        path: 'case-categories',
        word: 'caseCategories',
        row: CaseCategoryEdit,
        idField: 'categoryId',
        nameOf,
        order: (one, other) => order(one.categoryId, other.categoryId),
        columns: [
          {
            title: t('admin.name'),
            render: (_, { categoryId }) => <TreePath tree={tree} id={categoryId} />,
          },
          { title: t('admin.id'), dataIndex: 'categoryId', width: 180 },
          { title: t('admin.typeKeys'), width: 200, render: (_, row) => typesOf(row) },
          { title: t('admin.isActive'), width: 90, render: (_, row) => <ActiveMark isActive={row.isActive} /> },
        ],
        fields: (isNew) => (
          <>
            <IdField name="categoryId" isNew={isNew} />
            <ParentField tree={tree} idField="categoryId" levels={CATEGORY_LEVELS} onTop={['typeKeys']} />
            <NameFields />
            <ActiveField />
            <Form.Item noStyle dependencies={['parentId']}>
              {({ getFieldValue }) => (
                <Form.Item
                  name="typeKeys"
                  label={t('admin.typeKeys')}
                  extra={t('deskSettings.typesHint')}
                  hidden={getFieldValue('parentId') !== null}
                >
                  <Select
                    mode="multiple"
                    placeholder={t('deskSettings.allTypes')}
                    options={types.map(({ key }) => ({ value: key, label: typeName(key) }))}
                  />
                </Form.Item>
              )}
            </Form.Item>
          </>
        ),
      }}
    />
  );
}
