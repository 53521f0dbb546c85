import { Form, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Asks for what an act needs; `children` are the items of its form. */
export function ActDialog<Values extends object>({
  title,
  initial,
  isSaving,
  onSave,
  onCancel,
  children,
}: {
  title: string;
  initial: Values;
  isSaving: boolean;
  onSave: (values: Values) => void;
  onCancel: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  return (
    <Modal
      open
      width={600}
      title={title}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      confirmLoading={isSaving}
      onCancel={onCancel}
      onOk={() => form.submit()}
    >
      <Form form={form} layout="vertical" initialValues={initial} onFinish={onSave}>
        {children}
      </Form>
    </Modal>
  );
}
