import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** An id is chosen once: past records refer to it. */
export function IdField({ name, isNew }: { name: string; isNew: boolean }) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={name}
      label={t('admin.id')}
      {...(isNew ? { extra: t('admin.idHint') } : {})}
      rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9-]{0,39}$/, message: t('admin.idHint') }]}
    >
      <Input disabled={!isNew} />
    </Form.Item>
  );
}
