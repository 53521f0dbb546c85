import type { ClockLeft } from '@sansheng/shared/contracts/service-desk/cases';
import { Progress } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatClock, formatDuration } from '../../../ui/format.ts';
import { useServerNow } from '../../../ui/use-server-now.ts';
import { useSession } from '../../people/sign-in/session.tsx';

const TICK_MS = 1000;
const HOUR_MS = 3_600_000;
/** The last quarter is amber. */
const SOON_SHARE = 0.25;

/**
 * Time that is left, in the time that counts: calm, amber in its last quarter, red when it is over, grey while it is
 * paused. It stands out of hours.
 */
export function ClockBar({
  name,
  left,
  dueAtMs,
  isPaused = false,
}: {
  name: string;
  left: ClockLeft | null;
  dueAtMs: number | null;
  isPaused?: boolean;
}) {
  const { t } = useTranslation();
  const { me } = useSession();
  const nowMs = useServerNow(TICK_MS);
  if (dueAtMs === null || left === null)
    return <span className="quiet">{isPaused ? t('cases.clockStates.paused') : t('cases.noDue')}</span>;
  const leftMs = left.leftMs - (left.isTicking ? nowMs - left.asOfMs : 0);
  const share = Math.min(1, Math.max(0, leftMs / Math.max(1, left.wholeMs)));
  const tone = isPaused ? 'paused' : leftMs < 0 ? 'late' : share < SOON_SHARE ? 'soon' : 'calm';
  const due = formatClock(dueAtMs, me.timeZone, 'YYYY-MM-DD HH:mm');
  const title = left.isTicking || isPaused ? due : t('cases.outOfHours', { due });
  return (
    <span className="clock-bar" data-tone={tone} title={`${name} · ${title}`}>
      <span>
        <b className="figures">{t(leftMs < 0 ? 'cases.late' : 'cases.left', { time: hoursOrMinutes(t, leftMs) })}</b>{' '}
        {name}
      </span>
      <Progress
        percent={share * 100}
        showInfo={false}
        size={[120, 4]}
        strokeColor={`var(--clock-${tone})`}
        aria-label={name}
      />
    </span>
  );
}

/** Hours and minutes; below an hour to the second. */
function hoursOrMinutes(t: TFunction, ms: number): string {
  const whole = Math.abs(ms);
  if (whole < HOUR_MS) return formatDuration(whole);
  return t('cases.hours', { hours: Math.floor(whole / HOUR_MS), minutes: Math.floor((whole % HOUR_MS) / 60_000) });
}
