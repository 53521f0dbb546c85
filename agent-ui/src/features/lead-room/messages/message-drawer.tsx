import { MessageReceipts, SentMessage, SentMessages } from '@sansheng/shared/contracts/lead-room/messages';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Drawer, Form, Input, Popover, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { request } from '../../../rest/rest.ts';
import { formatClock } from '../../../ui/format.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import './messages.css';

const LOOK_MS = 5000;
const queryKey = ['messages', 'sent'];

interface Draft {
  to: string;
  text: string;
  isUrgent: boolean;
}

/** `to`: `all`, `team:<id>` or `seat:<number>`; below, messages sent and who has read them. */
export function MessageDrawer({
  to,
  targets,
  onClose,
}: {
  to: string;
  targets: { value: string; label: string }[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Draft>();
  const sent = useQuery({
    queryKey,
    queryFn: () => request(SentMessages, 'GET', '/messages'),
    refetchInterval: LOOK_MS,
  });
  const send = useMutation({
    mutationFn: ({ to: target, text, isUrgent }: Draft) => {
      const [kind = 'all', toId = ''] = target.split(':');
      return request(SentMessage, 'POST', '/messages', { to: kind, toId, text, isUrgent });
    },
    onSuccess: async ({ sentTo }) => {
      void message.success(t('lead.messages.sentTo', { n: sentTo }));
      form.resetFields(['text', 'isUrgent']);
      await queries.invalidateQueries({ queryKey });
    },
  });
  const nameOf = (target: string, toId: string) =>
    targets.find(({ value }) => value === (target === 'all' ? 'all' : `${target}:${toId}`))?.label ?? toId;
  return (
    <Drawer open size={440} title={t('lead.messages.write')} onClose={onClose}>
      {send.error && <Trouble error={send.error} />}
      <Form<Draft>
        form={form}
        layout="vertical"
        initialValues={{ to, text: '', isUrgent: false }}
        onFinish={(draft) => send.mutate(draft)}
      >
        <Form.Item name="to" label={t('lead.messages.to')}>
          <Select showSearch={{ optionFilterProp: 'label' }} options={targets} />
        </Form.Item>
        <Form.Item name="text" label={t('lead.messages.text')} rules={[{ required: true, whitespace: true }]}>
          <Input.TextArea autoFocus rows={4} maxLength={1000} showCount data-testid="message-text" />
        </Form.Item>
        <Form.Item name="isUrgent" valuePropName="checked">
          <Checkbox>{t('lead.messages.urgent')}</Checkbox>
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={send.isPending} data-testid="message-send">
          {t('lead.messages.send')}
        </Button>
      </Form>
      <ul className="message-sent">
        {sent.data?.messages.map((one) => (
          <li key={one.messageId}>
            {one.text}
            <br />
            <small className="figures quiet">
              {formatClock(one.atMs, me.timeZone)} · {nameOf(one.to, one.toId)} ·{' '}
            </small>
            <Popover trigger="click" content={<Receipts messageId={one.messageId} />}>
              <Button type="link" size="small" data-testid={`message-receipts-${one.messageId}`}>
                {t('lead.messages.readBy', { read: one.readBy, all: one.sentTo })}
              </Button>
            </Popover>
          </li>
        ))}
      </ul>
    </Drawer>
  );
}

function Receipts({ messageId }: { messageId: string }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const receipts = useQuery({
    queryKey: ['messages', 'receipts', messageId],
    queryFn: () => request(MessageReceipts, 'GET', `/messages/${messageId}/receipts`),
    refetchInterval: LOOK_MS,
  });
  return (
    <ul className="message-list">
      {receipts.data?.receipts.map(({ employeeNo, name, readAtMs }) => (
        <li key={employeeNo}>
          <span>
            {name} {employeeNo}{' '}
            <small className="figures quiet">
              {readAtMs === null ? t('lead.messages.unread') : formatClock(readAtMs, me.timeZone)}
            </small>
          </span>
        </li>
      ))}
    </ul>
  );
}
