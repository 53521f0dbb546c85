import { caseGrades } from '@sansheng/shared/contracts/service-desk/case-types';
import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { nothing, request } from '../../../rest/rest.ts';
import { ActDialog } from '../../../ui/act-dialog/act-dialog.tsx';
import { CategoryPicker } from '../case-choices/category-picker.tsx';
import { FieldInput } from './field-input.tsx';
import { type CaseTypeView, useNames } from './names.ts';
import { useOvertaken } from './use-overtaken.ts';

const FEN = 100;

interface Given {
  title: string;
  categoryId: string | null;
  grade: (typeof caseGrades)[number];
  amountYuan: number | null;
  isDifficult: boolean;
  fields: Record<string, unknown>;
  text: string;
}

/** Types whose clocks go by what the case is worth. */
export const hasAmount = ({ key }: CaseTypeView): boolean => key === 'claimStep';

/** Puts right what was taken down; clocks follow category, grade and amount from their first start. */
export function EditCase({ one, type, onClose }: { one: CaseDetail; type: CaseTypeView; onClose: () => void }) {
  const { t } = useTranslation();
  const nameOf = useNames();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { overtaken, sayError } = useOvertaken();
  const asked = type.fields.filter(({ key }) => type.asked.includes(key));
  const save = useMutation({
    mutationFn: ({ amountYuan, fields, ...given }: Given) =>
      request(nothing, 'PATCH', `/cases/${one.caseNo}`, {
        ...given,
        version: one.version,
        categoryId: given.categoryId ?? null,
        amountFen: typeof amountYuan === 'number' ? Math.round(amountYuan * FEN) : null,
        fields: changedOf(fields, one.fields),
      }),
    onSuccess: () => {
      void message.success(t('cases.edited'));
      onClose();
    },
    onError: sayError,
    onSettled: () => queries.invalidateQueries({ queryKey: ['cases'] }),
  });
  return (
    <ActDialog<Given>
      title={`${t('cases.edit')} ${one.caseNo}`}
      initial={{
        title: one.title,
        categoryId: one.categoryId,
        grade: one.grade,
        amountYuan: one.amountFen === null ? null : one.amountFen / FEN,
        isDifficult: one.isDifficult,
        fields: Object.fromEntries(asked.map(({ key }) => [key, one.fields[key]])),
        text: '',
      }}
      isSaving={save.isPending}
      onSave={(given) => save.mutate(given)}
      onCancel={onClose}
    >
      {overtaken !== null && <Alert type="warning" showIcon title={overtaken} data-testid="case-overtaken" />}
      <Form.Item name="title" label={t('cases.what')} rules={[{ required: true, whitespace: true, max: 128 }]}>
        <Input data-testid="case-edit-title" />
      </Form.Item>
      <Form.Item name="categoryId" label={t('caseChoices.category')}>
        <CategoryPicker type={type.key} data-testid="case-edit-category" />
      </Form.Item>
      <div className="case-two">
        <Form.Item name="grade" label={t('cases.grade')}>
          <Select
            data-testid="case-edit-grade"
            options={caseGrades.map((value) => ({ value, label: t(`cases.grades.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="amountYuan" label={t('cases.amount')} hidden={!hasAmount(type)}>
          <InputNumber min={0} precision={2} style={{ width: '100%' }} data-testid="case-edit-amount" />
        </Form.Item>
      </div>
      <Form.Item name="isDifficult" valuePropName="checked" hidden={!hasAmount(type)}>
        <Checkbox>{t('cases.isDifficult')}</Checkbox>
      </Form.Item>
      {asked.map((field) => (
        <Form.Item key={field.key} name={['fields', field.key]} label={nameOf(field.name)}>
          <FieldInput field={field} />
        </Form.Item>
      ))}
      <Form.Item name="text" label={t('cases.text')}>
        <Input.TextArea rows={2} maxLength={4000} data-testid="case-edit-text" />
      </Form.Item>
    </ActDialog>
  );
}

/** Empty is what was never filled in. */
function changedOf(fields: Record<string, unknown>, before: Record<string, unknown>): Record<string, unknown> {
  const plain = (value: unknown) => (value === undefined || value === '' ? null : value);
  return Object.fromEntries(
    Object.entries(fields)
      .map(([key, value]): [string, unknown] => [key, plain(value)])
      .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(plain(before[key]))),
  );
}
