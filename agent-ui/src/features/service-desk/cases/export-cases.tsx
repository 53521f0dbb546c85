import { useMutation } from '@tanstack/react-query';
import { Input, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../../../rest/download.ts';
import { queryString } from '../../../rest/rest.ts';
import { Trouble } from '../../../ui/trouble.tsx';

const formats = ['xlsx', 'csv'];

/** The list as it is filtered; whoever takes it away says why. */
export function ExportCases({
  filters,
  onClose,
}: {
  filters: Record<string, string | undefined>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [format, setFormat] = useState('xlsx');
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () => download(`/cases-export${queryString({ ...filters, format, reason })}`),
    onSuccess: onClose,
  });
  return (
    <Modal
      open
      title={t('cases.exportTitle')}
      okText={t('action.export')}
      okButtonProps={{ disabled: reason.trim() === '', loading: save.isPending }}
      onOk={() => save.mutate()}
      onCancel={onClose}
    >
      {save.error && <Trouble error={save.error} />}
      <p className="quiet small">{t('cases.exportHint')}</p>
      <Segmented value={format} options={formats} onChange={setFormat} />
      <Input.TextArea
        rows={2}
        maxLength={200}
        placeholder={t('cases.exportReason')}
        aria-label={t('cases.exportReason')}
        data-testid="case-export-reason"
        style={{ marginTop: 8 }}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Modal>
  );
}
