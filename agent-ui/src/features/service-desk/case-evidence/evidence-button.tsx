import { FileZipOutlined } from '@ant-design/icons';
import { access, may } from '@sansheng/shared/domain/access';
import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../../../rest/download.ts';
import { queryString } from '../../../rest/rest.ts';
import { ActDialog } from '../../../ui/act-dialog/act-dialog.tsx';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { useSession } from '../../people/sign-in/session.tsx';

/** Whoever takes a case away with its proof says why. */
export function EvidenceButton({ caseNo }: { caseNo: string }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const sayRefusal = useSayRefusal();
  const [isAsking, setAsking] = useState(false);
  const save = useMutation({
    mutationFn: (reason: string) => download(`/cases/${caseNo}/evidence${queryString({ reason })}`),
    onSuccess: () => setAsking(false),
    onError: sayRefusal,
  });
  if (!may(me, access.caseEvidence)) return null;
  return (
    <>
      <Button icon={<FileZipOutlined />} data-testid="case-evidence" onClick={() => setAsking(true)}>
        {t('caseEvidence.take')}
      </Button>
      {isAsking && (
        <ActDialog<{ reason: string }>
          title={`${t('caseEvidence.title')} ${caseNo}`}
          initial={{ reason: '' }}
          isSaving={save.isPending}
          onSave={({ reason }) => save.mutate(reason.trim())}
          onCancel={() => setAsking(false)}
        >
          <p className="quiet small">{t('caseEvidence.hint')}</p>
          <Form.Item name="reason" label={t('caseEvidence.reason')} rules={[{ required: true, whitespace: true }]}>
            <Input.TextArea rows={2} maxLength={200} data-testid="case-evidence-reason" />
          </Form.Item>
        </ActDialog>
      )}
    </>
  );
}
