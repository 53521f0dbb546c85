import { access, may } from '@sansheng/shared/domain/access';
import { FileTextOutlined, MailOutlined, TeamOutlined } from '@ant-design/icons';
import type { DeskSettings } from '@sansheng/shared/contracts/desk-work/desk';
import type { LiveSeat, LiveSnapshot } from '@sansheng/shared/contracts/lead-room/live-board';
import { type AgentState, agentStates } from '@sansheng/shared/domain/agent-state';
import { ringCount } from '@sansheng/shared/domain/rings';
import { Button, Input, Select } from 'antd';
import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { reasonInWords } from '../../telephony/agents/agent-state-panel.tsx';
import { TierMark } from '../../customers/customers/tier-mark.tsx';
import { useDeskSettings } from '../../desk-work/desk/seat.tsx';
import { MessageDrawer } from '../messages/message-drawer.tsx';
import { WhyDrawer } from '../../telephony/routing/why-drawer.tsx';
import { QualityBars, wordOf } from '../../telephony/call-quality/quality-bars.tsx';
import { SeatMenu } from '../seat-control/seat-menu.tsx';
import { ShiftLogDrawer } from '../shift-log/shift-log-drawer.tsx';
import { hasSeat, useSession } from '../../people/sign-in/session.tsx';
import { useCommand } from '../../people/sign-in/use-command.ts';
import { nameOf } from '../../../language/language.ts';
import { queryString } from '../../../rest/rest.ts';
import { Elapsed } from '../../../ui/elapsed.tsx';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { useRowsInSight } from '../../../ui/use-rows-in-sight.ts';
import { useStartOfDay } from '../../../ui/use-start-of-day.ts';
import { useServerNow } from '../../../ui/use-server-now.ts';
import './live-board.css';

/** As in the style sheet. */
const ROW_HEIGHT = 41;
const columnWords = {
  seat: 'live.seat',
  team: 'live.team',
  state: 'live.state',
  since: 'live.since',
  quality: 'live.quality',
  customer: 'calls.customer',
  queue: 'calls.queue',
} as const;
const columns = ['seat', 'team', 'state', 'since', 'quality', 'customer', 'queue', 'actions'] as const;
const stateOrder: Record<AgentState, number> = { offered: 0, talking: 1, wrapUp: 2, ready: 3, notReady: 4, offline: 5 };

/** All seats; of a thousand, only the visible rows exist, and only those that change are rendered. */
export function SeatList({ snapshot }: { snapshot: LiveSnapshot }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const settings = useDeskSettings();
  const mayCommand = may(me, access.room);
  const mayListen = mayCommand && hasSeat(me);
  const [teamId, setTeamId] = useState<string | null>(null);
  const [state, setState] = useState<AgentState | null>(null);
  const [queueId, setQueueId] = useState<string | null>(null);
  const [why, setWhy] = useState<LiveSeat | null>(null);
  const [isLogOpen, setIsLogOpen] = useState(false);
  const [writeTo, setWriteTo] = useState<string | null>(null);
  const [find, setFind] = useState('');
  const teams = useMemo(() => {
    const byId = new Map(snapshot.seats.map((seat) => [seat.teamId ?? '', seat.teamName ?? '']));
    byId.delete('');
    return [...byId];
  }, [snapshot.seats]);
  const queueNames = new Map(snapshot.queues.map((queue) => [queue.queueId, nameOf(queue)]));
  const seats = useMemo(
    () =>
      snapshot.seats
        .filter((seat) => teamId === null || seat.teamId === teamId)
        .filter((seat) => state === null || seat.state === state)
        .filter((seat) => queueId === null || seat.queueId === queueId)
        .filter((seat) => find === '' || `${seat.name} ${seat.agentId}`.toLowerCase().includes(find.toLowerCase()))
        .sort((a, b) => stateOrder[a.state] - stateOrder[b.state] || a.sinceMs - b.sinceMs),
    [snapshot.seats, teamId, state, queueId, find],
  );
  const { box, from, to } = useRowsInSight(seats.length, ROW_HEIGHT);
  const today = useStartOfDay(me.timeZone);

  return (
    <section className="panel live-seats">
      <div className="panel-head">
        {t('live.seats')}
        <span className="figures">{t('live.counted', { shown: seats.length, all: snapshot.seats.length })}</span>
        <span className="live-counts">
          {agentStates.map((one) => (
            <span key={one} className="live-count" data-tone={one}>
              {t(`state.${one}`)} <b>{snapshot.seats.filter((seat) => seat.state === one).length}</b>
            </span>
          ))}
        </span>
        <span className="spread live-filters">
          {mayCommand && (
            <Button size="small" icon={<MailOutlined />} data-testid="message-write" onClick={() => setWriteTo('all')}>
              {t('lead.messages.write')}
            </Button>
          )}
          {mayCommand && (
            <Button size="small" icon={<FileTextOutlined />} onClick={() => setIsLogOpen(true)}>
              {t('lead.shift.title')}
            </Button>
          )}
          <Input
            size="small"
            allowClear
            style={{ width: 150 }}
            placeholder={t('lead.find')}
            aria-label={t('lead.find')}
            value={find}
            onChange={(event) => setFind(event.target.value.trim())}
          />
          <Select
            size="small"
            aria-label={t('live.team')}
            value={teamId}
            onChange={setTeamId}
            options={[{ value: null, label: t('live.allTeams') }, ...teams.map(([value, label]) => ({ value, label }))]}
          />
          <Select
            size="small"
            aria-label={t('live.state')}
            value={state}
            onChange={setState}
            options={[
              { value: null, label: t('live.allStates') },
              ...agentStates.map((value) => ({ value, label: t(`state.${value}`) })),
            ]}
          />
          <Select
            size="small"
            aria-label={t('calls.queue')}
            value={queueId}
            onChange={setQueueId}
            options={[
              { value: null, label: t('live.allQueues') },
              ...snapshot.queues.map((queue) => ({ value: queue.queueId, label: nameOf(queue) })),
            ]}
          />
        </span>
      </div>
      <div className="seat-list" role="table" aria-label={t('live.seats')} aria-rowcount={seats.length + 1} ref={box}>
        <div className="seat-row seat-list-head" role="row">
          {columns.map((column) => (
            <span key={column} role="columnheader">
              {column === 'actions' ? '' : t(columnWords[column])}
            </span>
          ))}
        </div>
        {seats.length === 0 ? (
          <EmptyHint icon={<TeamOutlined />} title={t('live.noSeats')}>
            {t('live.noSeatsHint')}
          </EmptyHint>
        ) : (
          <div role="rowgroup" style={{ height: seats.length * ROW_HEIGHT, position: 'relative' }}>
            {seats.slice(from, to).map((seat, i) => (
              <SeatRow
                key={seat.agentId}
                {...{ seat, settings, mayCommand, today, onWrite: setWriteTo, onWhy: setWhy }}
                index={from + i}
                mayListen={mayListen && seat.agentId !== me.employeeNo}
                queueName={queueNames.get(seat.queueId ?? '') ?? ''}
                ringCycleMs={snapshot.ringCycleMs}
              />
            ))}
          </div>
        )}
      </div>
      {isLogOpen && <ShiftLogDrawer onClose={() => setIsLogOpen(false)} />}
      {writeTo !== null && (
        <MessageDrawer
          to={writeTo}
          onClose={() => setWriteTo(null)}
          targets={[
            { value: 'all', label: t('lead.messages.all') },
            ...teams.map(([id, label]) => ({ value: `team:${id}`, label })),
            ...snapshot.seats
              .filter((seat) => seat.state !== 'offline')
              .map((seat) => ({ value: `seat:${seat.agentId}`, label: `${seat.name} ${seat.agentId}` })),
          ]}
        />
      )}
      {why?.callId && (
        <WhyDrawer
          callId={why.callId}
          agentId={why.agentId}
          nameOf={(agentId) => snapshot.seats.find((seat) => seat.agentId === agentId)?.name ?? ''}
          onClose={() => setWhy(null)}
        />
      )}
    </section>
  );
}

const SeatRow = memo(function SeatRow({
  seat,
  index,
  settings,
  mayCommand,
  mayListen,
  queueName,
  ringCycleMs,
  today,
  onWrite,
  onWhy,
}: {
  seat: LiveSeat;
  index: number;
  settings: DeskSettings | undefined;
  mayCommand: boolean;
  mayListen: boolean;
  queueName: string;
  ringCycleMs: number;
  /** Start of the day, ms. */
  today: number;
  onWrite: (to: string) => void;
  onWhy: (seat: LiveSeat) => void;
}) {
  const { t } = useTranslation();
  const send = useCommand();
  const isOnCall = seat.callId !== null && !seat.isCoaching && (seat.state === 'offered' || seat.state === 'talking');
  return (
    <div className="seat-row" role="row" aria-rowindex={index + 2} style={{ top: index * ROW_HEIGHT }}>
      <span role="cell">
        <Link className="plain-link" to={`/calls${queryString({ from: today, agent: seat.agentId })}`}>
          {seat.name} <span className="quiet">{seat.agentId}</span>
        </Link>
      </span>
      <span role="cell">{seat.teamName ?? '–'}</span>
      <span role="cell">
        <SeatState {...{ seat, settings, ringCycleMs }} />
        {isOnCall && (
          <button type="button" className="text-button" onClick={() => onWhy(seat)}>
            {t('routing.whyShort')}
          </button>
        )}
        {isOnCall && mayListen && seat.state === 'talking' && (
          <button
            type="button"
            className="text-button"
            data-testid={`listen-${seat.agentId}`}
            onClick={() => void send('coaching.start', { callId: seat.callId ?? '', role: 'listen' })}
          >
            {t('lead.coaching.roles.listen')}
          </button>
        )}
      </span>
      <span role="cell">{seat.state !== 'offline' && <Elapsed sinceMs={seat.sinceMs} />}</span>
      <span role="cell">
        <SeatQuality seat={seat} />
      </span>
      <span role="cell">
        {seat.customerName ?? (seat.callId === null ? '' : t('ring.unknownCaller'))}{' '}
        <TierMark tier={seat.customerTier} />
      </span>
      <span role="cell">{queueName}</span>
      <span role="cell">
        {mayCommand && seat.state !== 'offline' && (
          <SeatMenu seat={seat} settings={settings} onWrite={() => onWrite(`seat:${seat.agentId}`)} />
        )}
      </span>
    </div>
  );
});

function SeatState({
  seat,
  ringCycleMs,
  settings,
}: {
  seat: LiveSeat;
  ringCycleMs: number;
  settings: DeskSettings | undefined;
}) {
  const { t } = useTranslation();
  const reason = seat.state === 'notReady' ? reasonInWords(t, seat.reason, settings) : '';
  const isRona = seat.state === 'notReady' && seat.reason === 'rona';
  return (
    <span className="seat-state">
      <StateMark tone={isRona ? 'alarm' : seat.state}>{t(`state.${seat.state}`)}</StateMark>
      {seat.offeredAtMs !== null && <RingNumber offeredAtMs={seat.offeredAtMs} ringCycleMs={ringCycleMs} />}
      {reason !== '' && <span className="quiet small">{reason}</span>}
      {seat.heldSinceMs !== null && (
        <span className="quiet small">
          {t('call.heldFor')} <Elapsed sinceMs={seat.heldSinceMs} />
        </span>
      )}
      {seat.isCoaching && <span className="quiet small">{t('lead.coaching.title')}</span>}
      {seat.help !== null && <span className="seat-warning">{t('lead.help.asks')}</span>}
      {!seat.isRegistered && seat.state !== 'offline' && <span className="seat-warning">{t('live.phoneGone')}</span>}
    </span>
  );
}

/** Audio quality of its call, as last measured by its browser. */
function SeatQuality({ seat: { state, mos, soundLost } }: { seat: LiveSeat }) {
  const { t } = useTranslation();
  if (state !== 'talking' || (mos === null && soundLost === null)) return null;
  const word = wordOf(mos ?? 1, soundLost !== null);
  const title = soundLost === null ? t(`quality.words.${word}`) : t(`quality.goneWhat.${soundLost}`);
  return (
    <span className="seat-quality figures" data-word={word} title={title}>
      <QualityBars word={word} />
      {soundLost === null ? mos?.toFixed(1) : t('live.soundGone')}
      <span className="visually-hidden">{title}</span>
    </span>
  );
}

function RingNumber({ offeredAtMs, ringCycleMs }: { offeredAtMs: number; ringCycleMs: number }) {
  const { t } = useTranslation();
  const nowMs = useServerNow(250);
  const ring = Math.min(3, ringCount(nowMs - offeredAtMs, ringCycleMs));
  return (
    <b className="seat-ring" data-ring={ring}>
      {(t('ring.words', { returnObjects: true }) as string[])[ring - 1]}
    </b>
  );
}
