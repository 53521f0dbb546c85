import { WrapUpCategory } from '@sansheng/shared/contracts/telephony/wrap-up';
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { ActiveMark } from '../../settings/setting-kit/active-mark.tsx';
import { IdField } from '../../settings/setting-kit/id-field.tsx';
import { ActiveField, NameFields } from '../../settings/setting-kit/name-fields.tsx';
import { SettingTable, useSettings } from '../../settings/setting-kit/setting-table.tsx';

export function CategorySettings() {
  const { t } = useTranslation();
  const categories = useSettings('wrap-up-categories', WrapUpCategory).data ?? [];
  const nameOfCategory = (categoryId: string | null) => {
    const category = categories.find((one) => one.categoryId === categoryId);
    return category ? nameOf(category) : '–';
  };
  return (
    <SettingTable
      kind={{
        path: 'wrap-up-categories',
        word: 'categories',
        row: WrapUpCategory,
        idField: 'categoryId',
        nameOf,
        fresh: { parentId: null },
        columns: [
          { title: t('admin.id'), dataIndex: 'categoryId', width: 200 },
          { title: t('admin.name'), dataIndex: 'name' },
          { title: t('admin.nameEn'), dataIndex: 'nameEn' },
          { title: t('admin.parent'), render: (_, category) => nameOfCategory(category.parentId) },
          {
            title: t('admin.isActive'),
            width: 110,
            render: (_, category) => <ActiveMark isActive={category.isActive} />,
          },
        ],
        fields: (isNew) => (
          <>
            <IdField name="categoryId" isNew={isNew} />
            <Form.Item name="parentId" label={t('admin.parent')}>
              <Select
                options={[
                  { value: null, label: t('admin.noParent') },
                  ...categories
                    .filter((one) => one.parentId === null)
                    .map((one) => ({ value: one.categoryId, label: nameOf(one) })),
                ]}
              />
            </Form.Item>
            <NameFields />
            <ActiveField />
          </>
        ),
      }}
    />
  );
}
