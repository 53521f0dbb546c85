import { InboxOutlined, PaperClipOutlined } from '@ant-design/icons';
import { ATTACHMENT_BYTES, CaseAttachment } from '@sansheng/shared/contracts/service-desk/case-attachments';
import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import { download } from '../../../rest/download.ts';
import { queryString, Refused, request } from '../../../rest/rest.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';

type Entry = CaseDetail['entries'][number];

/** Files go to the same readers as the note that is being written above. */
export function AttachFiles({ caseNo, visibility }: { caseNo: string; visibility: Entry['visibility'] }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const upload = useMutation({
    mutationFn: (file: File) => {
      if (file.size > ATTACHMENT_BYTES) throw new Refused('tooLarge', 'file');
      const path = `/cases/${caseNo}/attachments${queryString({ name: shortened(file.name), visibility })}`;
      return request(CaseAttachment, 'POST', path, file);
    },
    onSuccess: ({ name }) => void message.success(t('cases.attachedNow', { name })),
    onError: sayRefusal,
    onSettled: () => queries.invalidateQueries({ queryKey: ['cases'] }),
  });
  return (
    <Upload.Dragger
      className="case-attach"
      multiple
      showUploadList={false}
      disabled={upload.isPending}
      beforeUpload={(file) => {
        upload.mutate(file);
        return Upload.LIST_IGNORE;
      }}
    >
      <span className="small" data-testid="case-attach">
        <InboxOutlined /> <b>{t('cases.attach')}</b>{' '}
        <span className="quiet">{t('cases.attachHint', { readers: t(`cases.noteAs.${visibility}`) })}</span>
      </span>
    </Upload.Dragger>
  );
}

export function FileOfEntry({ caseNo, entry }: { caseNo: string; entry: Entry }) {
  const { t } = useTranslation();
  const sayRefusal = useSayRefusal();
  const file = CaseAttachment.safeParse(entry.data).data;
  const save = useMutation({
    mutationFn: (attachmentId: string) => download(`/cases/${caseNo}/attachments/${attachmentId}`),
    onError: sayRefusal,
  });
  if (file === undefined) return null;
  const { attachmentId, name, bytes } = file;
  return (
    <Button
      className="case-attached"
      size="small"
      icon={<PaperClipOutlined />}
      loading={save.isPending}
      data-testid={`case-attachment-${attachmentId}`}
      onClick={() => save.mutate(attachmentId)}
    >
      {t('cases.download', { name, size: sizeInWords(bytes) })}
    </Button>
  );
}

const LONGEST_NAME = 128;
const ENDING = 20;
/** A name that is too long keeps its beginning and its ending. */
const shortened = (name: string) =>
  name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - ENDING - 1)}…${name.slice(-ENDING)}`;

const sizeInWords = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
