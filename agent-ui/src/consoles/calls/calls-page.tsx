import { CustomerServiceOutlined } from '@ant-design/icons';
import { CallPage, CallQuery, type CallSummary } from '@sansheng/shared/contracts/call-records';
import { callOutcomes } from '@sansheng/shared/domain/call-state';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, DatePicker, Input, Select, Table, Tag } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { CallDrawer } from '../../features/call-detail/call-drawer.tsx';
import { DirectionMark } from '../../features/outbound/direction-mark.tsx';
import { CallNumber } from '../../features/outbound/call-number.tsx';
import { OutcomeMark } from '../../features/call-detail/outcome-mark.tsx';
import { useDeskSettings, useQueueName } from '../../features/desk/seat.tsx';
import { useSession } from '../../features/sign-in/session.tsx';
import { nameOf } from '../../language/language.ts';
import { queryString, request } from '../../rest/rest.ts';
import { serverClock } from '../../socket/server-clock.ts';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { formatClock, formatDuration, startOfDayMs } from '../../ui/format.ts';
import { Trouble } from '../../ui/trouble.tsx';

const filterNames = ['from', 'to', 'queue', 'agent', 'number', 'note', 'outcome', 'figure'] as const;
type Filters = Partial<Record<(typeof filterNames)[number], string>>;

/** What is filtered by stands in the address: every number of the other consoles leads here. */
export function CallsPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const [params, setParams] = useSearchParams();
  const queueName = useQueueName();
  const settings = useDeskSettings();
  const todayMs = startOfDayMs(serverClock.nowMs(), me.timeZone);

  const given: Filters = {};
  for (const name of filterNames) {
    const value = params.get(name);
    if (value !== null && value !== '') given[name] = value;
  }
  const filters: Filters = { from: String(todayMs), ...given };
  const change = (changes: Record<string, string | undefined>) => {
    const next: Record<string, string> = {};
    for (const [name, value] of Object.entries({ ...given, call: params.get('call') ?? undefined, ...changes })) {
      if (value !== undefined && value !== '') next[name] = value;
    }
    setParams(next, { replace: true });
  };

  const list = useInfiniteQuery({
    queryKey: ['calls', 'list', filters],
    queryFn: ({ pageParam }) =>
      request(CallPage, 'GET', `/calls${queryString({ ...filters, cursor: pageParam, limit: 50 })}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const calls = list.data?.pages.flatMap((page) => page.calls) ?? [];
  const asDay = (value: string | undefined) => {
    if (value === undefined) return null;
    return dayjs(/^\d+$/.test(value) ? Number(value) : value).tz(me.timeZone);
  };

  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('calls.title')}</h1>
        <DatePicker.RangePicker
          showTime={{ format: 'HH:mm' }}
          format="MM-DD HH:mm"
          style={{ width: 270 }}
          allowEmpty={[false, true]}
          aria-label={t('calls.period')}
          value={[asDay(filters.from), asDay(filters.to)]}
          onChange={(range) => {
            // The picker speaks of the wall clock of the center, whatever the zone of this machine.
            const instantOf = (day: dayjs.Dayjs | null | undefined) =>
              day ? String(dayjs.tz(day.format('YYYY-MM-DD HH:mm:ss'), me.timeZone).valueOf()) : undefined;
            change({ from: instantOf(range?.[0]), to: instantOf(range?.[1]) });
          }}
        />
        <Select
          allowClear
          placeholder={t('calls.queue')}
          aria-label={t('calls.queue')}
          style={{ width: 140 }}
          value={filters.queue}
          onChange={(queue) => change({ queue })}
          options={(settings?.queues ?? []).map((queue) => ({ value: queue.queueId, label: nameOf(queue) }))}
        />
        <Select
          allowClear
          placeholder={t('calls.outcome')}
          aria-label={t('calls.outcome')}
          style={{ width: 120 }}
          value={filters.outcome}
          onChange={(outcome) => change({ outcome })}
          options={callOutcomes.map((value) => ({ value, label: t(`calls.outcomes.${value}`) }))}
        />
        <Select
          allowClear
          placeholder={t('calls.figure')}
          aria-label={t('calls.figure')}
          style={{ width: 190 }}
          value={filters.figure}
          onChange={(figure) => change({ figure })}
          options={CallQuery.shape.figure.unwrap().options.map((value) => ({
            value,
            label: t(`calls.figures.${value}`),
          }))}
        />
        <Input.Search
          allowClear
          placeholder={t('calls.number')}
          aria-label={t('calls.number')}
          style={{ width: 170 }}
          defaultValue={filters.number}
          onSearch={(number) => change({ number })}
        />
        <Input.Search
          allowClear
          placeholder={t('calls.noteSearch')}
          aria-label={t('calls.noteSearch')}
          style={{ width: 190 }}
          defaultValue={filters.note}
          data-testid="calls-note"
          onSearch={(note) => change({ note: note.trim() })}
        />
        {filters.agent !== undefined && (
          <Tag closable onClose={() => change({ agent: undefined })}>
            {t('calls.agent')} {filters.agent}
          </Tag>
        )}
        {Object.keys(given).length > 0 && (
          <Button type="link" onClick={() => setParams({}, { replace: true })}>
            {t('action.reset')}
          </Button>
        )}
      </div>
      {list.error && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      <section className="panel" style={{ padding: 8 }}>
        <Table<CallSummary>
          size="small"
          rowKey="callId"
          dataSource={calls}
          loading={list.isPending}
          pagination={false}
          scroll={{ x: 1080 }}
          onRow={(call) => ({ onClick: () => change({ call: call.callId }), style: { cursor: 'pointer' } })}
          locale={{
            emptyText: (
              <EmptyHint icon={<CustomerServiceOutlined />} title={t('calls.noneFound')}>
                {t('calls.noneFoundHint')}
              </EmptyHint>
            ),
          }}
          columns={[
            {
              title: t('calls.time'),
              width: 164,
              render: (_, call) => (
                <>
                  {formatClock(call.arrivedAtMs, me.timeZone, 'MM-DD HH:mm:ss')}{' '}
                  <DirectionMark direction={call.direction} />
                </>
              ),
            },
            {
              title: t('calls.caller'),
              width: 166,
              render: (_, call) =>
                call.callerNumber === '' ? (
                  t('ring.withheld')
                ) : (
                  <CallNumber number={call.callerNumber} queueId={call.queueId} />
                ),
            },
            {
              title: t('calls.customer'),
              ellipsis: true,
              render: (_, call) => (
                <>
                  {call.customerName ?? '–'}
                  {call.tier && call.tier !== 'ordinary' && (
                    <span className={`tier tier-${call.tier}`} style={{ marginLeft: 6 }}>
                      {t(`screenPop.tiers.${call.tier}`)}
                    </span>
                  )}
                </>
              ),
            },
            {
              title: t('calls.queue'),
              width: 130,
              ellipsis: true,
              render: (_, call) => queueName(call.queueId, call.queueName),
            },
            {
              title: t('calls.agent'),
              width: 120,
              ellipsis: true,
              render: (_, call) => (call.agentId ? `${call.agentName ?? ''} ${call.agentId}` : '–'),
            },
            { title: t('calls.outcome'), width: 124, render: (_, call) => <OutcomeMark outcome={call.outcome} /> },
            {
              title: t('calls.waited'),
              width: 76,
              align: 'right',
              render: (_, call) => (call.waitedMs === null ? '–' : formatDuration(call.waitedMs)),
            },
            {
              title: t('calls.rings'),
              width: 76,
              align: 'right',
              render: (_, call) => (
                <span style={call.withinThreeRings === false ? { color: 'var(--alarm-strong)', fontWeight: 600 } : {}}>
                  {call.rings === null ? '–' : t('calls.ringsOf', { n: call.rings })}
                </span>
              ),
            },
            {
              title: t('calls.talk'),
              width: 76,
              align: 'right',
              render: (_, call) => (call.talkMs === null ? '–' : formatDuration(call.talkMs)),
            },
            {
              title: t('calls.category'),
              width: 150,
              ellipsis: true,
              render: (_, call) => call.categoryName ?? '–',
            },
          ]}
        />
        {list.hasNextPage && (
          <div style={{ padding: 12, textAlign: 'center' }}>
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('action.more')}
            </Button>
          </div>
        )}
      </section>
      <CallDrawer callId={params.get('call')} onClose={() => change({ call: undefined })} />
    </div>
  );
}
