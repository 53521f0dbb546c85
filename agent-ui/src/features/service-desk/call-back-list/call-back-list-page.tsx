import { PhoneOutlined } from '@ant-design/icons';
import { CallbackEntry, CallbackPage } from '@sansheng/shared/contracts/service-desk/call-back-list';
import { useTranslation } from 'react-i18next';
import { ListFlag, ListSearch } from '../../../ui/list-page/list-filters.tsx';
import { ListPage } from '../../../ui/list-page/list-page.tsx';
import { useList } from '../../../ui/list-page/use-list.ts';
import { CustomerName } from '../../customers/customers/customer-name.tsx';
import { useQueueName } from '../../desk-work/desk/seat.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { CallDrawer } from '../../records/call-records/call-drawer.tsx';
import { CallNumber } from '../../telephony/outbound/call-number.tsx';
import { DoNotCallButton } from '../../telephony/outbound/do-not-call-button.tsx';
import { ChooseQueue } from '../../telephony/queues/choose-queue.tsx';
import { useTaskActs } from '../task-kit/use-task-acts.ts';
import { CallbackResultDialog } from './callback-result-dialog.tsx';
import { CallbackState } from './callback-state.tsx';
import { CallbackWhy } from './callback-why.tsx';
import { WaitingSince } from './waiting-since.tsx';

const views = ['waiting', 'inQueue', 'settled'] as const;
const filters = ['queue', 'number', 'claimedBy', 'short'] as const;

/** Customers to be called back, the longest waiting on top. */
export function CallbackListPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const queueName = useQueueName();
  const list = useList({
    path: '/callbacks',
    page: CallbackPage,
    rowsOf: (page) => page.callbacks,
    views,
    filters,
    refreshMs: 5000,
  });
  const call = list.opened('call');
  const tasks = useTaskActs(CallbackEntry, {
    key: 'callbacks',
    words: 'callbacks',
    pathOf: ({ callId }) => `/callbacks/${callId}`,
    settle: 'result',
  });
  return (
    <ListPage
      words="callbacks"
      icon={<PhoneOutlined />}
      list={list}
      filters={
        <>
          <ChooseQueue />
          <ListSearch name="number" label={t('calls.number')} />
          {list.view === 'waiting' && <ListFlag name="claimedBy" value={me.employeeNo} label={t('callbacks.mine')} />}
          {list.view === 'waiting' && <ListFlag name="short" label={t('callbacks.short')} />}
        </>
      }
      beside={<DoNotCallButton />}
      rowKey="callId"
      onOpen={({ callId }) => call.open(callId)}
      columns={[
        {
          title: t('callbacks.since'),
          width: 168,
          show: (one) => <WaitingSince entry={one} isOver={list.view === 'settled'} />,
        },
        {
          title: t('calls.caller'),
          width: 150,
          show: (one) => <CallNumber number={one.number} queueId={one.queueId} onPlaced={() => tasks.claim(one)} />,
        },
        { title: t('calls.customer'), show: (one) => <CustomerName name={one.customerName} tier={one.tier} /> },
        { title: t('calls.queue'), width: 120, show: (one) => queueName(one.queueId, one.queueName) },
        { title: t('callbacks.why'), width: 190, show: (one) => <CallbackWhy entry={one} /> },
        { title: t('callbacks.times'), width: 52, number: ({ times }) => times },
        { title: t('callbacks.state'), width: 210, show: (one) => <CallbackState entry={one} /> },
      ]}
      acts={tasks.acts}
    >
      {tasks.settling && <CallbackResultDialog entry={tasks.settling} {...tasks.dialog} />}
      <CallDrawer callId={call.id} onClose={call.close} />
    </ListPage>
  );
}
