import { CustomerServiceOutlined } from '@ant-design/icons';
import {
  CallCount,
  CallPage,
  CallQuery,
  type CallSummary,
  MAX_CALLS_COUNTED,
} from '@sansheng/shared/contracts/records/call-records';
import { openFigureNames } from '@sansheng/shared/domain/figure-definitions';
import { callOutcomes } from '@sansheng/shared/domain/call-state';
import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Input, Select, Tag } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { CallDrawer } from './call-drawer.tsx';
import { DirectionMark } from '../../telephony/outbound/direction-mark.tsx';
import { TierMark } from '../../customers/customers/tier-mark.tsx';
import { CallNumber } from '../../telephony/outbound/call-number.tsx';
import { OutcomeMark } from './outcome-mark.tsx';
import { useCategoryName, useDeskSettings, useQueueName } from '../../desk-work/desk/seat.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { nameOf, textLanguage } from '../../../language/language.ts';
import { queryString, request } from '../../../rest/rest.ts';
import { usePages } from '../../../rest/use-pages.ts';
import { serverClock } from '../../../socket/server-clock.ts';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { formatClock, formatDuration, startOfDayMs } from '../../../ui/format.ts';
import { PagedTable } from '../../../ui/paged-table.tsx';
import { useAddress } from '../../../ui/use-address.ts';

/** Filters with a field of their own, and those that only come from a number in a report. */
const filterNames = ['from', 'to', 'queue', 'agent', 'number', 'note', 'outcome', 'figure'] as const;
const broughtNames = ['hotline', 'entered', 'team', 'skill', 'category', 'tier', 'threshold'] as const;

/** Every number of the other consoles leads here. */
export function CallsPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const [params, change] = useAddress();
  const queueName = useQueueName();
  const categoryName = useCategoryName();
  const settings = useDeskSettings();
  const nameOfBrought = useNameOfBrought();
  const todayMs = startOfDayMs(serverClock.nowMs(), me.timeZone);

  const names = [...filterNames, ...broughtNames].filter((name) => params.has(name));
  const filters: Partial<Record<(typeof names)[number], string>> = {
    from: String(todayMs),
    ...Object.fromEntries(names.map((name) => [name, params.get(name)])),
  };
  const list = usePages(CallPage, '/calls', filters);
  const asDay = (value: string | undefined) => {
    if (value === undefined) return null;
    return dayjs(/^\d+$/.test(value) ? Number(value) : value).tz(me.timeZone);
  };

  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('calls.title')}</h1>
        <CountOfList filters={filters} />
        <DatePicker.RangePicker
          showTime={{ format: 'HH:mm' }}
          format="MM-DD HH:mm"
          style={{ width: 250 }}
          allowEmpty={[false, true]}
          aria-label={t('calls.period')}
          value={[asDay(filters.from), asDay(filters.to)]}
          onChange={(range) => {
            // The picker uses the center's clock, whatever the zone of this machine.
            const instantOf = (day: dayjs.Dayjs | null | undefined) =>
              day ? String(dayjs.tz(day.format('YYYY-MM-DD HH:mm:ss'), me.timeZone).valueOf()) : undefined;
            change({ from: instantOf(range?.[0]), to: instantOf(range?.[1]) });
          }}
        />
        <Select
          allowClear
          placeholder={t('calls.queue')}
          aria-label={t('calls.queue')}
          style={{ width: 120 }}
          value={filters.queue}
          onChange={(queue) => change({ queue })}
          options={(settings?.queues ?? []).map((queue) => ({ value: queue.queueId, label: nameOf(queue) }))}
        />
        <Select
          allowClear
          placeholder={t('calls.outcome')}
          aria-label={t('calls.outcome')}
          style={{ width: 110 }}
          value={filters.outcome}
          onChange={(outcome) => change({ outcome })}
          options={callOutcomes.map((value) => ({ value, label: t(`calls.outcomes.${value}`) }))}
        />
        <Select
          allowClear
          placeholder={t('calls.figure')}
          aria-label={t('calls.figure')}
          style={{ width: 140 }}
          value={filters.figure}
          onChange={(figure) => change({ figure, threshold: figure === 'withinThreshold' ? '20' : undefined })}
          options={CallQuery.shape.figure.unwrap().options.map((value) => ({
            value,
            label: openFigureNames[value][textLanguage()],
          }))}
        />
        <Input.Search
          allowClear
          placeholder={t('calls.number')}
          aria-label={t('calls.number')}
          key={`number ${filters.number}`}
          style={{ width: 140 }}
          defaultValue={filters.number}
          onSearch={(number) => change({ number })}
        />
        <Input.Search
          allowClear
          placeholder={t('calls.ofSeat')}
          aria-label={t('calls.ofSeat')}
          key={`agent ${filters.agent}`}
          style={{ width: 150 }}
          defaultValue={filters.agent}
          data-testid="calls-agent"
          onSearch={(agent) => change({ agent: agent.trim() })}
        />
        <Input.Search
          allowClear
          placeholder={t('calls.noteSearch')}
          aria-label={t('calls.noteSearch')}
          key={`note ${filters.note}`}
          style={{ width: 180 }}
          defaultValue={filters.note}
          data-testid="calls-note"
          onSearch={(note) => change({ note: note.trim() })}
        />
        {broughtNames.map((name) => {
          const value = filters[name];
          return (
            value !== undefined && (
              <Tag key={name} closable onClose={() => change({ [name]: undefined })}>
                {name === 'threshold'
                  ? t('report.threshold')
                  : t(`figures.axes.${name === 'entered' ? 'queue' : name}`)}{' '}
                {nameOfBrought(name, value)}
              </Tag>
            )
          );
        })}
        {names.length > 0 && (
          <Button
            type="link"
            onClick={() => change(Object.fromEntries(names.map((name): [string, undefined] => [name, undefined])))}
          >
            {t('action.reset')}
          </Button>
        )}
      </div>
      <PagedTable<z.infer<typeof CallPage>, CallSummary>
        list={list}
        rowsOf={(page) => page.calls}
        rowKey="callId"
        scroll={{ x: 1216 }}
        onOpen={(call) => change({ call: call.callId })}
        empty={
          <EmptyHint icon={<CustomerServiceOutlined />} title={t('calls.noneFound')}>
            {t('calls.noneFoundHint')}
          </EmptyHint>
        }
        columns={[
          {
            title: t('calls.time'),
            width: 156,
            render: (_, call) => (
              <>
                {formatClock(call.arrivedAtMs, me.timeZone, 'MM-DD HH:mm:ss')}{' '}
                <DirectionMark direction={call.direction} />
              </>
            ),
          },
          {
            title: t('calls.caller'),
            width: 158,
            render: (_, call) => <CallNumber number={call.callerNumber} queueId={call.queueId} />,
          },
          {
            title: t('calls.customer'),
            ellipsis: true,
            render: (_, call) => (
              <>
                {call.customerName ?? '–'} <TierMark tier={call.tier} />
              </>
            ),
          },
          {
            title: t('calls.queue'),
            width: 132,
            ellipsis: true,
            render: (_, call) => queueName(call.queueId, call.queueName),
          },
          {
            title: t('calls.agent'),
            width: 120,
            ellipsis: true,
            render: (_, call) => (call.agentId ? `${call.agentName ?? ''} ${call.agentId}` : '–'),
          },
          { title: t('calls.outcome'), width: 116, render: (_, call) => <OutcomeMark outcome={call.outcome} /> },
          {
            title: t('calls.waited'),
            width: 78,
            align: 'right',
            render: (_, call) => (call.waitedMs === null ? '–' : formatDuration(call.waitedMs)),
          },
          {
            title: t('calls.rings'),
            width: 62,
            align: 'right',
            render: (_, call) => (
              <span style={call.withinThreeRings === false ? { color: 'var(--alarm-strong)', fontWeight: 600 } : {}}>
                {call.rings === null ? '–' : t('calls.ringsOf', { n: call.rings })}
              </span>
            ),
          },
          {
            title: t('calls.talk'),
            width: 68,
            align: 'right',
            render: (_, call) => (call.talkMs === null ? '–' : formatDuration(call.talkMs)),
          },
          {
            title: t('calls.category'),
            width: 130,
            ellipsis: true,
            render: (_, call) => categoryName(call) ?? '–',
          },
          {
            title: t('outbound.vote'),
            width: 84,
            align: 'right',
            render: (_, call) => (call.vote === null ? '–' : t('outbound.voteOf', { score: call.vote })),
          },
        ]}
      />
      <CallDrawer callId={params.get('call')} onClose={() => change({ call: undefined })} />
    </div>
  );
}

/** How many calls the list has, and how many the number that led here counts: "28 entries, 26 calls". */
function CountOfList({ filters }: { filters: Record<string, string | undefined> }) {
  const { t } = useTranslation();
  const query = queryString(filters);
  const count = useQuery({
    queryKey: ['calls', 'count', query],
    queryFn: () => request(CallCount, 'GET', `/calls/count${query}`),
  });
  if (count.data === undefined) return null;
  const { calls, things } = count.data;
  const words = [
    ...(things === null ? [] : [t(`calls.things.${things.kind}`, { count: things.count })]),
    t(calls >= MAX_CALLS_COUNTED ? 'calls.countedMore' : 'calls.counted', { count: calls }),
  ];
  return (
    <span
      className="quiet figures"
      data-testid="calls-count"
      title={things === null ? undefined : t('calls.thingsHint')}
    >
      {words.join(t('calls.comma'))}
    </span>
  );
}

/** The name of a filter that came from a report. */
function useNameOfBrought(): (name: (typeof broughtNames)[number], value: string) => string {
  const { t } = useTranslation();
  const settings = useDeskSettings();
  const queueName = useQueueName();
  return (name, value) => {
    if (name === 'entered') return queueName(value, value);
    if (name === 'tier') return value === 'unknown' ? t('figures.unknownCustomer') : t(`screenPop.tiers.${value}`);
    if (name === 'team') return settings?.teams.find(({ teamId }) => teamId === value)?.name ?? value;
    const skill = settings?.skills.find(({ skillId }) => skillId === value);
    const category = settings?.wrapUpCategories.find(({ categoryId }) => categoryId === value);
    const thing = name === 'skill' ? skill : name === 'category' ? category : undefined;
    return thing ? nameOf(thing) : value;
  };
}
