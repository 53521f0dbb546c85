import { access, may } from '@sansheng/shared/domain/access';
import { PhoneOutlined } from '@ant-design/icons';
import { CallbackEntry, CallbackPage, callbackResults } from '@sansheng/shared/contracts/service-desk/call-back-list';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Drawer, Form, Input, Modal, Radio, Segmented, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DoNotCallSettings } from '../../telephony/outbound/do-not-call-settings.tsx';
import { CallNumber } from '../../telephony/outbound/call-number.tsx';
import { TierMark } from '../../customers/customers/tier-mark.tsx';
import { CallDrawer } from '../../records/call-records/call-drawer.tsx';
import { useDeskSettings, useQueueName } from '../../desk-work/desk/seat.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { nameOf } from '../../../language/language.ts';
import { queryString, Refused, request } from '../../../rest/rest.ts';
import { Elapsed } from '../../../ui/elapsed.tsx';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { formatClock, formatDuration, formatNumber } from '../../../ui/format.ts';
import { NumberedTable, PAGE_SIZE } from '../../../ui/numbered-table.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { useAddress } from '../../../ui/use-address.ts';

const REFRESH_MS = 5000;
const filterNames = ['view', 'queue', 'number', 'claimedBy', 'short'] as const;

const stateTones = {
  inQueue: 'offered',
  open: 'alarm',
  claimed: 'talking',
  done: 'ready',
  struckOff: 'ready',
  repeated: 'notReady',
} as const;

/** Customers to be called back, the longest waiting on top. */
export function CallbackListPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const queueName = useQueueName();
  const settings = useDeskSettings();
  const [params, change] = useAddress();
  const [reporting, setReporting] = useState<CallbackEntry | null>(null);

  const filters: Partial<Record<(typeof filterNames)[number], string>> = Object.fromEntries(
    filterNames.filter((name) => params.has(name)).map((name) => [name, params.get(name)]),
  );
  const view = filters.view ?? 'waiting';
  const page = Number(params.get('page') ?? 1);
  /** A different list starts at its first page. */
  const filter = (changes: typeof filters) => change({ ...changes, page: undefined });
  const list = useQuery({
    queryKey: ['callbacks', filters, page],
    queryFn: () =>
      request(
        CallbackPage,
        'GET',
        `/callbacks${queryString({ ...filters, offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE })}`,
      ),
    refetchInterval: REFRESH_MS,
  });
  const [showsDoNotCall, setShowsDoNotCall] = useState(false);
  const act = useMutation({
    mutationFn: ({ entry, name, body }: { entry: CallbackEntry; name: string; body?: object }) =>
      request(CallbackEntry, 'POST', `/callbacks/${entry.callId}/${name}`, body ?? {}),
    onSuccess: () => setReporting(null),
    onError: (error) => {
      const code = error instanceof Refused ? error.code : 'internal';
      void message.error(code === 'conflict' ? t('callbacks.somebodyWasFaster') : t(`errors.${code}`));
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['callbacks'] }),
  });

  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('callbacks.title')}</h1>
        <Segmented
          value={view}
          onChange={(next) => filter({ view: next })}
          options={(['waiting', 'inQueue', 'settled'] as const).map((value) => ({
            value,
            label: t(`callbacks.views.${value}`),
          }))}
        />
        <Select
          allowClear
          placeholder={t('calls.queue')}
          aria-label={t('calls.queue')}
          style={{ width: 150 }}
          value={filters.queue}
          onChange={(queue) => filter({ queue })}
          options={(settings?.queues ?? []).map((queue) => ({ value: queue.queueId, label: nameOf(queue) }))}
        />
        <Input.Search
          allowClear
          placeholder={t('calls.number')}
          aria-label={t('calls.number')}
          key={filters.number}
          style={{ width: 170 }}
          defaultValue={filters.number}
          onSearch={(number) => filter({ number })}
        />
        {view === 'waiting' && (
          <>
            <Checkbox
              checked={filters.claimedBy === me.employeeNo}
              onChange={(event) => filter({ claimedBy: event.target.checked ? me.employeeNo : undefined })}
            >
              {t('callbacks.mine')}
            </Checkbox>
            <Checkbox
              checked={filters.short === '1'}
              onChange={(event) => filter({ short: event.target.checked ? '1' : undefined })}
            >
              {t('callbacks.short')}
            </Checkbox>
          </>
        )}
        {may(me, access.doNotCall) && (
          <Button style={{ marginLeft: 'auto' }} data-testid="do-not-call" onClick={() => setShowsDoNotCall(true)}>
            {t('outbound.doNotCall')}
          </Button>
        )}
      </div>
      <NumberedTable
        list={list}
        rowsOf={({ callbacks }) => callbacks}
        rowKey="callId"
        scroll={{ x: 1100 }}
        page={page}
        onPage={(next) => change({ page: next })}
        onOpen={(entry) => change({ call: entry.callId })}
        empty={
          <EmptyHint icon={<PhoneOutlined />} title={t(`callbacks.none.${view as 'waiting'}`)}>
            {t('callbacks.noneHint')}
          </EmptyHint>
        }
        columns={[
          {
            title: t('callbacks.since'),
            width: 178,
            render: (_value, entry) => (
              <>
                {formatClock(entry.sinceMs, me.timeZone, 'MM-DD HH:mm')}
                {view !== 'settled' && (
                  <span className="muted" style={{ marginLeft: 8 }}>
                    <Elapsed sinceMs={entry.sinceMs} />
                  </span>
                )}
              </>
            ),
          },
          {
            title: t('calls.caller'),
            width: 166,
            render: (_value, entry) => (
              <CallNumber
                number={entry.number}
                queueId={entry.queueId}
                // Calling claims the entry.
                onPlaced={() => entry.state === 'open' && act.mutate({ entry, name: 'claim' })}
              />
            ),
          },
          {
            title: t('calls.customer'),
            ellipsis: true,
            render: (_value, entry) => (
              <>
                {entry.customerName ?? '–'} <TierMark tier={entry.tier} />
              </>
            ),
          },
          {
            title: t('calls.queue'),
            width: 130,
            ellipsis: true,
            render: (_value, entry) => queueName(entry.queueId, entry.queueName),
          },
          {
            title: t('callbacks.why'),
            width: 176,
            ellipsis: true,
            render: (_value, entry) => (
              <>
                {t(`callbacks.kinds.${entry.kind}`)}
                {entry.kind !== 'requested' && entry.waitedMs !== null && (
                  <> · {t('callbacks.waited', { time: formatDuration(entry.waitedMs) })}</>
                )}
              </>
            ),
          },
          { title: t('callbacks.times'), dataIndex: 'times', width: 64, align: 'right' },
          {
            title: t('callbacks.state'),
            width: 220,
            ellipsis: true,
            render: (_value, entry) => (
              <>
                <StateMark tone={stateTones[entry.state]}>{t(`callbacks.states.${entry.state}`)}</StateMark>{' '}
                {entry.claimedBy !== null && `${entry.claimedByName ?? ''} ${entry.claimedBy} `}
                {entry.result !== null && (
                  <span title={entry.note}>
                    {t(`callbacks.results.${entry.result}`)} {entry.tries > 1 && `×${entry.tries}`}
                  </span>
                )}
              </>
            ),
          },
          {
            title: '',
            width: 190,
            align: 'right',
            // A click here must not count as one on the row.
            onCell: () => ({ onClick: (event) => event.stopPropagation() }),
            render: (_value, entry) => (
              <Space>
                {entry.state === 'open' && (
                  <Button size="small" onClick={() => act.mutate({ entry, name: 'claim' })}>
                    {t('callbacks.claim')}
                  </Button>
                )}
                {entry.state === 'claimed' && entry.claimedBy === me.employeeNo && (
                  <Button size="small" type="primary" onClick={() => setReporting(entry)}>
                    {t('callbacks.report')}
                  </Button>
                )}
                {entry.state === 'claimed' && (entry.claimedBy === me.employeeNo || may(me, access.callbacksOfAll)) && (
                  <Button size="small" onClick={() => act.mutate({ entry, name: 'release' })}>
                    {t('callbacks.release')}
                  </Button>
                )}
              </Space>
            ),
          },
        ]}
      />
      {reporting !== null && (
        <ResultDialog
          entry={reporting}
          isSaving={act.isPending}
          onCancel={() => setReporting(null)}
          onSave={(body) => act.mutate({ entry: reporting, name: 'result', body })}
        />
      )}
      <Drawer
        open={showsDoNotCall}
        size={720}
        title={t('outbound.doNotCall')}
        destroyOnHidden
        onClose={() => setShowsDoNotCall(false)}
      >
        <DoNotCallSettings />
      </Drawer>
      <CallDrawer callId={params.get('call')} onClose={() => change({ call: undefined })} />
    </div>
  );
}

function ResultDialog({
  entry,
  isSaving,
  onCancel,
  onSave,
}: {
  entry: CallbackEntry;
  isSaving: boolean;
  onCancel: () => void;
  onSave: (body: { result: (typeof callbackResults)[number]; note: string }) => void;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm();
  return (
    <Modal
      open
      width={600}
      title={t('callbacks.resultOf', { who: entry.customerName ?? formatNumber(entry.number) })}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      confirmLoading={isSaving}
      onCancel={onCancel}
      onOk={() => form.submit()}
    >
      <Form form={form} layout="vertical" initialValues={{ result: 'reached', note: '' }} onFinish={onSave}>
        <Form.Item name="result" label={t('callbacks.result')}>
          <Radio.Group
            options={callbackResults.map((value) => ({ value, label: t(`callbacks.results.${value}`) }))}
            optionType="button"
          />
        </Form.Item>
        <Form.Item name="note" label={t('calls.note')}>
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
