import { NumberOutlined, PhoneFilled, UserOutlined } from '@ant-design/icons';
import type { DeskSnapshot } from '@sansheng/shared/contracts/desk-work/desk';
import { Button, Input, type InputRef, Popover, Select, Space } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { Keypad } from '../../../ui/keypad.tsx';
import { useShortcut } from '../../../ui/use-shortcut.ts';
import { useDeskSettings, useSeat, useSeatCommand } from '../../desk-work/desk/seat.tsx';
import { isColleague } from './colleague.ts';
import './outbound.css';

/** Places a call while the seat is free: a customer's number, or a colleague's. */
export function DialPanel({ desk }: { desk: DeskSnapshot }) {
  const { t } = useTranslation();
  const seat = useSeat();
  const run = useSeatCommand();
  const settings = useDeskSettings();
  const [number, setNumber] = useState('');
  const [queueId, setQueueId] = useState<string>();
  const [isDialling, setDialling] = useState(false);
  const queues = (settings?.queues ?? []).filter((queue) => desk.queueIds.includes(queue.queueId));
  const toColleague = isColleague(number);
  const field = useRef<InputRef>(null);
  useShortcut('Alt+KeyO', () => field.current?.focus());

  const dial = async () => {
    const to = number.trim();
    if (to === '' || isDialling) return;
    setDialling(true);
    const isPlaced = await run(toColleague ? seat.dialColleague(to) : seat.dial(to, queueId));
    setDialling(false);
    if (isPlaced) setNumber('');
  };
  return (
    <section className="panel dial-panel" aria-label={t('outbound.title')}>
      <Space.Compact block>
        <Input
          ref={field}
          data-testid="dial-number"
          title="Alt+O"
          value={number}
          inputMode="tel"
          maxLength={40}
          allowClear
          placeholder={t('outbound.number')}
          aria-label={t('outbound.number')}
          onChange={(event) => setNumber(event.target.value)}
          onPressEnter={() => void dial()}
        />
        <Popover
          trigger="click"
          placement="right"
          content={<Keypad onDigit={(digit) => setNumber((before) => before + digit)} />}
        >
          <Button icon={<NumberOutlined />} aria-label={t('call.keypad')} title={t('call.keypad')} />
        </Popover>
        <Button
          type="primary"
          data-testid="dial"
          loading={isDialling}
          disabled={number.trim() === ''}
          icon={toColleague ? <UserOutlined /> : <PhoneFilled />}
          onClick={() => void dial()}
        >
          {t('outbound.call')}
        </Button>
      </Space.Compact>
      {toColleague ? (
        <span className="quiet small">{t('outbound.colleague')}</span>
      ) : (
        queues.length > 1 && (
          <Select
            size="small"
            variant="borderless"
            value={queueId ?? queues[0]?.queueId ?? null}
            aria-label={t('outbound.queue')}
            options={queues.map((queue) => ({
              value: queue.queueId,
              label: `${t('outbound.queue')}${t('list.colon')}${nameOf(queue)}`,
            }))}
            onChange={(value) => setQueueId(value ?? undefined)}
          />
        )
      )}
    </section>
  );
}
