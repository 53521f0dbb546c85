import { QueueEdit } from '@sansheng/shared/contracts/telephony/queues';
import { AlarmLimit, RoomSettings as Room } from '@sansheng/shared/contracts/lead-room/room-settings';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Select, Skeleton, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQueueName } from '../../desk-work/desk/seat.tsx';
import { revised } from '../../settings/setting-kit/revised.ts';
import { request } from '../../../rest/rest.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { SettingTable, useSettings } from '../../settings/setting-kit/setting-table.tsx';
import { useSave } from '../../settings/setting-kit/use-save.ts';
import { SaveNotice } from '../../settings/setting-kit/save-notice.tsx';
import { NumberField } from '../../settings/setting-kit/number-field.tsx';

const CENTER = '*';
const figures = [
  'longestWaitSeconds',
  'serviceLevelPercent',
  'longTalkSeconds',
  'longHoldSeconds',
  'longWrapUpSeconds',
  'leastMosTenths',
] as const;

/** Settings of the room: what agents see of their lead, who sees the wallboard, and the limits of alarms. */
export function RoomSettings() {
  return (
    <>
      <RoomForm />
      <AlarmLimits />
    </>
  );
}

function RoomForm() {
  const { t } = useTranslation();
  const [form] = Form.useForm<Room>();
  const queryKey = ['admin', 'room-settings'];
  const room = useQuery({ queryKey, queryFn: () => request(revised(Room), 'GET', '/admin/room-settings') });
  const { save, isSaving, notice } = useSave(Room, {
    path: '/admin/room-settings',
    read: room.data,
    keys: [queryKey],
    onMerged: (values) => form.setFieldsValue(values),
  });
  if (room.error) return <Trouble error={room.error} onRetry={() => void room.refetch()} />;
  if (room.data === undefined) return <Skeleton active />;
  return (
    <section className="panel" style={{ padding: '14px 16px', marginBottom: 14, maxWidth: 760 }}>
      <SaveNotice {...notice} />
      <Form form={form} layout="vertical" initialValues={room.data} onFinish={save}>
        <Form.Item
          name="isCoachingSeen"
          valuePropName="checked"
          label={t('lead.room.isCoachingSeen')}
          extra={t('lead.room.isCoachingSeenHint')}
        >
          <Switch />
        </Form.Item>
        <Form.Item
          name="wallboardAddresses"
          label={t('lead.room.wallboardAddresses')}
          extra={t('lead.room.wallboardAddressesHint')}
        >
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[' ', ',', ';']} />
        </Form.Item>
        <Form.Item
          name="allowsPrivateWebhooks"
          valuePropName="checked"
          label={t('lead.room.allowsPrivateWebhooks')}
          extra={t('lead.room.allowsPrivateWebhooksHint')}
        >
          <Switch />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={isSaving}>
          {t('action.save')}
        </Button>
      </Form>
    </section>
  );
}

function AlarmLimits() {
  const { t } = useTranslation();
  const queueName = useQueueName();
  const queues = useSettings('queues', QueueEdit);
  const nameOf = (queueId: string) => (queueId === CENTER ? t('lead.limits.center') : queueName(queueId, queueId));
  const shown = (value: number | null, queueId: string) =>
    value ?? <span className="quiet">{t(queueId === CENTER ? 'lead.limits.off' : 'lead.limits.inherit')}</span>;
  return (
    <SettingTable<AlarmLimit>
      kind={{
        path: 'alarm-limits',
        word: 'alarmLimits',
        row: AlarmLimit,
        idField: 'queueId',
        nameOf: ({ queueId }) => nameOf(queueId),
        fresh: { noSeat: null },
        columns: [
          { title: t('lead.limits.queue'), render: (_, { queueId }) => nameOf(queueId) },
          ...figures.map((figure) => ({
            title: t(`lead.limits.${figure}`),
            align: 'right' as const,
            render: (_: unknown, row: AlarmLimit) => shown(row[figure], row.queueId),
          })),
          {
            title: t('lead.limits.noSeat'),
            render: (_, { noSeat, queueId }) =>
              noSeat === null ? shown(null, queueId) : t(noSeat ? 'lead.limits.on' : 'lead.limits.off'),
          },
        ],
        fields: (isNew) => (
          <>
            <Form.Item name="queueId" label={t('lead.limits.queue')} rules={[{ required: true }]}>
              <Select
                disabled={!isNew}
                options={[CENTER, ...(queues.data ?? []).map(({ queueId }) => queueId)].map((value) => ({
                  value,
                  label: nameOf(value),
                }))}
              />
            </Form.Item>
            {figures.map((figure) => (
              <NumberField
                key={figure}
                row={AlarmLimit}
                name={figure}
                label={t(`lead.limits.${figure}`)}
                empty={t('lead.limits.inherit')}
              />
            ))}
            <Form.Item name="noSeat" label={t('lead.limits.noSeat')}>
              <Select
                options={[
                  { value: null, label: t('lead.limits.inherit') },
                  { value: true, label: t('lead.limits.on') },
                  { value: false, label: t('lead.limits.off') },
                ]}
              />
            </Form.Item>
          </>
        ),
      }}
    />
  );
}
