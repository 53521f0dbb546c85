import { CustomerServiceOutlined } from '@ant-design/icons';
import { CallCount, CallPage, CallQuery, MAX_CALLS_COUNTED } from '@sansheng/shared/contracts/records/call-records';
import { callOutcomes } from '@sansheng/shared/domain/call-state';
import { openFigureNames } from '@sansheng/shared/domain/figure-definitions';
import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { nameOf, textLanguage } from '../../../language/language.ts';
import { queryString, request } from '../../../rest/rest.ts';
import { serverClock } from '../../../socket/server-clock.ts';
import { formatClock, formatDuration, startOfDayMs } from '../../../ui/format.ts';
import { ListChoice, ListPeriod, ListSearch } from '../../../ui/list-page/list-filters.tsx';
import { ClearFilters, ListPage } from '../../../ui/list-page/list-page.tsx';
import { type List, useList } from '../../../ui/list-page/use-list.ts';
import { CustomerName } from '../../customers/customers/customer-name.tsx';
import { useCategoryName, useDeskSettings, useQueueName } from '../../desk-work/desk/seat.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { CallNumber } from '../../telephony/outbound/call-number.tsx';
import { DirectionMark } from '../../telephony/outbound/direction-mark.tsx';
import { ChooseQueue } from '../../telephony/queues/choose-queue.tsx';
import { CallDrawer } from './call-drawer.tsx';
import { OutcomeMark } from './outcome-mark.tsx';

/** Filters with a field of their own, and those that only come from a number in a report. */
const filterNames = ['from', 'to', 'queue', 'agent', 'number', 'note', 'outcome', 'figure'] as const;
const broughtNames = ['hotline', 'entered', 'team', 'skill', 'category', 'tier', 'threshold'] as const;

/** Every number of the other consoles leads here. */
export function CallsPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const queueName = useQueueName();
  const categoryName = useCategoryName();
  const names = [...filterNames, ...broughtNames];
  const list = useList({
    path: '/calls',
    page: CallPage,
    filters: names,
    usual: { from: String(startOfDayMs(serverClock.nowMs(), me.timeZone)) },
  });
  return (
    <ListPage
      title={t('calls.title')}
      list={list}
      filters={
        <>
          <CountOfList filters={list.chosen} />
          <ListPeriod label={t('calls.period')} timeZone={me.timeZone} />
          <ChooseQueue />
          <ListChoice
            name="outcome"
            label={t('calls.outcome')}
            width={110}
            options={callOutcomes.map((value) => ({ value, label: t(`calls.outcomes.${value}`) }))}
          />
          <ListChoice
            name="figure"
            label={t('calls.figure')}
            onChoose={(figure) => ({ figure, threshold: figure === 'withinThreshold' ? '20' : undefined })}
            options={CallQuery.shape.figure.unwrap().options.map((value) => ({
              value,
              label: openFigureNames[value][textLanguage()],
            }))}
          />
          <ListSearch name="number" label={t('calls.number')} width={140} />
          <ListSearch name="agent" label={t('calls.ofSeat')} width={150} testId="calls-agent" />
          <ListSearch name="note" label={t('calls.noteSearch')} width={180} testId="calls-note" />
          <BroughtFilters list={list} />
          <ClearFilters list={list} names={names} />
        </>
      }
      rowsOf={(page) => page.calls}
      rowKey="callId"
      onOpen={({ callId }) => list.choose({ call: callId })}
      empty={{ icon: <CustomerServiceOutlined />, title: t('calls.noneFound'), hint: t('calls.noneFoundHint') }}
      columns={[
        {
          title: t('calls.time'),
          width: 156,
          show: ({ arrivedAtMs, direction }) => (
            <>
              {formatClock(arrivedAtMs, me.timeZone, 'MM-DD HH:mm:ss')} <DirectionMark direction={direction} />
            </>
          ),
        },
        {
          title: t('calls.caller'),
          width: 150,
          show: (one) => <CallNumber number={one.callerNumber} queueId={one.queueId} />,
        },
        { title: t('calls.customer'), show: (one) => <CustomerName name={one.customerName} tier={one.tier} /> },
        { title: t('calls.queue'), width: 120, show: (one) => queueName(one.queueId, one.queueName) },
        {
          title: t('calls.agent'),
          width: 116,
          show: ({ agentId, agentName }) => (agentId ? `${agentName ?? ''} ${agentId}` : '–'),
        },
        { title: t('calls.outcome'), width: 110, show: ({ outcome }) => <OutcomeMark outcome={outcome} /> },
        { title: t('calls.waited'), width: 72, isNumber: true, show: ({ waitedMs }) => durationOf(waitedMs) },
        {
          title: t('calls.rings'),
          width: 62,
          isNumber: true,
          show: ({ rings, withinThreeRings }) => (
            <span style={withinThreeRings === false ? { color: 'var(--alarm-strong)', fontWeight: 600 } : {}}>
              {rings === null ? '–' : t('calls.ringsOf', { n: rings })}
            </span>
          ),
        },
        { title: t('calls.talk'), width: 68, isNumber: true, show: ({ talkMs }) => durationOf(talkMs) },
        { title: t('calls.category'), width: 112, show: (one) => categoryName(one) ?? '–' },
        {
          title: t('outbound.vote'),
          width: 74,
          isNumber: true,
          show: ({ vote }) => (vote === null ? '–' : t('outbound.voteOf', { score: vote })),
        },
      ]}
    >
      <CallDrawer
        callId={list.opened('call')}
        fromSecond={Number(list.opened('at'))}
        onClose={() => list.choose({ call: undefined, at: undefined })}
      />
    </ListPage>
  );
}

const durationOf = (ms: number | null) => (ms === null ? '–' : formatDuration(ms));

/** Filters that a number of a report brought along; each can be removed. */
function BroughtFilters({ list: { chosen, choose } }: { list: Pick<List<unknown, string>, 'chosen' | 'choose'> }) {
  const { t } = useTranslation();
  const nameOfBrought = useNameOfBrought();
  return broughtNames.map((name) => {
    const value = chosen[name];
    if (value === undefined) return null;
    const word = name === 'threshold' ? 'report.threshold' : `figures.axes.${name === 'entered' ? 'queue' : name}`;
    return (
      <Tag key={name} closable onClose={() => choose({ [name]: undefined })}>
        {t(word)} {nameOfBrought(name, value)}
      </Tag>
    );
  });
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
