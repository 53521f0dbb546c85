import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../../ui/act-dialog/act-dialog.tsx';

/** What was done about a message. */
export function VoicemailDoneDialog({
  who,
  ...dialog
}: {
  who: string;
  isSaving: boolean;
  onCancel: () => void;
  onSave: (done: { note: string }) => void;
}) {
  const { t } = useTranslation();
  return (
    <ActDialog {...dialog} title={t('voicemail.doneTitle', { who })} initial={{ note: '' }}>
      <Form.Item name="note" label={t('calls.note')}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
    </ActDialog>
  );
}
