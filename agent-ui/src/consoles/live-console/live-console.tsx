import { Alert, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLiveBoard } from '../../features/lead-room/live-board/live-board.ts';
import { useSession } from '../../features/people/sign-in/session.tsx';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { formatClock } from '../../ui/format.ts';
import { AlarmList } from '../../features/lead-room/live-board/alarm-list.tsx';
import { SeatList } from '../../features/lead-room/live-board/seat-list.tsx';
import { QueueCard } from '../../features/lead-room/live-board/queue-card.tsx';
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
