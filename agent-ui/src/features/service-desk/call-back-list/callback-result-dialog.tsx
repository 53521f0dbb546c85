import { type CallbackEntry, callbackResults } from '@sansheng/shared/contracts/service-desk/call-back-list';
import { Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../../ui/act-dialog/act-dialog.tsx';
import { formatNumber } from '../../../ui/format.ts';

interface Result {
  result: (typeof callbackResults)[number];
  note: string;
}

/** Result of calling a customer back. */
export function CallbackResultDialog({
  entry,
  ...dialog
}: {
  entry: CallbackEntry;
  isSaving: boolean;
  onCancel: () => void;
  onSave: (result: Result) => void;
}) {
  const { t } = useTranslation();
  return (
    <ActDialog<Result>
      {...dialog}
      title={t('callbacks.resultOf', { who: entry.customerName ?? formatNumber(entry.number) })}
      initial={{ result: 'reached', note: '' }}
    >
      <Form.Item name="result" label={t('callbacks.result')}>
        <Radio.Group
          options={callbackResults.map((value) => ({ value, label: t(`callbacks.results.${value}`) }))}
          optionType="button"
        />
      </Form.Item>
      <Form.Item name="note" label={t('calls.note')}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
    </ActDialog>
  );
}
