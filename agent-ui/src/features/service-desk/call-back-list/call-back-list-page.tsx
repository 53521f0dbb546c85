import { PhoneOutlined } from '@ant-design/icons';
import { CallbackEntry, CallbackPage } from '@sansheng/shared/contracts/service-desk/call-back-list';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../ui/format.ts';
import { ListFlag, ListSearch, ListViews } from '../../../ui/list-page/list-filters.tsx';
import { ListPage } from '../../../ui/list-page/list-page.tsx';
import { useAct } from '../../../ui/list-page/use-act.ts';
import { useList } from '../../../ui/list-page/use-list.ts';
import { CustomerName } from '../../customers/customers/customer-name.tsx';
import { useQueueName } from '../../desk-work/desk/seat.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { CallDrawer } from '../../records/call-records/call-drawer.tsx';
import { CallNumber } from '../../telephony/outbound/call-number.tsx';
import { DoNotCallButton } from '../../telephony/outbound/do-not-call-button.tsx';
import { ChooseQueue } from '../../telephony/queues/choose-queue.tsx';
import { CallbackResultDialog } from './callback-result-dialog.tsx';
import { CallbackState } from './callback-state.tsx';
import { WaitingSince } from './waiting-since.tsx';

const views = ['waiting', 'inQueue', 'settled'] as const;

/** Customers to be called back, the longest waiting on top. */
export function CallbackListPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const queueName = useQueueName();
  const [reporting, setReporting] = useState<CallbackEntry | null>(null);
  const list = useList({
    path: '/callbacks',
    page: CallbackPage,
    filters: ['view', 'queue', 'number', 'claimedBy', 'short'],
    usual: { view: 'waiting' },
    refreshMs: 5000,
  });
  const view = views.find((one) => one === list.chosen.view) ?? 'waiting';
  const act = useAct(CallbackEntry, {
    key: 'callbacks',
    onDone: () => setReporting(null),
  });
  const run = ({ callId, revision }: CallbackEntry, name: string, body?: object) =>
    act.mutate({ path: `/callbacks/${callId}/${name}`, revision, ...(body && { body }) });

  return (
    <ListPage
      title={t('callbacks.title')}
      list={list}
      filters={
        <>
          <ListViews name="view" options={views.map((value) => ({ value, label: t(`callbacks.views.${value}`) }))} />
          <ChooseQueue />
          <ListSearch name="number" label={t('calls.number')} />
          {view === 'waiting' && <ListFlag name="claimedBy" value={me.employeeNo} label={t('callbacks.mine')} />}
          {view === 'waiting' && <ListFlag name="short" label={t('callbacks.short')} />}
        </>
      }
      beside={<DoNotCallButton />}
      rowsOf={(page) => page.callbacks}
      rowKey="callId"
      onOpen={({ callId }) => list.choose({ call: callId })}
      empty={{ icon: <PhoneOutlined />, title: t(`callbacks.none.${view}`), hint: t('callbacks.noneHint') }}
      columns={[
        {
          title: t('callbacks.since'),
          width: 168,
          show: (one) => <WaitingSince entry={one} isOver={view === 'settled'} />,
        },
        {
          title: t('calls.caller'),
          width: 150,
          // Calling claims the entry.
          show: (one) => (
            <CallNumber number={one.number} queueId={one.queueId} onPlaced={() => one.may.claim && run(one, 'claim')} />
          ),
        },
        { title: t('calls.customer'), show: (one) => <CustomerName name={one.customerName} tier={one.tier} /> },
        { title: t('calls.queue'), width: 120, show: (one) => queueName(one.queueId, one.queueName) },
        {
          title: t('callbacks.why'),
          width: 190,
          show: ({ kind, waitedMs }) =>
            `${t(`callbacks.kinds.${kind}`)}${
              kind === 'requested' || waitedMs === null
                ? ''
                : ` · ${t('callbacks.waited', { time: formatDuration(waitedMs) })}`
            }`,
        },
        { title: t('callbacks.times'), width: 52, isNumber: true, show: ({ times }) => times },
        { title: t('callbacks.state'), width: 210, show: (one) => <CallbackState entry={one} /> },
      ]}
      acts={(one) => [
        one.may.claim && { label: t('callbacks.claim'), run: () => run(one, 'claim') },
        one.may.settle && { label: t('callbacks.report'), isMain: true, run: () => setReporting(one) },
        one.may.release && { label: t('callbacks.release'), run: () => run(one, 'release') },
      ]}
    >
      {reporting && (
        <CallbackResultDialog
          entry={reporting}
          isSaving={act.isPending}
          onCancel={() => setReporting(null)}
          onSave={(body) => run(reporting, 'result', body)}
        />
      )}
      <CallDrawer callId={list.opened('call')} onClose={() => list.choose({ call: undefined })} />
    </ListPage>
  );
}
