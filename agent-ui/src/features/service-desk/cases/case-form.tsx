import { caseChannels, caseGrades } from '@sansheng/shared/contracts/service-desk/case-types';
import { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Input, InputNumber, Segmented, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../rest/rest.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { CategoryPicker } from '../case-choices/category-picker.tsx';
import { useKeptDraft } from '../cases-in-call/use-kept-draft.ts';
import { AlikeHint } from './alike-hint.tsx';
import { hasAmount } from './edit-case.tsx';
import { FieldInput } from './field-input.tsx';
import { useCaseTypes, useNames } from './names.ts';
import './cases.css';

interface Fields {
  title: string;
  categoryId?: string | null;
  grade: (typeof caseGrades)[number];
  channel: (typeof caseChannels)[number];
  externalNo?: string;
  contactName?: string;
  contactNumber?: string;
  amountYuan?: number | null;
  fields?: Record<string, unknown>;
}

/** Bodies that give a number of their own. */
const outside: ReadonlySet<string> = new Set(['mayorHotline', 'consumerCouncil', 'regulator']);

/** Opens a case of any type, beside the call: the type first, then the subject and what this type asks. */
export function CaseForm({
  of,
  onClose,
  onOpened,
}: {
  of: { customerId: string | null; contactName: string; contactNumber: string; callId: string | null };
  onClose: () => void;
  onOpened?: (caseNo: string) => void;
}) {
  const { t } = useTranslation();
  const nameOf = useNames();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const { kept, keep, forget } = useKeptDraft(of.callId ?? 'none');
  const number = Form.useWatch('contactNumber', form);
  const category = Form.useWatch('categoryId', form);
  const types = (useCaseTypes().data?.types ?? []).filter(({ mayOpen }) => mayOpen);
  const [chosen, setChosen] = useState(kept?.type);
  const type = types.find(({ key }) => key === chosen) ?? types[0];
  const save = useMutation({
    mutationFn: ({ amountYuan, externalNo, fields, ...given }: Fields) =>
      request(CaseDetail, 'POST', '/cases', {
        contactName: of.contactName,
        // A masked one is not the number.
        contactNumber: of.contactNumber.includes('*') ? '' : of.contactNumber,
        ...given,
        type: type?.key,
        customerId: of.customerId,
        callId: of.callId,
        externalNo: externalNo?.trim() ? externalNo : null,
        amountFen: typeof amountYuan === 'number' ? Math.round(amountYuan * 100) : null,
        fields: Object.fromEntries(
          Object.entries(fields ?? {}).filter(
            ([key, value]) => type?.asked.includes(key) && value !== undefined && value !== '',
          ),
        ),
      }),
    onSuccess: async ({ caseNo }) => {
      forget();
      void message.success(t('cases.openedAs', { number: caseNo }));
      onClose();
      onOpened?.(caseNo);
      await queries.invalidateQueries({ queryKey: ['cases'] });
    },
  });
  const isInCall = of.callId !== null;
  const usual: Partial<Fields> = {
    grade: 'ordinary',
    channel: 'call',
    contactName: of.contactName,
    contactNumber: of.contactNumber,
  };
  const keepTyped = (typeKey: string | undefined) =>
    keep({ ...(typeKey !== undefined && { type: typeKey }), fields: { ...(form.getFieldsValue(true) as Fields) } });
  // What another browser has typed may arrive when the form is open already.
  const [first] = useState(kept);
  useEffect(() => {
    if (kept === first) return;
    form.resetFields();
    setChosen(kept?.type);
  }, [form, kept, first]);
  const asked = (type?.asked ?? []).flatMap((key) => type?.fields.filter((field) => field.key === key) ?? []);
  return (
    // Beside the call, not over it: it is filled in while the customer talks.
    <Drawer
      open
      mask={false}
      size={520}
      title={t('cases.openTitle')}
      onClose={onClose}
      footer={
        <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" loading={save.isPending} data-testid="case-save" onClick={() => form.submit()}>
            {t('cases.open')}
          </Button>
        </div>
      }
    >
      {save.error && <Trouble error={save.error} />}
      {kept !== null && (
        <p className="quiet small">
          {t('casesInCall.kept')}{' '}
          <Button type="link" size="small" data-testid="case-start-again" onClick={forget}>
            {t('casesInCall.startAgain')}
          </Button>
        </p>
      )}
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={{ ...usual, ...(kept?.fields as Partial<Fields>) }}
        onValuesChange={() => keepTyped(type?.key)}
        onFinish={(fields) => save.mutate(fields)}
      >
        <Form.Item label={t('cases.type')}>
          <Segmented
            block
            value={type?.key ?? ''}
            onChange={(key) => {
              setChosen(key);
              form.setFieldValue('categoryId', null);
              keepTyped(key);
            }}
            options={types.map(({ key, name }) => ({
              value: key,
              label: <span data-testid={`case-type-${key}`}>{nameOf(name)}</span>,
            }))}
          />
        </Form.Item>
        <AlikeHint
          type={type?.key}
          category={category ?? null}
          customerId={of.customerId}
          number={number ?? of.contactNumber}
        />
        <Form.Item name="title" label={t('cases.what')} rules={[{ required: true, whitespace: true, max: 128 }]}>
          <Input
            autoFocus
            data-testid="case-title"
            placeholder={t('cases.titleHint')}
            onPressEnter={() => form.submit()}
          />
        </Form.Item>
        <Form.Item name="categoryId" label={t('caseChoices.category')}>
          <CategoryPicker type={type?.key ?? ''} data-testid="case-category" />
        </Form.Item>
        {asked.map((field) => (
          <Form.Item key={`${type?.key}.${field.key}`} name={['fields', field.key]} label={nameOf(field.name)}>
            <FieldInput field={field} />
          </Form.Item>
        ))}
        {type && hasAmount(type) && (
          <Form.Item name="amountYuan" label={t('cases.amount')}>
            <InputNumber min={0} precision={2} style={{ width: '100%' }} data-testid="case-amount" />
          </Form.Item>
        )}
        <div className="case-two">
          <Form.Item name="grade" label={t('cases.grade')}>
            <Select options={caseGrades.map((value) => ({ value, label: t(`cases.grades.${value}`) }))} />
          </Form.Item>
          {/* In a call it is known. */}
          <Form.Item name="channel" hidden={isInCall} label={t('cases.channel')}>
            <Select options={caseChannels.map((value) => ({ value, label: t(`cases.channels.${value}`) }))} />
          </Form.Item>
        </div>
        <Form.Item noStyle dependencies={['channel']}>
          {({ getFieldValue }) =>
            outside.has(getFieldValue('channel') as string) && (
              <Form.Item name="externalNo" label={t('cases.externalNo')} rules={[{ max: 40 }]}>
                <Input data-testid="case-external" />
              </Form.Item>
            )
          }
        </Form.Item>
        {of.customerId === null && (
          <div className="case-two">
            <Form.Item name="contactName" label={t('cases.contactName')} rules={[{ max: 64 }]}>
              <Input data-testid="case-contact" />
            </Form.Item>
            <Form.Item
              name="contactNumber"
              hidden={isInCall && of.contactNumber !== ''}
              label={t('cases.contactNumber')}
              rules={[{ max: 32 }]}
            >
              <Input inputMode="tel" />
            </Form.Item>
          </div>
        )}
      </Form>
    </Drawer>
  );
}
