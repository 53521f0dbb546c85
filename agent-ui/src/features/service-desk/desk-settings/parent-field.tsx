import { pathTo } from '@sansheng/shared/domain/tree';
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { pathInWords } from '../case-choices/use-case-choices.ts';
import type { NamedTree } from './tree-path.tsx';

/** What it hangs below: anything that has a level left, but not itself or what hangs on it. */
export function ParentField({
  tree,
  idField,
  levels,
  onTop = [],
}: {
  tree: NamedTree;
  idField: string;
  levels: number;
  /** Fields that only stand at the top, and are emptied below it. */
  onTop?: readonly string[];
}) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const own = Form.useWatch<string | undefined>(idField, form);
  const options = [...tree.keys()]
    .filter((id) => {
      const path = pathTo(tree, id);
      return path.length < levels && (own === undefined || !path.includes(own)) && tree.get(id)?.isActive === true;
    })
    .map((id) => ({ value: id, label: pathInWords(tree, id) }))
    .toSorted((one, other) => one.label.localeCompare(other.label));
  return (
    <Form.Item name="parentId" label={t('admin.parent')}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={[{ value: null, label: t('admin.noParent') }, ...options]}
        onChange={(parentId: string | null) => {
          if (parentId !== null) for (const field of onTop) form.setFieldValue(field, []);
        }}
      />
    </Form.Item>
  );
}
