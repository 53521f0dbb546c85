import type { LiveQueue, LiveSeat } from '@sansheng/shared/contracts/live-board';
import { ringCount } from '@sansheng/shared/domain/rings';
import { Alert, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLiveBoard } from '../../features/live-board/live-board.ts';
import { WaitingDrawer } from '../../features/routing-why/waiting-drawer.tsx';
import { useSession } from '../../features/sign-in/session.tsx';
import { threeRingRate } from '../../features/live-board/three-ring-rate.ts';
import { nameOf } from '../../language/language.ts';
import { queryString } from '../../rest/rest.ts';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { formatClock, formatDuration, formatShare } from '../../ui/format.ts';
import { useStartOfDay } from '../../ui/use-start-of-day.ts';
import { useServerNow } from '../../ui/use-server-now.ts';
import { AlarmList } from './alarm-list.tsx';
import { SeatList } from './seat-list.tsx';
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
      <SeatList snapshot={snapshot} />
      <AlarmList snapshot={snapshot} />
    </div>
  );
}

function QueueCard({ queue, seats, ringCycleMs }: { queue: LiveQueue; seats: LiveSeat[]; ringCycleMs: number }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const nowMs = useServerNow(500);
  const today = useStartOfDay(me.timeZone);
  const callsOf = (figure?: string) => `/calls${queryString({ from: today, queue: queue.queueId, figure })}`;
  const [isOpen, setIsOpen] = useState(false);
  const longestMs = queue.longestSinceMs === null ? 0 : nowMs - queue.longestSinceMs;
  const rings = queue.longestSinceMs === null ? 0 : ringCount(longestMs, ringCycleMs);
  const urgency = queue.waiting === 0 ? 'calm' : rings > 3 ? 'alarm' : rings > 1 ? 'offered' : 'ready';
  const rate = threeRingRate(queue, { nowMs, ringCycleMs });
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
      <p className="live-counts queue-seats">
        <span>{t('live.seats')}</span>
        {(['busy', 'wrapUp', 'notReady'] as const).map((one) => (
          <span key={one} className="live-count" data-tone={one === 'busy' ? 'talking' : one}>
            {t(one === 'busy' ? 'live.onCalls' : `state.${one}`)} <b>{queue[one]}</b>
          </span>
        ))}
      </p>
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
