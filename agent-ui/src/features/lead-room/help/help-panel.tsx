import { CustomerServiceOutlined } from '@ant-design/icons';
import type { DeskSnapshot } from '@sansheng/shared/contracts/desk-work/desk';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../people/sign-in/use-command.ts';
import { Elapsed } from '../../../ui/elapsed.tsx';
import '../../telephony/coaching/coaching-panel.css';

/** A seat on a call asks for help, sees who has seen the request, and withdraws it. */
export function HelpPanel({ callId, help }: { callId: string; help: DeskSnapshot['help'] }) {
  const { t } = useTranslation();
  const send = useCommand();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState('');
  if (help !== null && help.callId === callId) {
    return (
      <section className="panel help-panel" data-asked="true" data-testid="help-asked">
        <p>
          {help.seenBy === null
            ? t('lead.help.waiting')
            : t('lead.help.seenBy', { lead: `${help.seenBy.name} ${help.seenBy.agentId}` })}{' '}
          <Elapsed sinceMs={help.askedAtMs} />
        </p>
        <Button size="small" data-testid="help-withdraw" onClick={() => void send('help.withdraw', { callId })}>
          {t('lead.help.withdraw')}
        </Button>
      </section>
    );
  }
  const ask = async () => {
    if (!(await send('help.ask', { callId, reason }))) return;
    setIsOpen(false);
    setReason('');
  };
  return (
    <Popover
      trigger="click"
      open={isOpen}
      onOpenChange={setIsOpen}
      content={
        <form
          style={{ display: 'flex', gap: 8, width: 300 }}
          onSubmit={(event) => {
            event.preventDefault();
            void ask();
          }}
        >
          <Input
            autoFocus
            maxLength={200}
            value={reason}
            placeholder={t('lead.help.reason')}
            aria-label={t('lead.help.reason')}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button type="primary" htmlType="submit" data-testid="help-send">
            {t('lead.help.send')}
          </Button>
        </form>
      }
    >
      <Button icon={<CustomerServiceOutlined />} data-testid="help-ask">
        {t('lead.help.ask')}
      </Button>
    </Popover>
  );
}
