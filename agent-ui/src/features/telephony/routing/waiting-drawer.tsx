import { access, may } from '@sansheng/shared/domain/access';
import type { LiveSeat } from '@sansheng/shared/contracts/lead-room/live-board';
import { SetPriority, type WaitingCall, WaitingCalls } from '@sansheng/shared/contracts/telephony/routing';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Drawer, Select, Table, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { request } from '../../../rest/rest.ts';
import { Elapsed } from '../../../ui/elapsed.tsx';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { formatClock, formatNumber } from '../../../ui/format.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { PullSelect } from '../../lead-room/seat-control/pull-select.tsx';
import { TierMark } from '../../customers/customers/tier-mark.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { useSkillNames } from './why-this-seat.tsx';
import { PreviewPanel } from './preview-panel.tsx';

/** How often the list is read while it is open. */
const LOOK_MS = 2000;

/** Callers waiting in a queue, in order; and who would get the next call. */
export function WaitingDrawer({
  queueId,
  title,
  seats,
  onClose,
}: {
  queueId: string;
  title: string;
  seats: LiveSeat[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Drawer open size={960} title={t('routing.waitingTitle', { queue: title })} onClose={onClose}>
      <Tabs
        items={[
          { key: 'waiting', label: t('live.waiting'), children: <WaitingList queueId={queueId} seats={seats} /> },
          { key: 'preview', label: t('routing.preview'), children: <PreviewPanel queueId={queueId} /> },
        ]}
      />
    </Drawer>
  );
}

function WaitingList({ queueId, seats }: { queueId: string; seats: LiveSeat[] }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const nameOfSkill = useSkillNames();
  const queryKey = ['routing', 'waiting', queueId];
  const list = useQuery({
    queryKey,
    queryFn: () => request(WaitingCalls, 'GET', `/live/queues/${queueId}/waiting`),
    refetchInterval: LOOK_MS,
  });
  const change = useMutation({
    mutationFn: ({ callId, priority }: { callId: string; priority: number }) =>
      request(SetPriority, 'PUT', `/live/calls/${callId}/priority`, { priority }),
    onSuccess: () => void message.success(t('routing.priorityChanged')),
    onError: sayRefusal,
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  const mayChange = may(me, access.room);
  const calls = list.data?.calls ?? [];
  return (
    <>
      {list.error && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      <p className="quiet" style={{ marginBottom: 8 }}>
        {t('routing.hint')}
      </p>
      <Table<WaitingCall>
        size="small"
        rowKey="callId"
        dataSource={calls}
        loading={list.isPending}
        pagination={false}
        locale={{ emptyText: <EmptyHint title={t('routing.nobodyWaits')} /> }}
        columns={[
          { title: t('routing.position'), dataIndex: 'position', width: 60, align: 'right' },
          {
            title: t('calls.customer'),
            render: (_, call) => (
              <>
                {call.customerName ?? t('ring.unknownCaller')} <TierMark tier={call.tier} />{' '}
                <span className="quiet figures" style={{ whiteSpace: 'nowrap' }}>
                  {formatNumber(call.callerNumber) || t('ring.withheld')}
                </span>
                {call.isCallback && <span className="quiet"> · {t('routing.callback')}</span>}
              </>
            ),
          },
          { title: t('calls.waited'), width: 80, render: (_, call) => <Elapsed sinceMs={call.arrivedAtMs} /> },
          {
            title: t('routing.priority'),
            width: 90,
            render: (_, call) =>
              mayChange ? (
                <Select
                  size="small"
                  style={{ width: 64 }}
                  aria-label={t('routing.priority')}
                  value={call.priority}
                  onChange={(priority) => change.mutate({ callId: call.callId, priority })}
                  options={Array.from({ length: 10 }, (_one, i) => ({ value: 9 - i, label: String(9 - i) }))}
                />
              ) : (
                call.priority
              ),
          },
          ...(mayChange
            ? [
                {
                  title: t('lead.pull'),
                  width: 150,
                  render: (_: unknown, call: WaitingCall) => (
                    <PullSelect
                      callId={call.callId}
                      seats={seats}
                      onDone={() => void queries.invalidateQueries({ queryKey })}
                    />
                  ),
                },
              ]
            : []),
          {
            title: t('routing.needs'),
            width: 170,
            render: (_, { needs }) =>
              needs.length === 0 ? (
                <span className="quiet">{t('routing.anySkill')}</span>
              ) : (
                needs.map(({ skill, level }) => t('routing.need', { skill: nameOfSkill(skill), level })).join(' · ')
              ),
          },
          {
            title: t('routing.whyWaits'),
            width: 200,
            render: (_, { keptFor, passedOver }) => (
              <>
                {keptFor && (
                  <div>
                    {t('routing.keptFor')}{' '}
                    {t('routing.keptForUntil', {
                      agent: `${keptFor.name} ${keptFor.agentId}`,
                      time: formatClock(keptFor.untilMs, me.timeZone),
                    })}
                  </div>
                )}
                {passedOver?.map(({ agentId, name, verdict }) => (
                  <div key={agentId}>
                    {t('routing.passedOver', {
                      agent: `${name} ${agentId}`,
                      verdict: t(`routing.verdict.${verdict}`),
                    })}
                  </div>
                ))}
                {passedOver?.length === 0 && keptFor === null && (
                  <span className="quiet">{t('routing.noSeatReady')}</span>
                )}
              </>
            ),
          },
        ]}
      />
      {list.data && list.data.total > calls.length && (
        <p className="quiet small">{t('routing.shownOf', { shown: calls.length, total: list.data.total })}</p>
      )}
    </>
  );
}
