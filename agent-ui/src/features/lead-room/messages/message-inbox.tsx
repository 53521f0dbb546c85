import { MailOutlined } from '@ant-design/icons';
import { type Message, Messages } from '@sansheng/shared/contracts/lead-room/messages';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Badge, Button, Popover } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nothing, request } from '../../../rest/rest.ts';
import { playAlarm } from '../../../ui/alarm-sound.ts';
import { formatClock } from '../../../ui/format.ts';
import { CaseNoticeList } from '../../service-desk/cases/case-notices.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import './messages.css';

const queryKey = ['messages', 'mine'];

/**
 * Messages of leads, and what is said of cases: unread ones stay open on every page until confirmed. Ordinary notices of
 * cases come all day, so they wait in the list and cover nothing.
 */
export function MessageInbox() {
  const { t } = useTranslation();
  const { me, socket } = useSession();
  const queries = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const mine = useQuery({ queryKey, queryFn: () => request(Messages, 'GET', '/messages/mine') });
  const read = useMutation({
    mutationFn: (messageId: string) => request(nothing, 'PUT', `/messages/${messageId}/read`),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  useEffect(() => {
    const arrived = (message: Message) => {
      playAlarm(message.isUrgent ? 'grave' : 'light');
      void queries.invalidateQueries({ queryKey });
      if (message.notices !== null) void queries.invalidateQueries({ queryKey: ['cases'] });
    };
    // Messages sent while the connection was down.
    const connected = () => void queries.invalidateQueries({ queryKey });
    socket.on('message.arrived', arrived);
    socket.on('connect', connected);
    return () => {
      socket.off('message.arrived', arrived);
      socket.off('connect', connected);
    };
  }, [socket, queries]);

  const messages = mine.data?.messages ?? [];
  const unread = messages.filter(({ readAtMs }) => readAtMs === null);
  const onTop = unread.filter(({ notices, isUrgent }) => notices === null || isUrgent);
  const head = (message: Message) => (
    <small className="figures quiet">
      {message.byName} {message.byEmployeeNo} · {formatClock(message.atMs, me.timeZone)}
    </small>
  );
  const words = (message: Message) => (
    <>
      {message.notices !== null && <CaseNoticeList notices={message.notices} onOpen={() => setIsOpen(false)} />}
      {message.text}
    </>
  );
  const confirm = ({ messageId }: Message) => (
    <Button
      size="small"
      type="primary"
      data-testid={`message-read-${messageId}`}
      loading={read.isPending && read.variables === messageId}
      onClick={() => read.mutate(messageId)}
    >
      {t('lead.messages.read')}
    </Button>
  );
  return (
    <>
      <Popover
        trigger="click"
        open={isOpen}
        onOpenChange={setIsOpen}
        placement="bottomRight"
        title={t('lead.messages.title')}
        content={
          <ul className="message-list">
            {messages.length === 0 && <li className="quiet">{t('lead.messages.none')}</li>}
            {messages.map((message) => (
              <li key={message.messageId} data-unread={message.readAtMs === null}>
                {words(message)}
                {head(message)} {message.readAtMs === null && !onTop.includes(message) && confirm(message)}
              </li>
            ))}
          </ul>
        }
      >
        <Badge count={unread.length} size="small" offset={[-6, 6]}>
          <Button
            type="text"
            aria-label={t('lead.messages.title')}
            data-testid="messages-open"
            icon={<MailOutlined />}
          />
        </Badge>
      </Popover>
      {onTop.length > 0 && (
        <div className="message-stack" role="status">
          {onTop.toReversed().map((message) => (
            <article key={message.messageId} className="message-note" data-urgent={message.isUrgent}>
              <div>{words(message)}</div>
              <footer>
                {head(message)}
                {confirm(message)}
              </footer>
            </article>
          ))}
        </div>
      )}
    </>
  );
}
