import { CustomerServiceOutlined } from '@ant-design/icons';
import { CallPage, CallQuery } from '@sansheng/shared/contracts/records/call-records';
import { callOutcomes } from '@sansheng/shared/domain/call-state';
import { openFigureNames } from '@sansheng/shared/domain/figure-definitions';
import { useTranslation } from 'react-i18next';
import { textLanguage } from '../../../language/language.ts';
import { serverClock } from '../../../socket/server-clock.ts';
import { formatClock, formatDuration, startOfDayMs } from '../../../ui/format.ts';
import { ClearFilters, ListChoice, ListPeriod, ListSearch } from '../../../ui/list-page/list-filters.tsx';
import { ListPage } from '../../../ui/list-page/list-page.tsx';
import { useList } from '../../../ui/list-page/use-list.ts';
import { CustomerName } from '../../customers/customers/customer-name.tsx';
import { useCategoryName, useQueueName } from '../../desk-work/desk/seat.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { CallNumber } from '../../telephony/outbound/call-number.tsx';
import { DirectionMark } from '../../telephony/outbound/direction-mark.tsx';
import { ChooseQueue } from '../../telephony/queues/choose-queue.tsx';
import { BroughtFilters, broughtNames } from './brought-filters.tsx';
import { CallDrawer } from './call-drawer.tsx';
import { CountOfCalls } from './count-of-calls.tsx';
import { OutcomeMark } from './outcome-mark.tsx';
import { RingsOfCall } from './rings-of-call.tsx';

const filters = ['from', 'to', 'queue', 'agent', 'number', 'note', 'outcome', 'figure', ...broughtNames] as const;

/** Every number of the other consoles leads here. */
export function CallsPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const queueName = useQueueName();
  const categoryName = useCategoryName();
  const usual = { from: String(startOfDayMs(serverClock.nowMs(), me.timeZone)) };
  const list = useList({ path: '/calls', page: CallPage, rowsOf: (page) => page.calls, filters, usual });
  const call = list.opened('call');
  return (
    <ListPage
      words="calls"
      icon={<CustomerServiceOutlined />}
      list={list}
      filters={
        <>
          <CountOfCalls filters={list.chosen} />
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
          <BroughtFilters />
          <ClearFilters />
        </>
      }
      rowKey="callId"
      onOpen={({ callId }) => call.open(callId)}
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
        { title: t('calls.agent'), width: 116, person: ({ agentId, agentName }) => ({ id: agentId, name: agentName }) },
        { title: t('calls.outcome'), width: 110, show: ({ outcome }) => <OutcomeMark outcome={outcome} /> },
        { title: t('calls.waited'), width: 72, number: ({ waitedMs }) => waitedMs, inWords: formatDuration },
        {
          title: t('calls.rings'),
          width: 62,
          isAtRight: true,
          show: (one) => <RingsOfCall of={one} />,
        },
        { title: t('calls.talk'), width: 68, number: ({ talkMs }) => talkMs, inWords: formatDuration },
        { title: t('calls.category'), width: 112, show: (one) => categoryName(one) ?? '–' },
        {
          title: t('outbound.vote'),
          width: 74,
          number: ({ vote }) => vote,
          inWords: (score) => t('outbound.voteOf', { score }),
        },
      ]}
    >
      <CallDrawer
        callId={call.id}
        fromSecond={Number(list.opened('at').id)}
        onClose={() => list.choose({ call: undefined, at: undefined })}
      />
    </ListPage>
  );
}
