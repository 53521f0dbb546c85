import { FileTextOutlined, MailOutlined, TeamOutlined } from '@ant-design/icons';
import type { DeskSettings } from '@sansheng/shared/contracts/desk';
import type { LiveQueue, LiveSeat, LiveSnapshot } from '@sansheng/shared/contracts/live-board';
import { type AgentState, agentStates } from '@sansheng/shared/domain/agent-state';
import { ringCount } from '@sansheng/shared/domain/rings';
import { Alert, Button, Input, Select, Skeleton, Table } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { reasonInWords } from '../../features/agent-state/agent-state-panel.tsx';
import { TierMark } from '../../features/customers/tier-mark.tsx';
import { useDeskSettings } from '../../features/desk/seat.tsx';
import { useLiveBoard } from '../../features/live-board/live-board.ts';
import { MessageDrawer } from '../../features/messages/message-drawer.tsx';
import { WaitingDrawer } from '../../features/routing-why/waiting-drawer.tsx';
import { WhyDrawer } from '../../features/routing-why/why-drawer.tsx';
import { SeatMenu } from '../../features/seat-control/seat-menu.tsx';
import { ShiftLogDrawer } from '../../features/shift-log/shift-log-drawer.tsx';
import { hasSeat, useSession } from '../../features/sign-in/session.tsx';
import { useCommand } from '../../features/sign-in/use-command.ts';
import { nameOf } from '../../language/language.ts';
import { queryString } from '../../rest/rest.ts';
import { serverClock } from '../../socket/server-clock.ts';
import { Elapsed } from '../../ui/elapsed.tsx';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { formatClock, formatDuration, formatShare, startOfDayMs } from '../../ui/format.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { useServerNow } from '../../ui/use-server-now.ts';
import { AlarmList } from './alarm-list.tsx';
import './live-console.css';

/** Queues on top, seats below, alarms at the side. */
export function LiveConsole() {
  const { t } = useTranslation();
  const { me } = useSession();
  const { snapshot, isConnected } = useLiveBoard();
  if (snapshot === null) return <Skeleton active className="page" />;
  return (
    <div className="live-console">
      {!isConnected && (
        <Alert
          className="live-stale"
          type="warning"
          showIcon
          title={t('live.stale', { time: formatClock(snapshot.serverNowMs, me.timeZone) })}
        />
      )}
      <div className="live-queues">
        {snapshot.queues.length === 0 && <EmptyHint title={t('live.noQueues')}>{t('live.noQueuesHint')}</EmptyHint>}
        {snapshot.queues.map((queue) => (
          <QueueCard key={queue.queueId} queue={queue} seats={snapshot.seats} ringCycleMs={snapshot.ringCycleMs} />
        ))}
      </div>
      <SeatTable snapshot={snapshot} />
      <AlarmList snapshot={snapshot} />
    </div>
  );
}

function QueueCard({ queue, seats, ringCycleMs }: { queue: LiveQueue; seats: LiveSeat[]; ringCycleMs: number }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const nowMs = useServerNow(500);
  const today = startOfDayMs(nowMs, me.timeZone);
  const callsOf = (figure?: string) => `/calls${queryString({ from: today, queue: queue.queueId, figure })}`;
  const [isOpen, setIsOpen] = useState(false);
  const longestMs = queue.longestSinceMs === null ? 0 : nowMs - queue.longestSinceMs;
  const rings = queue.longestSinceMs === null ? 0 : ringCount(longestMs, ringCycleMs);
  const urgency = queue.waiting === 0 ? 'calm' : rings > 3 ? 'alarm' : rings > 1 ? 'offered' : 'ready';
  const rate = queue.offeredToday === 0 ? null : queue.withinThreeRingsToday / queue.offeredToday;
  return (
    <section className="panel queue-card" data-urgency={urgency}>
      <header>
        <h2>{nameOf(queue)}</h2>
        <span className="queue-longest">
          {queue.longestSinceMs === null ? (
            <span className="quiet">{t('live.nobodyWaits')}</span>
          ) : (
            <>
              {t('live.longest')} <b className="elapsed">{formatDuration(longestMs)}</b>
            </>
          )}
        </span>
      </header>
      <div className="queue-now">
        <div className="queue-waiting">
          <button type="button" className="queue-waiting-open" onClick={() => setIsOpen(true)}>
            <b data-testid={`queue-waiting-${queue.queueId}`}>{queue.waiting}</b>
            <span>{t('live.waiting')}</span>
          </button>
        </div>
        <dl>
          <div data-tone="offered">
            <dd>{queue.ringing}</dd>
            <dt>{t('live.ringing')}</dt>
          </div>
          <div data-tone="talking">
            <dd>{queue.talking}</dd>
            <dt>{t('live.talking')}</dt>
          </div>
          <div data-tone={queue.ready === 0 ? 'alarm' : 'ready'}>
            <dd>{queue.ready}</dd>
            <dt>{t('live.ready')}</dt>
          </div>
        </dl>
      </div>
      <footer>
        <span>{t('live.today')}</span>
        <Link className="plain-link" to={callsOf('offered')}>
          {t('live.offered')} <b>{queue.offeredToday}</b>
        </Link>
        <Link className="plain-link" to={callsOf('answered')}>
          {t('live.answered')} <b>{queue.answeredToday}</b>
        </Link>
        <Link className="plain-link" to={callsOf('abandoned')}>
          {t('live.abandoned')} <b>{queue.abandonedToday}</b>
        </Link>
        <Link className="plain-link" to={callsOf('withinThreeRings')}>
          {t('live.threeRings')} <b>{formatShare(rate)}</b>
        </Link>
      </footer>
      {isOpen && (
        <WaitingDrawer queueId={queue.queueId} title={nameOf(queue)} seats={seats} onClose={() => setIsOpen(false)} />
      )}
    </section>
  );
}

const stateOrder: Record<AgentState, number> = { offered: 0, talking: 1, wrapUp: 2, ready: 3, notReady: 4, offline: 5 };

function SeatTable({ snapshot }: { snapshot: LiveSnapshot }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const settings = useDeskSettings();
  const mayCommand = me.roles.some((role) => role === 'lead' || role === 'supervisor');
  const mayListen = mayCommand && hasSeat(me);
  const [teamId, setTeamId] = useState<string | null>(null);
  const [state, setState] = useState<AgentState | null>(null);
  const [queueId, setQueueId] = useState<string | null>(null);
  const [why, setWhy] = useState<LiveSeat | null>(null);
  const [isLogOpen, setIsLogOpen] = useState(false);
  const [writeTo, setWriteTo] = useState<string | null>(null);
  const [find, setFind] = useState('');
  const send = useCommand();
  const body = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(300);

  useEffect(() => {
    const watched = body.current;
    if (watched === null) return;
    const observer = new ResizeObserver(() => setHeight(Math.max(160, watched.clientHeight - 42)));
    observer.observe(watched);
    return () => observer.disconnect();
  }, []);

  const teams = useMemo(() => {
    const byId = new Map(snapshot.seats.map((seat) => [seat.teamId ?? '', seat.teamName ?? '']));
    byId.delete('');
    return [...byId];
  }, [snapshot.seats]);
  const queueNames = useMemo(() => new Map(snapshot.queues.map((queue) => [queue.queueId, queue])), [snapshot.queues]);
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
  const today = startOfDayMs(serverClock.nowMs(), me.timeZone);

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
            style={{ width: 120 }}
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
      <div className="live-seats-body" ref={body}>
        <Table<LiveSeat>
          virtual
          size="small"
          rowKey="agentId"
          dataSource={seats}
          pagination={false}
          scroll={{ y: height, x: 640 }}
          locale={{
            emptyText: (
              <EmptyHint icon={<TeamOutlined />} title={t('live.noSeats')}>
                {t('live.noSeatsHint')}
              </EmptyHint>
            ),
          }}
          columns={[
            {
              title: t('live.seat'),
              width: 150,
              render: (_, seat) => (
                <Link className="plain-link" to={`/calls${queryString({ from: today, agent: seat.agentId })}`}>
                  {seat.name} <span className="quiet">{seat.agentId}</span>
                </Link>
              ),
            },
            { title: t('live.team'), width: 90, ellipsis: true, render: (_, seat) => seat.teamName ?? '–' },
            {
              title: t('live.state'),
              width: 290,
              render: (_, seat) => (
                <>
                  <SeatState {...{ seat, settings }} ringCycleMs={snapshot.ringCycleMs} />
                  {seat.callId !== null &&
                    !seat.isCoaching &&
                    (seat.state === 'offered' || seat.state === 'talking') && (
                      <Button type="link" size="small" onClick={() => setWhy(seat)}>
                        {t('routing.whyShort')}
                      </Button>
                    )}
                  {mayListen &&
                    seat.callId !== null &&
                    seat.state === 'talking' &&
                    !seat.isCoaching &&
                    seat.agentId !== me.employeeNo && (
                      <Button
                        type="link"
                        size="small"
                        data-testid={`listen-${seat.agentId}`}
                        onClick={() => void send('coaching.start', { callId: seat.callId ?? '', role: 'listen' })}
                      >
                        {t('lead.coaching.roles.listen')}
                      </Button>
                    )}
                </>
              ),
            },
            { title: t('live.since'), width: 90, render: (_, seat) => <Elapsed sinceMs={seat.sinceMs} /> },
            {
              title: t('calls.customer'),
              width: 140,
              ellipsis: true,
              render: (_, seat) => (
                <>
                  {seat.customerName ?? (seat.callId === null ? '' : t('ring.unknownCaller'))}{' '}
                  <TierMark tier={seat.customerTier} />
                </>
              ),
            },
            {
              title: t('calls.queue'),
              width: 120,
              ellipsis: true,
              render: (_, seat) => {
                const queue = seat.queueId === null ? undefined : queueNames.get(seat.queueId);
                return queue ? nameOf(queue) : '';
              },
            },
            ...(mayCommand
              ? [
                  {
                    title: '',
                    width: 44,
                    render: (_: unknown, seat: LiveSeat) => (
                      <SeatMenu seat={seat} settings={settings} onWrite={() => setWriteTo(`seat:${seat.agentId}`)} />
                    ),
                  },
                ]
              : []),
          ]}
        />
      </div>
      {isLogOpen && <ShiftLogDrawer onClose={() => setIsLogOpen(false)} />}
      {writeTo !== null && (
        <MessageDrawer
          to={writeTo}
          onClose={() => setWriteTo(null)}
          targets={[
            { value: 'all', label: t('lead.messages.all') },
            ...teams.map(([id, label]) => ({ value: `team:${id}`, label })),
            ...snapshot.seats.map((seat) => ({ value: `seat:${seat.agentId}`, label: `${seat.name} ${seat.agentId}` })),
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
