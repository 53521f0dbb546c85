import { Form, Input, Switch } from 'antd';
import { useTranslation } from 'react-i18next';

/** The name in both languages. */
export function NameFields() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="name" label={t('admin.name')} rules={[{ required: true, max: 64 }]}>
        <Input />
      </Form.Item>
      <Form.Item name="nameEn" label={t('admin.nameEn')} rules={[{ required: true, max: 64 }]}>
        <Input />
      </Form.Item>
    </>
  );
}

export function ActiveField() {
  const { t } = useTranslation();
  return (
    <Form.Item name="isActive" label={t('admin.isActive')} valuePropName="checked">
      <Switch />
    </Form.Item>
  );
}
