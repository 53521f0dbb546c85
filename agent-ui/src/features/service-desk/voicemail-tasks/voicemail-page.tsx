import { AudioOutlined } from '@ant-design/icons';
import {
  Voicemail,
  VoicemailPage as VoicemailList,
  voicemailStates,
} from '@sansheng/shared/contracts/service-desk/voicemail-tasks';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { CallDrawer } from '../../records/call-records/call-drawer.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { nameOf } from '../../../language/language.ts';
import { queryString, Refused, request } from '../../../rest/rest.ts';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { formatClock, formatDuration, formatNumber } from '../../../ui/format.ts';
import { PagedTable } from '../../../ui/paged-table.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { useAddress } from '../../../ui/use-address.ts';

const REFRESH_MS = 10_000;
const tones = { new: 'alarm', taken: 'talking', done: 'ready' } as const;

/** Messages that callers have left, as tasks. */
export function VoicemailPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [params, change] = useAddress();
  const [finishing, setFinishing] = useState<Voicemail | null>(null);
  const state = params.get('state') ?? 'new';
  const list = useInfiniteQuery({
    queryKey: ['voicemails', state],
    queryFn: ({ pageParam }) => {
      const asked = { state: state === 'all' ? undefined : state, beforeMs: pageParam };
      return request(VoicemailList, 'GET', `/voicemails${queryString(asked)}`);
    },
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.nextBeforeMs ?? undefined,
    refetchInterval: REFRESH_MS,
  });
  const act = useMutation({
    mutationFn: ({ voicemail, what, body }: { voicemail: Voicemail; what: 'take' | 'done'; body?: object }) =>
      request(Voicemail, 'POST', `/voicemails/${voicemail.voicemailId}/${what}`, body ?? {}),
    onSuccess: () => setFinishing(null),
    onError: (error) => {
      const code = error instanceof Refused ? error.code : 'internal';
      void message.error(code === 'conflict' ? t('voicemail.somebodyWasFaster') : t(`errors.${code}`));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['voicemails'] }),
  });
  const whoOf = (voicemail: Voicemail) => voicemail.customerName ?? numberOf(voicemail);
  const numberOf = ({ callerNumber }: Voicemail) => formatNumber(callerNumber) || t('ring.withheld');

  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('voicemail.title')}</h1>
        <Segmented
          value={state}
          onChange={(next) => change({ state: next })}
          options={[
            ...voicemailStates.map((value) => ({ value: value as string, label: t(`voicemail.state.${value}`) })),
            { value: 'all', label: t('voicemail.all') },
          ]}
        />
      </div>
      <PagedTable<z.infer<typeof VoicemailList>, Voicemail>
        list={list}
        rowsOf={(page) => page.voicemails}
        rowKey="voicemailId"
        scroll={{ x: 1100 }}
        onOpen={(voicemail) => change({ call: voicemail.callId })}
        empty={
          <EmptyHint icon={<AudioOutlined />} title={t('voicemail.empty')}>
            {t('voicemail.emptyHint')}
          </EmptyHint>
        }
        columns={[
          {
            title: t('voicemail.leftAt'),
            width: 130,
            render: (_, voicemail) => formatClock(voicemail.leftAtMs, me.timeZone, 'MM-DD HH:mm'),
          },
          { title: t('calls.caller'), width: 140, render: (_, voicemail) => numberOf(voicemail) },
          { title: t('calls.customer'), ellipsis: true, render: (_, voicemail) => voicemail.customerName ?? '–' },
          {
            title: t('calls.queue'),
            width: 130,
            render: (_, { queueName, queueNameEn, queueId }) =>
              nameOf({ name: queueName ?? queueId, nameEn: queueNameEn ?? queueId }),
          },
          {
            title: t('voicemail.sound'),
            width: 340,
            onCell: () => ({ onClick: (event) => event.stopPropagation() }),
            render: (_, voicemail) =>
              voicemail.recordingState === 'ready' ? (
                <span style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
                  <audio
                    controls
                    preload="none"
                    style={{ height: 30, width: 250 }}
                    src={`/api/v1/voicemails/${voicemail.voicemailId}/audio`}
                  />
                  {formatDuration(voicemail.durationMs ?? 0)}
                </span>
              ) : (
                <span className="quiet">
                  {t(voicemail.recordingState === 'deleted' ? 'voicemail.deleted' : 'voicemail.preparing')}
                </span>
              ),
          },
          {
            title: t('callbacks.state'),
            width: 200,
            render: (_, voicemail) => (
              <span title={voicemail.note}>
                <StateMark tone={tones[voicemail.state]}>{t(`voicemail.state.${voicemail.state}`)}</StateMark>{' '}
                {voicemail.takenBy !== null && `${voicemail.takenByName ?? ''} ${voicemail.takenBy}`}
              </span>
            ),
          },
          {
            title: '',
            width: 120,
            align: 'right',
            onCell: () => ({ onClick: (event) => event.stopPropagation() }),
            render: (_, voicemail) => (
              <>
                {voicemail.state === 'new' && (
                  <Button size="small" onClick={() => act.mutate({ voicemail, what: 'take' })}>
                    {t('voicemail.take')}
                  </Button>
                )}
                {voicemail.state === 'taken' && voicemail.takenBy === me.employeeNo && (
                  <Button size="small" type="primary" onClick={() => setFinishing(voicemail)}>
                    {t('voicemail.done')}
                  </Button>
                )}
              </>
            ),
          },
        ]}
      />
      {finishing !== null && (
        <DoneDialog
          who={whoOf(finishing)}
          isSaving={act.isPending}
          onCancel={() => setFinishing(null)}
          onSave={(note) => act.mutate({ voicemail: finishing, what: 'done', body: { note } })}
        />
      )}
      <CallDrawer callId={params.get('call')} onClose={() => change({ call: undefined })} />
    </div>
  );
}

function DoneDialog({
  who,
  isSaving,
  onCancel,
  onSave,
}: {
  who: string;
  isSaving: boolean;
  onCancel: () => void;
  onSave: (note: string) => void;
}) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  return (
    <Modal
      open
      title={t('voicemail.doneTitle', { who })}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      confirmLoading={isSaving}
      onCancel={onCancel}
      onOk={() => onSave(note)}
    >
      <Input.TextArea
        rows={3}
        maxLength={2000}
        aria-label={t('calls.note')}
        placeholder={t('calls.note')}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
    </Modal>
  );
}
