import {
  WebhookDeliveries,
  type WebhookDelivery,
  WebhookEdit,
  webhookKinds,
  WebhookSecret,
} from '@sansheng/shared/contracts/outside/webhooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Drawer, Form, Input, Table, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../people/sign-in/session.tsx';
import { nothing, request } from '../../../rest/rest.ts';
import { formatClock } from '../../../ui/format.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { ActiveField } from '../../settings/setting-kit/name-fields.tsx';
import { IdField } from '../../settings/setting-kit/id-field.tsx';
import { SettingTable } from '../../settings/setting-kit/setting-table.tsx';

const LOOK_MS = 3000;

/** Which software is notified of what. */
export function WebhookSettings() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const sayRefusal = useSayRefusal();
  const [logOf, setLogOf] = useState<WebhookEdit | null>(null);
  const renew = ({ webhookId }: WebhookEdit) =>
    modal.confirm({
      title: t('lead.webhooks.secretSure'),
      okText: t('lead.webhooks.secret'),
      cancelText: t('action.cancel'),
      onOk: async () => {
        try {
          const { secret } = await request(WebhookSecret, 'POST', `/admin/webhooks/${webhookId}/secret`);
          modal.info({
            title: t('lead.webhooks.secretNew'),
            width: 560,
            content: (
              <>
                <Typography.Text code copyable>
                  {secret}
                </Typography.Text>
                <p className="quiet">{t('lead.webhooks.signature')}</p>
              </>
            ),
          });
        } catch (error) {
          sayRefusal(error);
        }
      },
    });
  return (
    <>
      <SettingTable<WebhookEdit>
        kind={{
          path: 'webhooks',
          word: 'webhooks',
          row: WebhookEdit,
          idField: 'webhookId',
          nameOf: ({ name }) => name,
          fresh: { kinds: [...webhookKinds], isActive: true },
          columns: [
            { title: t('admin.name'), dataIndex: 'name', width: 160 },
            { title: t('lead.webhooks.url'), dataIndex: 'url', ellipsis: true },
            {
              title: t('lead.webhooks.kinds'),
              render: (_, { kinds }) => kinds.map((kind) => t(`lead.webhooks.kindNames.${kind}`)).join(' · '),
            },
          ],
          rowActions: (hook) => (
            <>
              <Button type="link" size="small" onClick={() => setLogOf(hook)}>
                {t('lead.webhooks.log')}
              </Button>
              <Button type="link" size="small" onClick={() => renew(hook)}>
                {t('lead.webhooks.secret')}
              </Button>
            </>
          ),
          fields: (isNew) => (
            <>
              <IdField name="webhookId" isNew={isNew} />
              <Form.Item name="name" label={t('admin.name')} rules={[{ required: true, max: 64 }]}>
                <Input />
              </Form.Item>
              <Form.Item name="url" label={t('lead.webhooks.url')} rules={[{ required: true, type: 'url' }]}>
                <Input placeholder="https://crm.example.cn/sansheng" />
              </Form.Item>
              <Form.Item name="kinds" label={t('lead.webhooks.kinds')} rules={[{ required: true }]}>
                <Checkbox.Group
                  style={{ display: 'grid', gap: 6 }}
                  options={webhookKinds.map((value) => ({ value, label: t(`lead.webhooks.kindNames.${value}`) }))}
                />
              </Form.Item>
              <ActiveField />
            </>
          ),
        }}
      />
      {logOf !== null && <DeliveryLog hook={logOf} onClose={() => setLogOf(null)} />}
    </>
  );
}

function DeliveryLog({ hook, onClose }: { hook: WebhookEdit; onClose: () => void }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const queryKey = ['admin', 'webhook-deliveries', hook.webhookId];
  const log = useQuery({
    queryKey,
    queryFn: () => request(WebhookDeliveries, 'GET', `/admin/webhooks/${hook.webhookId}/deliveries`),
    refetchInterval: LOOK_MS,
  });
  const replay = useMutation({
    mutationFn: (deliveryId: string) =>
      request(nothing, 'POST', `/admin/webhook-deliveries/${encodeURIComponent(deliveryId)}/replay`),
    onSuccess: () => void message.success(t('lead.webhooks.replayed')),
    onError: sayRefusal,
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  return (
    <Drawer open size={820} title={`${t('lead.webhooks.log')} · ${hook.name}`} onClose={onClose}>
      {log.error && <Trouble error={log.error} onRetry={() => void log.refetch()} />}
      <Table<WebhookDelivery>
        size="small"
        rowKey="deliveryId"
        dataSource={log.data?.deliveries ?? []}
        loading={log.isPending}
        pagination={false}
        locale={{ emptyText: t('lead.webhooks.none') }}
        expandable={{ expandedRowRender: ({ body }) => <pre className="small">{JSON.stringify(body, null, 2)}</pre> }}
        columns={[
          { title: t('calls.time'), width: 90, render: (_, { atMs }) => formatClock(atMs, me.timeZone) },
          {
            title: t('lead.webhooks.kinds'),
            width: 130,
            render: (_, { kind }) => t(`lead.webhooks.kindNames.${kind}`),
          },
          { title: t('lead.webhooks.state'), width: 90, render: (_, { state }) => t(`lead.webhooks.states.${state}`) },
          { title: t('lead.webhooks.tries'), width: 70, align: 'right', dataIndex: 'tries' },
          {
            title: t('lead.webhooks.answer'),
            ellipsis: true,
            render: (_, { status, error }) => [status, error].filter(Boolean).join(' · '),
          },
          {
            title: '',
            width: 130,
            render: (_, { deliveryId, state }) =>
              state !== 'waiting' && (
                <Button type="link" size="small" onClick={() => replay.mutate(deliveryId)}>
                  {t('lead.webhooks.replay')}
                </Button>
              ),
          },
        ]}
      />
    </Drawer>
  );
}
