import { CustomerCard, type CustomerEdit, customerTiers } from '@sansheng/shared/contracts/customers';
import { useMutation } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { request } from '../../rest/rest.ts';
import { Trouble } from '../../ui/trouble.tsx';
import type { z } from 'zod';

type Edit = z.input<typeof CustomerEdit>;

/** Creates a customer with `number` filled in, or edits the one given. */
export function CustomerDrawer({
  customer,
  number,
  onClose,
  onSaved,
}: {
  customer: CustomerCard | null;
  number: string;
  onClose: () => void;
  onSaved: (customer: CustomerCard) => void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Edit>();
  const save = useMutation({
    mutationFn: (edit: Edit) =>
      customer === null
        ? request(CustomerCard, 'POST', '/customers', edit)
        : request(CustomerCard, 'PUT', `/customers/${customer.customerId}`, edit),
    onSuccess: (saved) => {
      void message.success(t('screenPop.saved'));
      onSaved(saved);
    },
  });
  return (
    <Drawer
      open
      size={460}
      title={t(customer === null ? 'screenPop.create' : 'screenPop.edit')}
      onClose={onClose}
      footer={
        <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            {t('action.save')}
          </Button>
        </div>
      }
    >
      {save.error && (
        <div style={{ marginBottom: 14 }}>
          <Trouble error={save.error} />
        </div>
      )}
      <Form
        form={form}
        layout="vertical"
        initialValues={
          customer ?? { name: '', tier: 'ordinary', numbers: number ? [number] : [], address: '', tags: [], note: '' }
        }
        onFinish={(values) => save.mutate(values)}
      >
        <Form.Item name="name" label={t('screenPop.name')} rules={[{ required: true, max: 64 }]}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="tier" label={t('screenPop.tier')}>
          <Segmented block options={customerTiers.map((value) => ({ value, label: t(`screenPop.tiers.${value}`) }))} />
        </Form.Item>
        <Form.Item
          name="numbers"
          label={t('screenPop.numbers')}
          extra={t('screenPop.numbersHint')}
          rules={[{ required: true, type: 'array', min: 1, max: 10 }]}
        >
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', ' ']} />
        </Form.Item>
        <Form.Item name="address" label={t('screenPop.address')} rules={[{ max: 256 }]}>
          <Input />
        </Form.Item>
        <Form.Item name="tags" label={t('screenPop.tags')}>
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，']} />
        </Form.Item>
        <Form.Item name="note" label={t('screenPop.note')} rules={[{ max: 2000 }]}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} />
        </Form.Item>
      </Form>
    </Drawer>
  );
}
