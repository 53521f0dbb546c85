import { type AgentState, agentStates } from '@sansheng/shared/domain/agent-state';
import { measureNames } from '@sansheng/shared/domain/figure-definitions';
import { threeRingRate } from '@sansheng/shared/domain/three-ring-rate';
import { ringCount } from '@sansheng/shared/domain/rings';
import { Wallboard } from '@sansheng/shared/contracts/lead-room/wallboard';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf, textLanguage } from '../../../language/language.ts';
import { LanguageButton } from '../../../language/language-button.tsx';
import { Refused, request } from '../../../rest/rest.ts';
import { serverClock } from '../../../socket/server-clock.ts';
import { BrandMark } from '../../../ui/brand-mark.tsx';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { formatClock, formatDuration, formatShare } from '../../../ui/format.ts';
import { useServerNow } from '../../../ui/use-server-now.ts';
import './wallboard.css';

const LOOK_MS = 2000;
const shownStates: AgentState[] = agentStates.filter((state) => state !== 'offline');

/** For the screen on the wall: readable across the room, without sign-in, from permitted addresses. */
export function WallboardPage() {
  const { t } = useTranslation();
  const nowMs = useServerNow(500);
  const board = useQuery({
    queryKey: ['wallboard'],
    queryFn: async () => {
      const sentAtMs = performance.now();
      const read = await request(Wallboard, 'GET', '/wallboard');
      serverClock.measure(read.serverNowMs, performance.now() - sentAtMs);
      return read;
    },
    refetchInterval: LOOK_MS,
    refetchIntervalInBackground: true,
  });
  useEffect(() => {
    document.title = `${t('product.name')} · ${t('lead.wall.title')}`;
  }, [t]);
  if (board.error instanceof Refused && board.error.code === 'notAllowed') {
    return (
      <main className="wallboard wallboard-refused">
        <EmptyHint title={t('lead.wall.refused')}>{t('lead.wall.refusedHint')}</EmptyHint>
        <LanguageButton />
      </main>
    );
  }
  if (board.data === undefined) {
    return (
      <main className="wallboard wallboard-refused">
        {board.isError && <EmptyHint title={t('lead.wall.unreached')}>{t('lead.wall.unreachedHint')}</EmptyHint>}
      </main>
    );
  }
  const { queues, seats, alarms, ringCycleMs, timeZone } = board.data;
  const isAlarmed = (queueId: string) => alarms.some((alarm) => alarm.queueId === queueId);
  return (
    <main className="wallboard" data-testid="wallboard">
      <header>
        <span className="wallboard-brand">
          <BrandMark /> {t('product.name')}
        </span>
        <span className="wallboard-seats">
          {shownStates.map((state) => (
            <span key={state} data-tone={state}>
              {t(`state.${state}`)} <b>{seats[state]}</b>
            </span>
          ))}
        </span>
        <time>{formatClock(nowMs, timeZone)}</time>
        <LanguageButton />
      </header>
      {board.isError && (
        <p className="wallboard-stale" role="alert">
          {t('lead.wall.stale', { time: formatClock(board.data.serverNowMs, timeZone) })}
        </p>
      )}
      <div className="wallboard-queues">
        {queues.map((queue) => {
          const longestMs = queue.longestSinceMs === null ? 0 : Math.max(0, nowMs - queue.longestSinceMs);
          const rings = queue.longestSinceMs === null ? 0 : ringCount(longestMs, ringCycleMs);
          const urgency = isAlarmed(queue.queueId) || rings > 3 ? 'alarm' : rings > 1 ? 'offered' : 'calm';
          const rate = threeRingRate(queue.today, queue.waitingLate);
          return (
            <section key={queue.queueId} data-urgency={urgency}>
              <h2>{nameOf(queue)}</h2>
              <div className="wallboard-waiting">
                <b>{queue.waiting}</b>
                <span>
                  {t('live.waiting')}
                  {queue.longestSinceMs !== null && <em>{formatDuration(longestMs)}</em>}
                </span>
              </div>
              <dl>
                <div>
                  <dt>{t('live.ready')}</dt>
                  <dd>{queue.ready}</dd>
                </div>
                <div>
                  <dt>{t('live.talking')}</dt>
                  <dd>{queue.talking}</dd>
                </div>
                <div>
                  <dt>{measureNames.answered[textLanguage()]}</dt>
                  <dd>{queue.today.answered}</dd>
                </div>
                <div>
                  <dt>{t('live.threeRings')}</dt>
                  <dd>{formatShare(rate)}</dd>
                </div>
              </dl>
            </section>
          );
        })}
      </div>
      <footer>
        {alarms.map((alarm) => {
          const queue = queues.find(({ queueId }) => queueId === alarm.queueId);
          return (
            <p key={alarm.alarmId}>
              {t(`live.alarm.${alarm.kind}`, { queue: queue ? nameOf(queue) : '', agent: '', cause: '', words: '' })}
            </p>
          );
        })}
      </footer>
    </main>
  );
}
