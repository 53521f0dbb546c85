import { type RecordingFault, RecordingFaults } from '@sansheng/shared/contracts/records/recordings';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { DeleteOutlined } from '@ant-design/icons';
import { Alert, App, Button, Input, Modal, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSession } from '../../people/sign-in/session.tsx';
import { nothing, request } from '../../../rest/rest.ts';
import { formatBytes, formatClock } from '../../../ui/format.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import '../../settings/setting-kit/setting-kit.css';

const LOOK_EVERY_MS = 5000;

/** Recordings that are missing, and files that belong to none. */
export function RecordingCheck() {
  const { t } = useTranslation();
  const { me } = useSession();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const report = useQuery({
    queryKey: ['recording-faults'],
    queryFn: () => request(RecordingFaults, 'GET', '/recording-faults'),
    refetchInterval: LOOK_EVERY_MS,
  });
  const check = useMutation({
    mutationFn: () => request(nothing, 'POST', '/recording-faults/check', {}),
    onSuccess: () => void message.success(t('recordings.checkAsked')),
    onError: sayRefusal,
  });
  const [deleting, setDeleting] = useState<RecordingFault | null>(null);
  const faults = report.data?.faults ?? [];
  const checkedAtMs = report.data?.checkedAtMs ?? null;
  return (
    <>
      <div className="admin-bar">
        <Button type="primary" loading={check.isPending} onClick={() => check.mutate()}>
          {t('recordings.checkNow')}
        </Button>
        <span className="quiet" style={{ marginRight: 'auto' }}>
          {checkedAtMs === null
            ? t('recordings.neverChecked')
            : t('recordings.checkedAt', { time: formatClock(checkedAtMs, me.timeZone, 'YYYY-MM-DD HH:mm:ss') })}
        </span>
        {Object.entries(report.data?.counts ?? {}).map(([kind, n]) => (
          <Tag key={kind} color="volcano">
            {t(`recordings.faults.${kind as RecordingFault['kind']}`)} {n}
          </Tag>
        ))}
      </div>
      <p className="quiet small">{t('recordings.checkHint')}</p>
      {report.error && <Trouble error={report.error} onRetry={() => void report.refetch()} />}
      {checkedAtMs !== null && faults.length === 0 && (
        <Alert type="success" showIcon title={t('recordings.allWell')} style={{ maxWidth: 420 }} />
      )}
      {faults.length > 0 && (
        <section className="panel" style={{ padding: 8 }}>
          <Table<RecordingFault>
            size="small"
            rowKey="faultId"
            dataSource={faults}
            pagination={{ pageSize: 50, size: 'small', showSizeChanger: false }}
            columns={[
              {
                title: t('calls.time'),
                width: 170,
                render: (_, { atMs }) => (atMs === null ? '–' : formatClock(atMs, me.timeZone, 'YYYY-MM-DD HH:mm:ss')),
              },
              {
                title: t('recordings.kind'),
                width: 220,
                render: (_, { kind }) => t(`recordings.faults.${kind}`),
              },
              {
                title: t('recordings.what'),
                ellipsis: true,
                render: (_, { faultId, callId }) =>
                  callId === null ? faultId : <Link to={`/calls?call=${encodeURIComponent(callId)}`}>{faultId}</Link>,
              },
              {
                title: t('recordings.bytes'),
                width: 110,
                align: 'right',
                render: (_, { bytes }) => (bytes === null ? '–' : formatBytes(bytes)),
              },
              {
                title: '',
                width: 56,
                render: (_, fault) =>
                  fault.kind === 'orphanFile' && (
                    <Button
                      type="text"
                      size="small"
                      icon={<DeleteOutlined />}
                      aria-label={`${t('recordings.deleteOrphan')} ${fault.faultId}`}
                      onClick={() => setDeleting(fault)}
                    />
                  ),
              },
            ]}
          />
        </section>
      )}
      {deleting !== null && <DeleteOrphanFile fault={deleting} onClose={() => setDeleting(null)} />}
    </>
  );
}

/** Permanent, so it says what is deleted, and asks why. */
function DeleteOrphanFile({ fault, onClose }: { fault: RecordingFault; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const remove = useMutation({
    mutationFn: () =>
      request(nothing, 'POST', '/recording-faults/orphan-files/delete', { path: fault.faultId, reason }),
    onSuccess: () => {
      void message.success(t('recordings.orphanDeleted'));
      onClose();
    },
    onError: sayRefusal,
    onSettled: () => queries.invalidateQueries({ queryKey: ['recording-faults'] }),
  });
  return (
    <Modal
      open
      title={t('recordings.deleteOrphan')}
      okText={t('recordings.deleteOrphan')}
      cancelText={t('action.cancel')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
      confirmLoading={remove.isPending}
      onCancel={onClose}
      onOk={() => remove.mutate()}
    >
      <p>
        <code>{fault.faultId}</code> {fault.bytes !== null && formatBytes(fault.bytes)}
      </p>
      <p className="quiet small">{t('recordings.deleteOrphanHint')}</p>
      <Input
        autoFocus
        maxLength={200}
        aria-label={t('recordings.deleteOrphanWhy')}
        placeholder={t('recordings.deleteOrphanWhy')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Modal>
  );
}
