import { access, may } from '@sansheng/shared/domain/access';
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import {
  CustomerCard,
  type CustomerEdit,
  CustomerPage,
  customerTiers,
  referenceKinds,
} from '@sansheng/shared/contracts/customers/customers';
import { confidentialities } from '@sansheng/shared/domain/customer-access';
import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Drawer, Form, Input, Segmented, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { queryString, Refused, request } from '../../../rest/rest.ts';
import { formatNumber } from '../../../ui/format.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { useSession } from '../../people/sign-in/session.tsx';

type Edit = z.input<typeof CustomerEdit>;

/** Creates a customer with `number` filled in, or edits the one given. `onSaved` may also get an existing customer. */
export function CustomerDrawer({
  customer,
  number = '',
  onClose,
  onSaved,
}: {
  customer: CustomerCard | null;
  number?: string;
  onClose: () => void;
  onSaved: (customer: CustomerCard) => void;
}) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { message } = App.useApp();
  const [form] = Form.useForm<Edit>();
  const mayKeepFiles = may(me, access.customerKeeping);
  const save = useMutation({
    mutationFn: (edit: Edit) =>
      customer === null
        ? request(CustomerCard, 'POST', '/customers', edit)
        : request(CustomerCard, 'PUT', `/customers/${customer.customerId}`, {
            ...edit,
            updatedAtMs: customer.updatedAtMs,
          }),
    onSuccess: (saved) => {
      void message.success(t('screenPop.saved'));
      onSaved(saved);
    },
  });
  const taken = save.error instanceof Refused && save.error.code === 'conflict' ? save.error.field : undefined;
  const initial = customer ?? {
    name: '',
    tier: 'ordinary',
    numbers: number ? [number] : [],
    addresses: [],
    tags: [],
    references: [],
    note: '',
  };
  return (
    <Drawer
      open
      size={500}
      title={t(customer === null ? 'screenPop.create' : 'screenPop.edit')}
      onClose={onClose}
      // The call goes on: its controls stay within reach, and a click outside the file does not discard the edit.
      mask={false}
      footer={
        <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()} data-testid="customer-save">
            {t('action.save')}
          </Button>
        </div>
      }
    >
      {save.error && (
        <div style={{ marginBottom: 14 }}>
          {taken === undefined ? (
            <Trouble error={save.error} />
          ) : taken === 'updatedAtMs' ? (
            <Alert type="warning" showIcon title={t('customers.changedMeanwhile')} />
          ) : (
            <Taken value={valueAt(form.getFieldsValue(true) as Edit, taken)} onFound={onSaved} />
          )}
        </div>
      )}
      <Form form={form} layout="vertical" initialValues={initial} onFinish={(values) => save.mutate(values)}>
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
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，']} />
        </Form.Item>
        <Form.Item label={t('screenPop.address')}>
          <Form.List name="addresses">
            {(fields, { add, remove }) => (
              <>
                {fields.map((field) => (
                  <Space.Compact key={field.key} block style={{ marginBottom: 6 }}>
                    <Form.Item name={field.name} noStyle rules={[{ required: true, max: 256 }]}>
                      <Input aria-label={t('screenPop.address')} />
                    </Form.Item>
                    <Button
                      icon={<DeleteOutlined />}
                      aria-label={t('action.remove')}
                      onClick={() => remove(field.name)}
                    />
                  </Space.Compact>
                ))}
                <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={() => add('')}>
                  {t('customers.addAddress')}
                </Button>
              </>
            )}
          </Form.List>
        </Form.Item>
        <Form.Item label={t('customers.references')}>
          <Form.List name="references">
            {(fields, { add, remove }) => (
              <>
                {fields.map((field) => (
                  <Space.Compact key={field.key} block style={{ marginBottom: 6 }}>
                    <Form.Item name={[field.name, 'kind']} noStyle>
                      <Select
                        style={{ width: 150 }}
                        aria-label={t('customers.references')}
                        options={referenceKinds.map((value) => ({
                          value,
                          label: t(`customers.referenceKinds.${value}`),
                        }))}
                      />
                    </Form.Item>
                    <Form.Item name={[field.name, 'digits']} noStyle rules={[{ required: true, max: 30 }]}>
                      <Input aria-label={t('customers.references')} />
                    </Form.Item>
                    <Button
                      icon={<DeleteOutlined />}
                      aria-label={t('action.remove')}
                      onClick={() => remove(field.name)}
                    />
                  </Space.Compact>
                ))}
                <Button
                  size="small"
                  type="dashed"
                  icon={<PlusOutlined />}
                  onClick={() => add({ kind: 'contract', digits: '' })}
                >
                  {t('customers.addReference')}
                </Button>
              </>
            )}
          </Form.List>
        </Form.Item>
        <Form.Item name="tags" label={t('screenPop.tags')}>
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，']} />
        </Form.Item>
        <Form.Item name="note" label={t('screenPop.note')} rules={[{ max: 2000 }]}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} />
        </Form.Item>
        {mayKeepFiles && (
          <>
            <Form.Item name="confidentiality" label={t('customers.confidentiality')} initialValue="ordinary">
              <Segmented
                block
                options={confidentialities.map((value) => ({
                  value,
                  label: t(`customers.confidentialities.${value}`),
                }))}
              />
            </Form.Item>
            <Form.Item
              name="ownerId"
              label={t('customers.owner')}
              extra={t('customers.ownerHint')}
              initialValue={me.employeeNo}
              getValueFromEvent={(event: React.ChangeEvent<HTMLInputElement>) => event.target.value.trim() || null}
            >
              <Input style={{ width: 160 }} inputMode="numeric" />
            </Form.Item>
          </>
        )}
      </Form>
    </Drawer>
  );
}

/** Another customer has the number: often it is exactly the one that was meant. */
function Taken({ value, onFound }: { value: string; onFound: (customer: CustomerCard) => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const [isLooking, setLooking] = useState(false);
  const look = async () => {
    setLooking(true);
    try {
      const { customers } = await request(CustomerPage, 'GET', `/customers${queryString({ search: value, limit: 1 })}`);
      const [first] = customers;
      if (first === undefined) void message.info(t('screenPop.nobody'));
      else onFound(await request(CustomerCard, 'GET', `/customers/${first.customerId}`));
    } catch (error) {
      sayRefusal(error);
    } finally {
      setLooking(false);
    }
  };
  return (
    <Alert
      type="warning"
      showIcon
      title={`${formatNumber(value)} ${t('customers.taken')}`}
      action={
        <Button size="small" loading={isLooking} onClick={() => void look()}>
          {t('customers.takenShow')}
        </Button>
      }
    />
  );
}

/** `numbers.1` -> the second number. */
function valueAt(edit: Edit, field: string): string {
  const [list, at] = field.split('.');
  if (list === 'references') return edit.references?.[Number(at)]?.digits ?? '';
  return edit.numbers[Number(at)] ?? '';
}
