import {
  AudioMutedOutlined,
  AudioOutlined,
  FormOutlined,
  PauseOutlined,
  PhoneFilled,
  PlayCircleOutlined,
} from '@ant-design/icons';
import type { DeskSnapshot } from '@sansheng/shared/contracts/desk-work/desk';
import { Button, Popover } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Elapsed } from '../../../ui/elapsed.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { isCoachingRole } from '../coaching/coaching-role.ts';
import { useSeatView } from '../../desk-work/desk/seat.tsx';
import { NoteOf } from '../../desk-work/notes/notes-panel.tsx';
import { TimeLeft, WrapUpPanel } from '../wrap-up/wrap-up-panel.tsx';
import { useTalk } from './use-talk.ts';
import './call-bar.css';

type Call = NonNullable<DeskSnapshot['call']>;
type WrapUp = NonNullable<DeskSnapshot['wrapUp']>;

/** Whether there is a call, or a wrap-up, that the page itself does not show. */
export function useHasCallBar(): boolean {
  return useSeatView(({ desk }) => barOf(desk) !== null);
}
function barOf(desk: DeskSnapshot | null): { call: Call } | { wrapUp: WrapUp } | null {
  // A lead on somebody's call has a panel of its own.
  if (desk?.call) return isCoachingRole(desk.call.role) ? null : { call: desk.call };
  return desk?.wrapUp ? { wrapUp: desk.wrapUp } : null;
}

/** The seat's call and its wrap-up, on every page except the desk: nothing covers it. */
export function CallBar() {
  const desk = useSeatView((view) => view.desk);
  const bar = barOf(desk);
  if (bar === null) return null;
  return 'call' in bar ? (
    <TalkBar key={bar.call.callId} call={bar.call} />
  ) : (
    <WrapUpBar key={bar.wrapUp.callId} wrapUp={bar.wrapUp} />
  );
}

function Bar({ tone, children }: { tone: 'talking' | 'wrapUp'; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <section className="call-bar" data-testid="call-bar" data-tone={tone} aria-label={t('call.bar')}>
      {children}
    </section>
  );
}

/**
 * A panel that stays open until its button or Escape closes it: a click elsewhere on the page must not end the writing.
 */
function Writing({ label, testId, children }: { label: string; testId: string; children: ReactNode }) {
  const [isOpen, open] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Popover
      open={isOpen}
      placement="bottomRight"
      destroyOnHidden
      classNames={{ root: 'call-bar-panel' }}
      content={
        <div
          className="call-bar-writing"
          role="dialog"
          aria-label={label}
          ref={(panel) => {
            const onKeyDown = ({ key }: KeyboardEvent): void => {
              if (key !== 'Escape') return;
              open(false);
              button.current?.focus();
            };
            panel?.addEventListener('keydown', onKeyDown);
            return () => panel?.removeEventListener('keydown', onKeyDown);
          }}
        >
          {children}
        </div>
      }
    >
      <Button
        ref={button}
        data-testid={testId}
        icon={<FormOutlined />}
        aria-expanded={isOpen}
        onClick={() => open(!isOpen)}
      >
        {label}
      </Button>
    </Popover>
  );
}

function TalkBar({ call }: { call: Call }) {
  const { t } = useTranslation();
  const { name, isHeld, isConsulting, isInConference, mayHold, mayHangUp, hold, mute, hangUp } = useTalk(call);
  const word = call.isDialling ? 'call.dialling' : isHeld ? 'call.held' : 'call.talking';
  return (
    <Bar tone="talking">
      <StateMark tone={isHeld ? 'offered' : 'talking'}>
        {t(word)} <Elapsed sinceMs={call.answeredAtMs} />
      </StateMark>
      <Link to="/desk" className="call-bar-who" title={t('call.toDesk')}>
        {name}
      </Link>
      <span className="call-bar-actions">
        <Button
          data-testid="bar-mute"
          disabled={call.isDialling}
          aria-pressed={call.isMuted}
          icon={call.isMuted ? <AudioMutedOutlined /> : <AudioOutlined />}
          title="Alt+M"
          danger={call.isMuted}
          onClick={mute}
        >
          {t(call.isMuted ? 'call.unmute' : 'call.mute')}
        </Button>
        <Button
          data-testid="bar-hold"
          disabled={!mayHold}
          aria-pressed={isHeld}
          icon={isHeld ? <PlayCircleOutlined /> : <PauseOutlined />}
          title={isConsulting ? t('legs.consultFirst') : 'Alt+H'}
          onClick={hold}
        >
          {t(isHeld ? 'call.retrieve' : 'call.hold')}
        </Button>
        {call.direction !== 'internal' && (
          <Writing label={t('notes.title')} testId="bar-note">
            <NoteOf callId={call.callId} autoFocus />
          </Writing>
        )}
        <Button
          data-testid="bar-hang-up"
          danger
          type="primary"
          icon={<PhoneFilled rotate={225} />}
          disabled={!mayHangUp}
          title={isConsulting ? t('legs.consultFirst') : 'Alt+Q'}
          onClick={hangUp}
        >
          {t(call.role !== 'main' ? 'legs.leaveOnly' : isInConference ? 'legs.endForAll' : 'call.hangUp')}
        </Button>
        <Link to="/desk">{t('call.toDesk')}</Link>
      </span>
    </Bar>
  );
}

function WrapUpBar({ wrapUp }: { wrapUp: WrapUp }) {
  const { t } = useTranslation();
  const name = useSeatView((view) => view.screenPop?.customer?.name);
  return (
    <Bar tone="wrapUp">
      <StateMark tone="wrapUp">{t(wrapUp.isReached ? 'wrapUp.title' : 'wrapUp.notReached')}</StateMark>
      <Link to="/desk" className="call-bar-who">
        {name ?? ''}
      </Link>
      <TimeLeft {...wrapUp} />
      <span className="call-bar-actions">
        <Writing label={t('wrapUp.write')} testId="bar-wrap-up">
          <WrapUpPanel wrapUp={wrapUp} />
        </Writing>
        <Link to="/desk">{t('call.toDesk')}</Link>
      </span>
    </Bar>
  );
}
