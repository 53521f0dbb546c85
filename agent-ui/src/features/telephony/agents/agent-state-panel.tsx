import { DownOutlined } from '@ant-design/icons';
import type { DeskSettings, DeskSnapshot } from '@sansheng/shared/contracts/desk-work/desk';
import { systemNotReadyReasons } from '@sansheng/shared/domain/agent-state';
import { Button, Dropdown } from 'antd';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { cadenceTone } from '../../../softphone/cadence-tone.ts';
import { Elapsed } from '../../../ui/elapsed.tsx';
import { useShortcut } from '../../../ui/use-shortcut.ts';
import { useDeskSettings, useSeat, useSeatCommand, useSeatView } from '../../desk-work/desk/seat.tsx';
import { PhoneHealth } from '../phone/phone-health.tsx';
import './agent-state.css';

export function AgentStatePanel() {
  const { t } = useTranslation();
  const desk = useSeatView((view) => view.desk);
  const settings = useDeskSettings();
  const seat = useSeat();
  const run = useSeatCommand();
  const reasons = settings?.notReadyReasons ?? [];

  const goReady = () => {
    cadenceTone.unlock();
    if ('Notification' in window && Notification.permission === 'default') void Notification.requestPermission();
    void run(seat.goReady());
  };
  useShortcut('Alt+KeyR', goReady);
  const [isAskingWhy, askWhy] = useState(false);
  useShortcut('Alt+KeyN', () => askWhy((was) => !was));

  const state = desk?.state ?? 'offline';
  // The center would refuse; the lamps below show what is missing.
  const isFit = desk !== null && (desk.phone.ringsAt !== null || (desk.phone.isRegistered && desk.phone.hasMicrophone));
  const reason = desk ? reasonInWords(t, desk.reason, settings) : '';
  return (
    <section className={`panel agent-state tone-edge-${state}`}>
      <div className="agent-state-now">
        <span
          className={`agent-state-word tone-${state}`}
          data-testid="agent-state"
          data-state={state}
          aria-live="polite"
        >
          {t(`state.${state}`)}
        </span>
        {reason !== '' && <span className="agent-state-reason">{reason}</span>}
        <span className="agent-state-since">{desk && <Elapsed sinceMs={desk.sinceMs} />}</span>
      </div>
      {desk?.pending && (
        <div className="agent-state-pending">
          {t('agentState.pending', { state: pendingInWords(t, desk.pending, settings) })}{' '}
          {desk.pending.state !== 'ready' && (
            <Button size="small" type="link" data-testid="undo-pending" onClick={() => void run(seat.goReady())}>
              {t('agentState.undo')}
            </Button>
          )}
        </div>
      )}
      <div className="agent-state-actions">
        <Button
          data-testid="go-ready"
          type={state === 'notReady' || state === 'offline' ? 'primary' : 'default'}
          disabled={state === 'ready' || desk?.pending?.state === 'ready' || !isFit}
          onClick={goReady}
        >
          {t('agentState.goReady')} <kbd>Alt+R</kbd>
        </Button>
        <Dropdown
          trigger={['click']}
          autoFocus
          open={isAskingWhy}
          onOpenChange={askWhy}
          menu={{
            items:
              reasons.length === 0
                ? [{ key: '', label: t('agentState.noReasons'), disabled: true }]
                : reasons.map((one) => ({ key: one.reasonId, label: nameOf(one) })),
            onClick: ({ key }) => {
              askWhy(false);
              void run(seat.goNotReady(key));
            },
          }}
        >
          <Button data-testid="go-not-ready" icon={<DownOutlined />} iconPlacement="end" title="Alt+N">
            {t('agentState.goNotReady')}
          </Button>
        </Dropdown>
      </div>
      <PhoneHealth />
    </section>
  );
}

function pendingInWords(t: TFunction, pending: NonNullable<DeskSnapshot['pending']>, settings?: DeskSettings): string {
  const reason = reasonInWords(t, pending.reason, settings);
  return reason === '' ? t(`state.${pending.state}`) : `${t(`state.${pending.state}`)} · ${reason}`;
}

/** Built-in reasons are translated, those of administrators have names. */
export function reasonInWords(t: TFunction, reason: string, settings?: DeskSettings): string {
  if ((systemNotReadyReasons as readonly string[]).includes(reason)) return t(`reason.${reason}`);
  const own = settings?.notReadyReasons.find((one) => one.reasonId === reason);
  return own ? nameOf(own) : reason;
}
