import { centerClock } from '@sansheng/shared/domain/center-day';
import type { LiveQueue, LiveSeat } from '@sansheng/shared/contracts/lead-room/live-board';
import { figureDefinitions, measureNames } from '@sansheng/shared/domain/figure-definitions';
import { ledgerTerms, type OpenFigure } from '@sansheng/shared/domain/figures';
import { isLeadOfTeam } from '@sansheng/shared/domain/roles';
import { ringCount } from '@sansheng/shared/domain/rings';
import { ratio } from '@sansheng/shared/domain/service-level';
import { threeRingParts } from '@sansheng/shared/domain/three-ring-rate';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { WaitingDrawer } from '../../telephony/routing/waiting-drawer.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { nameOf, textLanguage } from '../../../language/language.ts';
import { queryString } from '../../../rest/rest.ts';
import { formatDuration, formatShare } from '../../../ui/format.ts';
import { useStartOfDay } from '../../../ui/use-start-of-day.ts';
import { useServerNow } from '../../../ui/use-server-now.ts';
import './live-board.css';

/** How one queue stands: who waits, which seats it has, and the day so far. */
export function QueueCard({ queue, seats, ringCycleMs }: { queue: LiveQueue; seats: LiveSeat[]; ringCycleMs: number }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const nowMs = useServerNow(500);
  const today = useStartOfDay(me.timeZone);
  const language = textLanguage();
  const endOfToday = centerClock(me.timeZone).startOfNextDay(today);
  // A lead of one team may not open all calls of a queue.
  const callsOf = (figure: OpenFigure) =>
    isLeadOfTeam(me) ? null : `/calls${queryString({ from: today, to: endOfToday, entered: queue.queueId, figure })}`;
  const [isOpen, setIsOpen] = useState(false);
  const longestMs = queue.longestSinceMs === null ? 0 : nowMs - queue.longestSinceMs;
  const rings = queue.longestSinceMs === null ? 0 : ringCount(longestMs, ringCycleMs);
  const urgency = queue.longestSinceMs === null ? 'calm' : rings > 3 ? 'alarm' : rings > 1 ? 'offered' : 'ready';
  const parts = threeRingParts(queue.today, queue.waitingLate);
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
        {(
          [
            ['offered', queue.seatsRinging],
            ['talking', queue.seatsTalking],
            ['wrapUp', queue.wrapUp],
            ['notReady', queue.notReady],
          ] as const
        ).map(([state, count]) => (
          <span key={state} className="live-count" data-tone={state}>
            {t(`state.${state}`)} <b>{count}</b>
          </span>
        ))}
      </p>
      <footer>
        <span>{t('live.today')}</span>
        {(['offered', ...ledgerTerms] as const)
          .filter((term) => always.has(term) || queue.today[term] > 0)
          .map((term) => (
            <TodayCount key={term} to={queue.today[term] > 0 ? callsOf(term) : null}>
              {measureNames[term][language]} <b data-testid={`today-${queue.queueId}-${term}`}>{queue.today[term]}</b>
            </TodayCount>
          ))}
        <TodayCount
          to={queue.today.withinThreeRings > 0 ? callsOf('withinThreeRings') : null}
          title={t('live.threeRingParts', { part: parts[0], whole: parts[1], late: queue.waitingLate })}
        >
          {figureDefinitions.threeRingSeatRate[language].name} <b>{formatShare(ratio(...parts))}</b>
        </TodayCount>
      </footer>
      {isOpen && (
        <WaitingDrawer queueId={queue.queueId} title={nameOf(queue)} seats={seats} onClose={() => setIsOpen(false)} />
      )}
    </section>
  );
}

/** Other parts of the sum stand there when there are any. */
const always: ReadonlySet<string> = new Set(['offered', 'answered', 'abandoned', 'shortAbandoned']);

function TodayCount({ to, title, children }: { to: string | null; title?: string; children: ReactNode }) {
  if (to === null) return <span title={title}>{children}</span>;
  return (
    <Link className="plain-link" to={to} title={title}>
      {children}
    </Link>
  );
}
