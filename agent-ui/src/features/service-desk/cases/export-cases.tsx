import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Input, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../../../rest/download.ts';
import { queryString } from '../../../rest/rest.ts';
import { Trouble } from '../../../ui/trouble.tsx';

const formats = ['xlsx', 'csv'];

/** The list as it is filtered; whoever takes it away says why. */
export function ExportCases({ filters }: { filters: Record<string, string | undefined> }) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const [format, setFormat] = useState('xlsx');
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () => download(`/cases-export${queryString({ ...filters, format, reason })}`),
    onSuccess: () => setAsking(false),
  });
  return (
    <>
      <Button icon={<DownloadOutlined />} data-testid="case-export" onClick={() => setAsking(true)}>
        {t('action.export')}
      </Button>
      <Modal
        open={isAsking}
        title={t('cases.exportTitle')}
        okText={t('action.export')}
        okButtonProps={{ disabled: reason.trim() === '', loading: save.isPending }}
        onOk={() => save.mutate()}
        onCancel={() => setAsking(false)}
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
    </>
  );
}
