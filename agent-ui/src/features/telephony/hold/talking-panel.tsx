import {
  AudioMutedOutlined,
  AudioOutlined,
  NumberOutlined,
  PauseOutlined,
  PhoneFilled,
  PlayCircleOutlined,
} from '@ant-design/icons';
import type { DeskSnapshot } from '@sansheng/shared/contracts/desk-work/desk';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Elapsed } from '../../../ui/elapsed.tsx';
import { Keypad } from '../../../ui/keypad.tsx';
import { usePlainKeys, useShortcut } from '../../../ui/use-shortcut.ts';
import { useSeat, useSeatView } from '../../desk-work/desk/seat.tsx';
import { PauseRecording } from '../recording/pause-recording.tsx';
import { TransferPanel } from '../transfer/transfer-panel.tsx';
import { useTalk } from './use-talk.ts';
import './call-controls.css';

export function TalkingPanel({ call }: { call: NonNullable<DeskSnapshot['call']> }) {
  const { t } = useTranslation();
  const seat = useSeat();
  const isEstablished = useSeatView((view) => view.isEstablished);
  const sentKeys = useSeatView((view) => (view.sentKeys.callId === call.callId ? view.sentKeys.keys : ''));
  const place = useSeatView((view) => view.place);
  const ringsAt = useSeatView((view) => view.desk?.phone.ringsAt);
  const { name, isHeld, isOwn, isConsulting, isInConference, mayHold, mayHangUp, hold, mute, hangUp } = useTalk(call);
  const [isKeypadOpen, openKeypad] = useState(false);
  useShortcut('Alt+KeyK', () => openKeypad((was) => !was));
  usePlainKeys(
    (key) => isKeypadOpen && /^[0-9*#]$/.test(key),
    (key) => seat.sendDigit(key),
  );
  const dialling = call.direction === 'internal' ? 'legs.callsColleague' : 'call.dialling';
  return (
    <section className={`panel talking ${isHeld ? 'is-held' : ''}`} data-testid="talking-panel">
      <div className="talking-line">
        <span className="talking-word">{t(call.isDialling ? dialling : isHeld ? 'call.held' : 'call.talking')}</span>
        <span className="talking-timer">
          <Elapsed sinceMs={call.answeredAtMs} />
        </span>
      </div>
      <div className="talking-who">
        {name}
        {isHeld && (
          <span className="talking-held">
            {t('call.heldFor')} <Elapsed sinceMs={call.heldSinceMs ?? 0} />
          </span>
        )}
      </div>
      <div className="talking-buttons">
        <Button
          data-testid="mute"
          disabled={call.isDialling}
          aria-pressed={call.isMuted}
          className={call.isMuted ? 'is-on' : ''}
          icon={call.isMuted ? <AudioMutedOutlined /> : <AudioOutlined />}
          title="Alt+M"
          onClick={mute}
        >
          {t(call.isMuted ? 'call.unmute' : 'call.mute')}
        </Button>
        <Button
          data-testid="hold"
          disabled={!mayHold}
          aria-pressed={isHeld}
          className={isHeld && mayHold ? 'is-on' : ''}
          icon={isHeld ? <PlayCircleOutlined /> : <PauseOutlined />}
          title={isConsulting ? t('legs.consultFirst') : isHeld && !isOwn ? t('legs.holdsYou') : 'Alt+H'}
          onClick={hold}
        >
          {t(isHeld ? 'call.retrieve' : 'call.hold')}
        </Button>
        <Popover
          trigger="click"
          placement="right"
          open={isKeypadOpen}
          onOpenChange={openKeypad}
          content={
            <>
              <p className="talking-keys figures" data-testid="sent-keys" aria-live="polite">
                {sentKeys || <span className="quiet small">{t('call.noKeysSent')}</span>}
              </p>
              <Keypad onDigit={(digit) => seat.sendDigit(digit)} />
            </>
          }
        >
          <Button data-testid="keypad" icon={<NumberOutlined />} title="Alt+K">
            {t('call.keypad')}
          </Button>
        </Popover>
      </div>
      <TransferPanel call={call} customer={name} />
      {call.role === 'main' && <PauseRecording call={call} />}
      <Button
        block
        danger
        type="primary"
        size="large"
        data-testid="hang-up"
        icon={<PhoneFilled rotate={225} />}
        title={isConsulting ? t('legs.consultFirst') : 'Alt+Q'}
        disabled={!mayHangUp}
        onClick={hangUp}
      >
        {t(call.role !== 'main' ? 'legs.leaveOnly' : isInConference ? 'legs.endForAll' : 'call.hangUp')}
      </Button>
      {call.isMuted && <p className="talking-warning">{t('call.muted')}</p>}
      {!isEstablished && place === 'here' && ringsAt === null && (
        <p className="talking-warning">{t('call.mediaLost')}</p>
      )}
    </section>
  );
}
