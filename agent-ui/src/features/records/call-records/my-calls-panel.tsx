import { CaretRightOutlined, CustomerServiceOutlined } from '@ant-design/icons';
import { CallPage, type CallSummary } from '@sansheng/shared/contracts/records/call-records';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Table, Tag } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryString, request } from '../../../rest/rest.ts';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { formatClock, formatDuration } from '../../../ui/format.ts';
import { openRow } from '../../../ui/open-row.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { useStartOfDay } from '../../../ui/use-start-of-day.ts';
import { CallDrawer } from './call-drawer.tsx';
import { OutcomeMark } from './outcome-mark.tsx';
import { TierMark } from '../../customers/customers/tier-mark.tsx';
import { useCategoryName, useQueueName, useSeatView } from '../../desk-work/desk/seat.tsx';
import { DirectionMark } from '../../telephony/outbound/direction-mark.tsx';
import { CallNumber } from '../../telephony/outbound/call-number.tsx';
import { RecordingPlayer } from '../recordings/recording-player.tsx';
import { useOpenWrapUps } from '../../telephony/wrap-up/open-wrap-ups.tsx';
import { useSession } from '../../people/sign-in/session.tsx';

export function MyCallsPanel() {
  const { t } = useTranslation();
  const { me } = useSession();
  const desk = useSeatView((view) => view.desk);
  const queries = useQueryClient();
  const queueName = useQueueName();
  const categoryName = useCategoryName();
  const [openCallId, setOpenCallId] = useState<string | null>(null);
  const [playing, setPlaying] = useState<CallSummary | null>(null);
  const dayMs = useStartOfDay(me.timeZone);
  const page = useQuery({
    queryKey: ['calls', 'mine', dayMs],
    queryFn: () => request(CallPage, 'GET', `/calls${queryString({ agent: me.employeeNo, from: dayMs, limit: 100 })}`),
    refetchInterval: 30_000,
  });

  const openWrapUps = useOpenWrapUps();

  // A record is written moments after the call ended: load at once, and again a little later.
  const state = desk?.state;
  useEffect(() => {
    if (state === undefined) return;
    const look = () => {
      void queries.invalidateQueries({ queryKey: ['calls', 'mine'] });
      void queries.invalidateQueries({ queryKey: ['wrapUps'] });
    };
    look();
    const timer = setTimeout(look, 2500);
    return () => clearTimeout(timer);
  }, [state, queries]);

  const calls = page.data?.calls ?? [];
  const open = new Set(openWrapUps.map(({ callId }) => callId));
  return (
    <section className="panel my-calls">
      <div className="panel-head">
        {t('calls.mine')}
        {calls.length > 0 && <span className="figures">{calls.length}</span>}
        {playing?.recordingId && (
          <span className="spread my-calls-player">
            {formatClock(playing.arrivedAtMs, me.timeZone, 'HH:mm')}{' '}
            {playing.customerName ?? (playing.callerNumber || t('ring.withheld'))}
            <RecordingPlayer key={playing.recordingId} recordingId={playing.recordingId} autoPlay />
          </span>
        )}
      </div>
      <div className="my-calls-body">
        {page.error && <Trouble error={page.error} onRetry={() => void page.refetch()} />}
        <Table<CallSummary>
          size="small"
          rowKey="callId"
          dataSource={calls}
          loading={page.isPending}
          pagination={false}
          sticky
          onRow={(call) => openRow(() => setOpenCallId(call.callId))}
          locale={{
            emptyText: (
              <EmptyHint icon={<CustomerServiceOutlined />} title={t('calls.noneToday')}>
                {t('calls.noneTodayHint')}
              </EmptyHint>
            ),
          }}
          columns={[
            {
              title: t('calls.time'),
              width: 126,
              render: (_, call) => (
                <>
                  {formatClock(call.arrivedAtMs, me.timeZone, 'HH:mm')} <DirectionMark direction={call.direction} />
                </>
              ),
            },
            {
              title: t('calls.customer'),
              ellipsis: true,
              render: (_, call) => (
                <>
                  {call.customerName ?? <span className="quiet">{isCalled(call) ? '–' : t('ring.unknownCaller')}</span>}{' '}
                  <TierMark tier={call.tier} />
                </>
              ),
            },
            {
              title: t('calls.caller'),
              width: 150,
              render: (_, call) => <CallNumber number={call.callerNumber} queueId={call.queueId} />,
            },
            {
              title: t('calls.queue'),
              width: 130,
              ellipsis: true,
              render: (_, call) => queueName(call.queueId, call.queueName),
            },
            {
              title: t('calls.outcome'),
              width: 124,
              render: (_, call) => <OutcomeMark outcome={call.outcome} />,
            },
            {
              title: t('calls.rings'),
              width: 62,
              render: (_, call) => (call.rings === null ? '–' : t('calls.ringsOf', { n: call.rings })),
            },
            {
              title: t('calls.talk'),
              width: 66,
              render: (_, call) => (call.talkMs === null ? '–' : formatDuration(call.talkMs)),
            },
            {
              title: t('calls.category'),
              ellipsis: true,
              render: (_, call) =>
                open.has(call.callId) ? (
                  <Tag color="red">{t('wrapUp.open')}</Tag>
                ) : (
                  (categoryName(call) ??
                  (call.outcome === 'answered' ? (
                    <span style={{ color: 'var(--offered-strong)' }}>{t('calls.incomplete')}</span>
                  ) : (
                    '–'
                  )))
                ),
            },
            {
              title: t('calls.recording'),
              width: 96,
              render: (_, call) => <PlayButton call={call} onPlay={() => setPlaying(call)} />,
            },
          ]}
        />
      </div>
      <CallDrawer callId={openCallId} onClose={() => setOpenCallId(null)} />
    </section>
  );
}

/** Null for a call without a caller: the other party. */
const isCalled = ({ direction }: CallSummary) => direction === 'outbound' || direction === 'internal';

function PlayButton({ call, onPlay }: { call: CallSummary; onPlay: () => void }) {
  const { t } = useTranslation();
  if (call.recordingState === 'missing') return <span className="quiet small">{t('calls.recordingMissing')}</span>;
  if (call.recordingState === 'empty') return <span className="quiet small">{t('calls.recordingEmpty')}</span>;
  if (call.recordingState === 'expected')
    return (
      <span className="quiet" title={t('calls.recordingExpected')}>
        …
      </span>
    );
  if (call.recordingId === null) return '–';
  return (
    <Button
      size="small"
      type="text"
      icon={<CaretRightOutlined />}
      aria-label={t('calls.play')}
      onClick={(event) => {
        event.stopPropagation();
        onPlay();
      }}
    />
  );
}
