import { access, may } from '@sansheng/shared/domain/access';
import { BellOutlined, CheckCircleOutlined, CheckOutlined, SoundOutlined, WarningFilled } from '@ant-design/icons';
import type { LiveAlarm, LiveSnapshot } from '@sansheng/shared/contracts/lead-room/live-board';
import type { CaseView } from '@sansheng/shared/contracts/service-desk/cases';
import { Button, Tooltip } from 'antd';
import { memo, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { HelpList } from '../help/help-list.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { useCommand } from '../../people/sign-in/use-command.ts';
import { nameOf } from '../../../language/language.ts';
import { hasAlarmSound, playAlarm, switchAlarmSound } from '../../../ui/alarm-sound.ts';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { formatClock } from '../../../ui/format.ts';
import './live-board.css';

/** Help requests, then alarms: current ones that nobody has acknowledged come first. */
export function AlarmList({ snapshot }: { snapshot: LiveSnapshot }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const send = useCommand();
  const [isLoud, setIsLoud] = useState(hasAlarmSound);
  useAlarmSound(snapshot.alarms);
  const mayAcknowledge = may(me, access.room);

  const seats = new Map(snapshot.seats.map((seat) => [seat.agentId, seat]));
  const nameOfSeat = (agentId: string | null) => {
    const seat = seats.get(agentId ?? '');
    return seat ? `${seat.name} ${seat.agentId}` : (agentId ?? '');
  };
  const nameOfQueue = (queueId: string | null) => {
    const queue = snapshot.queues.find((one) => one.queueId === queueId);
    return queue ? nameOf(queue) : (queueId ?? t('live.someQueue'));
  };
  const words = (alarm: LiveAlarm) =>
    t(`live.alarm.${alarm.kind}`, {
      agent: nameOfSeat(alarm.agentId),
      queue: nameOfQueue(alarm.queueId),
      words: alarm.kind === 'help' && alarm.cause !== '' ? `“${alarm.cause}”` : '',
      cause: alarm.cause === '' ? '' : t(`offerCause.${alarm.cause}`, { defaultValue: alarm.cause }),
    });
  const acknowledge = useCallback((alarmId: string) => void send('live.acknowledge', { alarmId }), [send]);
  // Open help requests are shown above, with a button to help.
  const isShownAbove = ({ kind, agentId, endedAtMs }: LiveAlarm) =>
    kind === 'help' && endedAtMs === null && seats.get(agentId ?? '')?.help != null;
  const alarms = snapshot.alarms
    .filter((alarm) => !isShownAbove(alarm))
    .toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || b.atMs - a.atMs);
  const open = snapshot.alarms.filter(isOpen).length;
  return (
    <section className="panel live-alarms">
      <div className="panel-head">
        {t('live.alarms')}
        {open > 0 && <b className="live-alarm-count">{open}</b>}
        <Tooltip title={t(isLoud ? 'lead.soundOff' : 'lead.soundOn')}>
          <Button
            className="spread"
            size="small"
            type="text"
            aria-pressed={isLoud}
            aria-label={t(isLoud ? 'lead.soundOff' : 'lead.soundOn')}
            icon={isLoud ? <SoundOutlined /> : <BellOutlined style={{ opacity: 0.4 }} />}
            onClick={() => {
              switchAlarmSound(!isLoud);
              setIsLoud(!isLoud);
            }}
          />
        </Tooltip>
      </div>
      {mayAcknowledge && <HelpList seats={snapshot.seats} />}
      {snapshot.alarms.length === 0 ? (
        <EmptyHint icon={<CheckCircleOutlined />} title={t('live.noAlarms')}>
          {t('live.noAlarmsHint')}
        </EmptyHint>
      ) : (
        <ul aria-live="polite">
          {alarms.map((alarm) => (
            <AlarmRow
              key={alarm.alarmId}
              alarm={alarm}
              words={words(alarm)}
              timeZone={me.timeZone}
              onAcknowledge={mayAcknowledge ? acknowledge : null}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

const isOpen = (alarm: LiveAlarm) => alarm.endedAtMs === null && alarm.acknowledgedBy === null;

/** Rendered when its alarm changes: the board itself changes twice a second. */
const AlarmRow = memo(function AlarmRow({
  alarm,
  words,
  timeZone,
  onAcknowledge,
}: {
  alarm: LiveAlarm;
  words: string;
  timeZone: string;
  /** Null for those who may not. */
  onAcknowledge: ((alarmId: string) => void) | null;
}) {
  const { t } = useTranslation();
  return (
    <li data-testid={`alarm-${alarm.kind}`} data-grave={isGrave(alarm)} data-over={!isOpen(alarm)}>
      <WarningFilled />
      <span>
        {words}
        <small className="figures">
          <span>
            {formatClock(alarm.atMs, timeZone)}
            {alarm.endedAtMs !== null && ` – ${formatClock(alarm.endedAtMs, timeZone)}`}
            {alarm.acknowledgedBy !== null && ` · ${t('lead.noticedBy', { lead: alarm.acknowledgedBy })}`}
          </span>
          {alarm.callId !== null && <Link to={`/calls?call=${alarm.callId}`}>{t('live.seeCalls')}</Link>}
          {viewBehind(alarm) !== null && <Link to={`/cases?view=${viewBehind(alarm)}`}>{t('live.seeCases')}</Link>}
        </small>
      </span>
      {onAcknowledge !== null && alarm.acknowledgedBy === null && (
        <Button
          size="small"
          type="text"
          icon={<CheckOutlined />}
          aria-label={t('lead.acknowledge')}
          title={t('lead.acknowledge')}
          data-testid="alarm-acknowledge"
          onClick={() => onAcknowledge(alarm.alarmId)}
        />
      )}
    </li>
  );
});

const lightKinds: readonly LiveAlarm['kind'][] = ['thirdRing', 'longWrapUp', 'longTalk', 'caseMissed'];
const isGrave = ({ kind }: LiveAlarm): boolean => !lightKinds.includes(kind);

/** The list of cases that an alarm is about. */
function viewBehind({ kind }: LiveAlarm): CaseView | null {
  if (kind === 'caseMissed') return 'missed';
  if (kind === 'danger') return 'danger';
  return kind === 'majorNotAcknowledged' ? 'notAcknowledged' : null;
}

/** Plays a sound for alarms raised since the board was opened. */
function useAlarmSound(alarms: readonly LiveAlarm[]): void {
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    const before = known.current;
    known.current = new Set(alarms.map(({ alarmId }) => alarmId));
    const fresh = before === null ? [] : alarms.filter(({ alarmId }) => !before.has(alarmId));
    if (fresh.length > 0) playAlarm(fresh.some(isGrave) ? 'grave' : 'light');
  }, [alarms]);
}
