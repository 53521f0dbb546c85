import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatClock, formatDuration } from '../../../ui/format.ts';
import { useServerNow } from '../../../ui/use-server-now.ts';
import { useSession } from '../../people/sign-in/session.tsx';

const TICK_MS = 1000;
/** The last quarter is amber. */
const SOON_SHARE = 0.25;

/** Time that is left until something is due: calm, amber in its last quarter, red when it is over, grey while it stands. */
export function ClockBar({
  name,
  startedAtMs,
  dueAtMs,
  isPaused = false,
}: {
  name: string;
  startedAtMs: number;
  dueAtMs: number | null;
  isPaused?: boolean;
}) {
  const { t } = useTranslation();
  const { me } = useSession();
  const nowMs = useServerNow(TICK_MS);
  if (dueAtMs === null)
    return <span className="quiet">{isPaused ? t('cases.clockStates.paused') : t('cases.noDue')}</span>;
  const leftMs = dueAtMs - nowMs;
  const share = Math.min(1, Math.max(0, leftMs / Math.max(1, dueAtMs - startedAtMs)));
  const tone = isPaused ? 'paused' : leftMs < 0 ? 'late' : share < SOON_SHARE ? 'soon' : 'calm';
  const time = formatDuration(Math.abs(leftMs));
  return (
    <span className="clock-bar" data-tone={tone} title={formatClock(dueAtMs, me.timeZone, 'YYYY-MM-DD HH:mm')}>
      <span className="figures">
        {name} · {t(leftMs < 0 ? 'cases.late' : 'cases.left', { time })}
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
